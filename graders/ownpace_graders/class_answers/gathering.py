"""Gathering the open answers of one module whose learners agreed to share them.

What was handed in is hostile: an ``answers.json`` may be of any size and hold any text. Learners'
names, ids and times are left behind here; what remains is in the order of a hash of the text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from ownpace.course.outline import Cell, called_activities, source
from ownpace.errors import WorkError
from ownpace.store.answers import Answers, read_answers
from ownpace.store.class_answers import LONGEST, MOST, OPEN, Open
from ownpace.store.layout import ANSWERS_FILE
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import FILES, attempts_of, counting
from ownpace_graders.notebooks import readable_notebooks

#: So many learners have to share an answer to a question before anything of it is shown: among
#: fewer, who knows the class could tell who wrote what. Learners are promised it: it is no setting.
LEAST = 3

_KEPT = "\n\t\u200c\u200d"  #: some scripts need the last two
_CUT = " […]"


class Question(NamedTuple):
    """An open question: the activity, and the name its answers are kept under in there."""

    activity: str
    name: Open


Gathered = dict[Question, tuple[str, ...]]


def gather(classroom: Classroom, module: str) -> Gathered:
    """The texts by question, each text once; questions that too few learners share are left out.
    An ``answers.json`` that cannot be read shares nothing."""
    asked = open_questions(classroom, module)
    sharers: dict[Question, set[str]] = defaultdict(set)
    texts: dict[Question, set[str]] = defaultdict(set)
    for learner in _learners(classroom, module) if asked else ():
        for question, text in shared_in(_answers(classroom, learner, module), asked):
            sharers[question].add(learner)
            texts[question].add(text)
    enough = [question for question in sorted(texts) if len(sharers[question]) >= LEAST]
    return {question: _in_no_order(texts[question]) for question in enough}


def open_questions(classroom: Classroom, module: str) -> Mapping[str, str]:
    """The activities with open questions that the teacher's notebook has, with the kind of each."""
    notebooks = readable_notebooks(classroom.folder("source", ".", module))
    cells: Iterable[Cell] = (cell for notebook in notebooks for cell in notebook["cells"])
    called = (pair for cell in cells for pair in called_activities(source(cell)))
    return {name: kind for kind, name in called if kind in OPEN}


def shared_in(answers: Answers, asked: Mapping[str, str]) -> Iterator[tuple[Question, str]]:
    """What one learner shares of what is ``asked``."""
    for activity, kind in asked.items():
        answer = answers.answers.get(activity)
        if answer is None or answer.kind != kind or answer.value.get("share") is not True:
            continue
        for name in OPEN[kind]:
            text = tidied(answer.value.get(name))
            if text:
                yield Question(activity, name), text


def tidied(given: object) -> str:
    """A text as others may see it: not too long, and without what turns or hides text."""
    text = given[: LONGEST + 1] if isinstance(given, str) else ""
    clean = "".join(c for c in text if c in _KEPT or unicodedata.category(c)[0] != "C").strip()
    if isinstance(given, str) and len(given) > LONGEST:
        return clean[: LONGEST - len(_CUT)] + _CUT
    return clean


def _learners(classroom: Classroom, module: str) -> list[str]:
    kept = {folder.parent.name for folder in classroom.attempts.glob(f"*/{module}")}
    return sorted(kept | set(classroom.learners("submitted", module)))


def _answers(classroom: Classroom, learner: str, module: str) -> Answers:
    """Those of the attempt that counts: a later one takes back what an earlier one shared."""
    found = counting(attempts_of(classroom, learner, module))
    folder = found[0] / FILES if found else classroom.folder("submitted", learner, module)
    return _read(folder / ANSWERS_FILE)


def _read(path: Path) -> Answers:
    try:
        return read_answers(path)
    except (WorkError, RecursionError):
        return Answers()


def _in_no_order(texts: Iterable[str]) -> tuple[str, ...]:
    def place(text: str) -> bytes:
        return hashlib.sha256(text.encode(errors="replace")).digest()

    return tuple(sorted(texts, key=place)[:MOST])
