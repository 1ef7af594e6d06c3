"""What learners share with the class: from what they handed in to what everybody may read."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ownpace.store.bundle import open_bundle
from ownpace.store.class_answers import CLASS_FILE, LONGEST, class_answers_name
from ownpace_graders.bridge import open_classroom
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.class_answers import LEAST
from ownpace_graders.class_answers.gathering import tidied
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Line, Silent
from ownpace_graders.release import release
from tests.support.sharing import (
    AFTER,
    END,
    answers,
    by_bundle,
    by_exchange,
    close,
    decide,
    paper,
    shares,
    sharing_course,
)
from tests.support.teacher import COURSE, MODULE, NOW, copy_of

TEXTS = {"anna": "What is a sum?", "ben": "Why plus?", "carl": "Nothing."}


@pytest.fixture(scope="module")
def a_released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("sharing")
    return sharing_course(base / "course", exchange=base / "exchange")


@pytest.fixture
def empty(a_released_course: Path, tmp_path: Path) -> Path:
    """A course of which nobody has handed anything in."""
    return copy_of(a_released_course, tmp_path / "copy")


@pytest.fixture
def root(empty: Path) -> Path:
    """Three learners share what is unclear to them."""
    for learner, text in TEXTS.items():
        by_exchange(empty, learner, shares(text))
    return empty


def looked(root: Path, now: datetime = AFTER) -> list[Line]:
    """What `ownpace feedback` says of the whole class."""
    lines = feedback(root, [], Silent(), now).lines
    return [line for line in lines if line.learner is None]


def released(root: Path) -> dict[str, Any] | None:
    """What lies in the exchange for everybody; None where there is no file."""
    place = root.parent / "exchange" / COURSE / "feedback" / class_answers_name(MODULE)
    return json.loads(place.read_text())["answers"] if place.exists() else None


def unclear(root: Path) -> set[str]:
    return set((released(root) or {}).get("how", {}).get("unclear", ()))


def test_a_teacher_reads_first(root: Path) -> None:
    """Before anybody else, after the module has closed; then the class sees what is released."""
    [line] = looked(root)
    assert (line.status, line.module) == ("attention", MODULE)
    assert '"release": true' in line.next
    assert released(root) is None
    assert {heard["text"] for heard in paper(root)["answers"]["how"]["unclear"]} == set(
        TEXTS.values()
    )
    decide(root, True)
    [line] = looked(root)
    assert (line.status, line.message) == ("done", "Answers shown to the class: 3.")
    assert unclear(root) == set(TEXTS.values())
    assert [line.status for line in looked(root)] == ["skipped"]


@pytest.mark.parametrize("release", [None, True])
def test_nothing_is_shown_before_the_close(root: Path, release: bool | None) -> None:
    """To the second; also where a teacher wrote in advance that it is to be released."""
    assert looked(root, END) == []
    assert not (root / "class-answers").exists()
    looked(root)
    decide(root, release)
    assert looked(root, END) == []
    assert released(root) is None


def test_the_longest_extension_counts(root: Path) -> None:
    """Whoever may still hand in reads nothing of the others."""
    assert grade(root, [], Silent(), learners=["ben"]).exit_code == 0
    with gradebook(open_classroom(root)) as book:
        book.find_submission(MODULE, "ben").extension = timedelta(days=3)
        book.db.commit()
    assert looked(root, END + timedelta(days=3)) == []
    assert [line.status for line in looked(root, AFTER + timedelta(days=3))] == ["attention"]


@pytest.mark.parametrize("closes", ["", "2027-02-20"])
def test_a_module_that_is_open_again_shows_nothing(root: Path, closes: str) -> None:
    """What went out is emptied."""
    looked(root)
    decide(root, True)
    looked(root)
    close(root, closes)
    assert [line.message for line in looked(root)] == ["Answers shown to the class: 0."]
    assert released(root) == {}


def test_single_answers_are_withheld(root: Path) -> None:
    """For good: they stay away when others are gathered again."""
    looked(root)
    decide(root, True, withhold="Why plus?")
    for _ in range(2):
        looked(root)
        assert unclear(root) == {"What is a sum?", "Nothing."}


@pytest.mark.parametrize("learners", [LEAST - 1, LEAST])
def test_few_are_not_shown(empty: Path, learners: int) -> None:
    """Among fewer than three, somebody could tell who wrote what."""
    for number in range(learners):
        by_exchange(empty, f"learner{number}", shares(f"Text {number}"))
    assert bool(looked(empty)) == (learners == LEAST)
    assert (empty / "class-answers").exists() == (learners == LEAST)


def test_it_is_learners_that_count(empty: Path) -> None:
    """One who answers more is still one; three who wrote the same are three, and it shows once."""
    by_exchange(empty, "anna", answers(how={"unclear": "A", "free": "B", "share": True}))
    by_exchange(empty, "anna", answers(how={"unclear": "C", "free": "D", "share": True}), later=5)
    by_exchange(empty, "ben", shares("A"))
    assert looked(empty) == []
    for learner in ("carl", "dora"):
        by_exchange(empty, learner, shares("Same"))
    looked(empty)
    found = paper(empty)["answers"]["how"]
    assert set(found) == {"unclear"}
    assert sorted(heard["text"] for heard in found["unclear"]) == ["A", "C", "Same"]


def test_only_who_agrees_is_shown(root: Path) -> None:
    """And a later attempt takes the leave back, also after the answers were shown."""
    by_exchange(root, "dora", answers(how={"sure": 2, "unclear": "Secret"}))
    by_exchange(root, "eve", shares("Mine"))
    looked(root)
    decide(root, True)
    looked(root)
    assert unclear(root) == {*TEXTS.values(), "Mine"}
    by_exchange(root, "eve", answers(how={"sure": 2, "unclear": "Mine"}), later=9)
    looked(root)
    assert unclear(root) == set(TEXTS.values())
    by_exchange(root, "ben", answers(how={"sure": 2}), later=9)
    looked(root)
    assert released(root) == {}


def test_what_comes_later_waits(root: Path) -> None:
    """An answer that nobody has read is not shown with those that were released."""
    looked(root)
    decide(root, True)
    by_exchange(root, "dora", shares("Late"))
    lines = looked(root)
    assert [line.status for line in lines] == ["attention", "done"]
    assert "More answers were shared" in lines[0].message
    assert unclear(root) == set(TEXTS.values())
    assert [h["show"] for h in paper(root)["answers"]["how"]["unclear"]].count(False) == 1


def test_nothing_tells_who(root: Path) -> None:
    """No name, id, time or order: the bytes are the same whoever wrote what, in whatever order."""
    looked(root)
    decide(root, True)
    looked(root)
    place = root.parent / "exchange" / COURSE / "feedback" / class_answers_name(MODULE)
    first = place.read_bytes()
    kept = (root / "class-answers" / f"{MODULE}.json").read_text()
    for learner in TEXTS:
        assert learner not in first.decode().lower()
        assert learner not in kept.lower()
    assert not re.search(r"20\d\d-|[0-9a-f]{32}", first.decode() + kept)
    for learner, text in zip(TEXTS, reversed(TEXTS.values()), strict=True):
        by_exchange(root, learner, shares(text), later=30)
    looked(root)
    assert place.read_bytes() == first


def test_reflections_are_shared_too(empty: Path) -> None:
    """By activities that the teacher's notebook has, and by no others."""
    for learner in TEXTS:
        given = {"text": f"At night, {TEXTS[learner]}", "share": True}
        by_exchange(empty, learner, answers(when=given, forged=given))
    looked(empty)
    assert set(paper(empty)["answers"]) == {"when"}
    assert len(paper(empty)["answers"]["when"]["text"]) == 3


