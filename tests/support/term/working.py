"""Learners at work: a released module, filled in, with answers as its activities record them."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

from ownpace.activities.bank import asking_of
from ownpace.activities.responses import with_response
from ownpace.course.outline import grading
from ownpace.store.answers import record_answer, revise_answer
from ownpace_graders.course_file import load_bank
from tests.support.term.learners import Learner
from tests.support.term.material import ESSAY, FIRST, SECOND
from tests.support.term.plan import HandIn, Work

FIRST_CODE = {
    "right": "def total(numbers):\n    return sum(numbers)",
    "absolute": "def total(numbers):\n    return sum(abs(n) for n in numbers)",
    "wrong": "def total(numbers):\n    return 0",
    "error": "1 / 0\n\ndef total(numbers):\n    return sum(numbers)",
}
SECOND_CODE = {
    "right": "def largest(numbers):\n    return max(numbers)",
    "half": "def largest(numbers):\n    return max([0, *numbers])",
}
#: What an essay says, from which a reader tells what it is worth.
WORTH = "A reader finds this worth {} of 5 points."


class Homes:
    """Every learner's own folders, below ``place``. The course at ``root`` is a released one."""

    def __init__(self, root: Path, place: Path) -> None:
        self._root, self._place = root, place
        self._tries: Counter[Path] = Counter()

    def of(self, learner: Learner) -> Path:
        """Where a learner's modules are."""
        return self._place / learner.id

    def worked(self, one: HandIn) -> Path:
        """The module's folder, as it is when it is handed in. An earlier attempt's answers are
        there."""
        folder, released = self.of(one.learner) / one.module, self._root / "release" / one.module
        if not folder.exists():
            shutil.copytree(released, folder)
        self._tries[folder] += 1
        path = folder / f"{one.module}.ipynb"
        notebook = json.loads((released / path.name).read_text("utf-8"))
        _solve(notebook, one.work)
        notebook["metadata"]["try"] = self._tries[folder]  # saved again, and so another file
        text = json.dumps(notebook)
        path.write_text(text[: len(text) // 2] if one.work.broken else text, encoding="utf-8")
        self._answer(folder, one)
        return folder

    def _answer(self, folder: Path, one: HandIn) -> None:
        bank = load_bank(self._root, one.module)
        if bank is not None:
            _answer_quiz(folder, one, bank.quizzes[one.module])
        if one.work.confident is not None:
            sure = {"sure": one.work.confident}
            record_answer(folder, "went", "checkin", sure, True, now=one.at)
        if one.work.asks:
            number = f"{int(one.at.timestamp()) * 10_000 + int(one.learner.number):032x}"
            question = {"id": number, "at": one.at.isoformat(), "text": one.work.asks}
            record_answer(folder, "doubts", "ask", {"questions": [question]}, True, now=one.at)


def _solve(notebook: dict[str, Any], done: Work) -> None:
    for cell in notebook["cells"]:
        part = grading(cell).get("grade_id")
        if part == FIRST and done.first in FIRST_CODE:
            cell["source"] = FIRST_CODE[done.first]
        elif part == SECOND and done.second in SECOND_CODE:
            cell["source"] = SECOND_CODE[done.second]
        elif part == ESSAY and done.essay is not None:
            cell["source"] = WORTH.format(done.essay)


def _answer_quiz(folder: Path, one: HandIn, quiz: Any) -> None:
    """Anew: what an earlier attempt answered and this one leaves out is gone."""
    asking, key = asking_of(quiz), None if quiz.graded else quiz

    def answered(_: Any) -> tuple[Any, bool]:
        value: Any = {}
        complete = False
        for question, given in (("one", one.work.one), ("many", one.work.many)):
            if given is not None:
                said = given[0] if isinstance(given[0], str) else list(given[0])
                value, complete = with_response(asking, key, value, question, said, given[1])
        return value, complete

    revise_answer(folder, one.module, "quiz", answered, now=one.at)
