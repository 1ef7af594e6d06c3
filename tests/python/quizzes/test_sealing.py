"""What is released of a graded quiz does not depend on its key."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import permutations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.activities.bank import Quiz, compile_bank
from ownpace.activities.questions import Question
from ownpace_graders.lines import Silent
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.python.activities.strategies import QUESTIONS
from tests.support.quizzes import BANK, quiz_course, sealed
from tests.support.teacher import NOW

Entry = dict[str, Any]


def keys_of(question: Entry) -> Iterator[Entry]:
    """The question with every other key that it may have."""
    kind = question["kind"]
    if kind == "single":
        for right in range(len(question["options"])):
            yield _choose(question, [n == right for n in range(len(question["options"]))])
    elif kind == "multiple":
        for rights in product([True, False], repeat=len(question["options"])):
            if any(rights):
                yield _choose(question, list(rights))
    elif kind == "number":
        yield from ({**question, "answer": a, "tolerance": t} for a in (0, 7) for t in (0, 3))
    elif kind == "text":
        yield from ({**question, "accept": ["x"], "pattern": p} for p in ("", "a|b"))
    elif kind == "ordering":
        yield from ({**question, "items": list(order)} for order in permutations(question["items"]))
    else:
        yield from _matched(question)


def _choose(question: Entry, rights: list[bool]) -> Entry:
    options = zip(question["options"], rights, strict=True)
    return {**question, "options": [{"text": o["text"], "right": right} for o, right in options]}


def _matched(question: Entry) -> Iterator[Entry]:
    prompts = [pair["text"] for pair in question["pairs"]]
    matches = [pair["match"] for pair in question["pairs"]] + question["others"]
    for order in permutations(matches):
        pairs = [{"text": p, "match": m} for p, m in zip(prompts, order, strict=False)]
        yield {**question, "pairs": pairs, "others": list(order[len(prompts) :])}


@pytest.mark.parametrize("shuffle", [True, False])
@pytest.mark.parametrize("question", BANK["questions"], ids=lambda q: q["kind"])
def test_all_keys_give_the_same_bytes(question: Entry, shuffle: bool) -> None:
    """Whichever option is right, whatever the number, its tolerance, the pattern, the order and
    the pairs are."""
    made = {
        compile_bank(
            sealed(
                Quiz.model_validate({**BANK, "shuffle": shuffle, "questions": [other]}),
            )
        )
        for other in keys_of(question)
    }
    assert len(list(keys_of(question))) > 1
    assert len(made) == 1


@given(QUESTIONS, st.text(min_size=3, max_size=20).filter(str.strip), st.floats(0.1, 9))
def test_explanations_hints_and_weights_stay_behind(
    question: Question, words: str, points: float
) -> None:
    """They are the teacher's too."""
    secret = {"hint": words, "why": words, "points": points}
    told, bare = (
        compile_bank(sealed(Quiz(title="T", graded=True, questions=(q,))))
        for q in (question.model_copy(update=secret), question)
    )
    assert told == bare


def released(root: Path, into: Path) -> dict[str, bytes]:
    """Every file of a release and of a publication."""
    release(root, ["work"], Silent(), NOW)
    publish(root, into)
    files = [*(root / "release").rglob("*"), *into.rglob("*")]
    return {path.name: path.read_bytes() for path in files if path.is_file()}


def test_a_release_is_the_same_whatever_the_keys_are(tmp_path: Path) -> None:
    """Each file of it, the course's with its check sums included; no key is in any."""
    other = [list(keys_of(question))[-1] for question in BANK["questions"]]
    found = []
    for name in ("one", "two"):
        root = quiz_course(tmp_path / name / "course")
        if found:
            bank = {"quizzes": {"final": {**BANK, "questions": other}}}
            (root / "questions" / "work.yml").write_text(json.dumps(bank))
        found.append(released(root, tmp_path / name / "public"))
    assert found[0] == found[1]
    assert not [name for name, data in found[0].items() if b"secret" in data or b"4711" in data]