def test_answers_travel_by_bundle(empty: Path, tmp_path: Path) -> None:
    """Beside the feedback of each who handed in by one, and in no exchange."""
    for learner, text in TEXTS.items():
        by_bundle(empty, learner, shares(text))
    looked(empty)
    decide(empty, True)
    looked(empty)
    assert released(empty) is None
    for learner in TEXTS:
        with open_bundle(empty / "outbox" / learner / f"{MODULE}.zip", "feedback") as found:
            assert found.manifest.learner == learner
            [name] = found.names
            assert name == CLASS_FILE
            assert set(json.loads(found.read(name))["answers"]["how"]["unclear"]) == set(
                TEXTS.values()
            )


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"[]", b"{", b"\xff", b'{"format": 1, "answers": ' + b"[" * 100_000),
        *(b'{"format": 2, "answers": {}}', b" " * 6_000_000, b'{"format":1,"answers":{"how":3}}'),
        b'{"format":1,"answers":{"how":{"kind":"checkin","at":"2027-01-01T00:00:00Z",'
        b'"complete":true,"value":{"share":"true","unclear":"x"}}}}',
        b'{"format":1,"answers":{"how":{"kind":"note","at":"2027-01-01T00:00:00Z",'
        b'"complete":true,"value":{"share":true,"unclear":"x"}}}}',
        b'{"format":1,"answers":{"how":{"kind":"checkin","at":"2027-01-01T00:00:00Z",'
        b'"complete":true,"value":{"share":true,"unclear":["x"],"free":{"a":1}}}}}',
    ],
)
def test_a_forged_file_shares_nothing(root: Path, content: bytes) -> None:
    """And hides nobody else's."""
    by_exchange(root, "mallory", content)
    looked(root)
    found = paper(root)["answers"]
    assert {h["text"] for h in found["how"]["unclear"]} == set(TEXTS.values())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("a\x1b[2Jb\x00c\r\n\td", "a[2Jbc\n\td"),
        ("\u202egnp.exe\u2066x", "gnp.exex"),
        ("\u2003 \n", ""),
        ("x" * LONGEST, "x" * LONGEST),
        ("नमस्\u200dते", "नमस्\u200dते"),
        (7, ""),
    ],
)
def test_texts_are_only_text(given: object, kept: str) -> None:
    """HTML stays as it was typed, for the page to show as text; what turns, hides or moves text
    goes."""
    assert tidied(given) == kept


def test_a_long_text_is_cut() -> None:
    """One learner's book is not everybody's."""
    cut = tidied("x" * 100_000)
    assert len(cut) == LONGEST
    assert cut.endswith("[…]")


@pytest.mark.parametrize("content", ["", "{", '{"format": 1, "release": "yes"}', "[" * 100_000])
def test_a_file_that_was_broken_by_hand_is_told(root: Path, content: str) -> None:
    """Nothing is sent, and it is left as it is."""
    looked(root)
    path = root / "class-answers" / f"{MODULE}.json"
    path.write_text(content)
    [line] = looked(root)
    assert line.status == "attention"
    assert "cannot be read" in line.message
    assert path.read_text() == content
    assert released(root) is None


def test_a_decision_not_to_show_is_one(root: Path) -> None:
    """It is not asked for again; and it takes back what was shown."""
    looked(root)
    decide(root, False)
    assert looked(root) == []
    decide(root, True)
    looked(root)
    decide(root, False)
    assert [line.message for line in looked(root)] == ["Answers shown to the class: 0."]
    assert released(root) == {}


def test_releasing_again_leaves_them(root: Path) -> None:
    """They are not part of the module."""
    looked(root)
    decide(root, True)
    looked(root)
    release(root, [], Silent(), NOW)
    assert unclear(root) == set(TEXTS.values())
    assert not list((root / "release").rglob(f"*{CLASS_FILE}"))
