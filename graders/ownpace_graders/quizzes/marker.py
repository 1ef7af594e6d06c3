"""Scoring the graded quizzes of a submission, before any of its code runs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ownpace.activities.bank import Bank, Quiz
from ownpace.course.outline import called_activities
from ownpace.errors import CourseError
from ownpace_graders.course_file import COURSE_FILE, CourseFileError, load_bank
from ownpace_graders.quizzes.output import Scored, scored
from ownpace_graders.quizzes.scoring import read_submitted


class GradeCell(NamedTuple):
    """A grade cell as the teacher released it."""

    id: str
    source: str
    points: float


def asked_quiz(source: str) -> str | None:
    """The quiz that a cell's code asks, if it asks one."""
    return next((name for kind, name in called_activities(source) if kind == "quiz"), None)


class Marker:
    """Holds the key of one module of the course at ``root``. In an nbgrader course with neither a
    ``course.yml`` nor a bank, ``quiz`` is a function of the course's own, and nothing is scored."""

    def __init__(self, root: Path, module: str) -> None:
        self._root, self._module = root, module

    def scored(self, submitted: Path, cells: Iterable[GradeCell]) -> dict[str, Scored]:
        """What the quizzes earn in ``submitted``, by grade id of their cells. Reads the answers
        there and the teacher's bank, and nothing else that was handed in.

        Raises ``CourseError`` where the teacher's bank cannot score them.
        """
        asked = {cell: name for cell in cells if (name := asked_quiz(cell.source))}
        if not asked or not self._is_ours:
            return {}
        handed = read_submitted(submitted)
        return {
            cell.id: scored(self._quiz(name), name, handed, cell.points)
            for cell, name in asked.items()
        }

    @property
    def _is_ours(self) -> bool:
        return self._bank is not None or (self._root / COURSE_FILE).is_file()

    @cached_property
    def _bank(self) -> Bank | None:
        try:
            return load_bank(self._root, self._module)
        except CourseFileError as problem:
            raise CourseError(
                f"The questions of {self._module} cannot be used: {problem.problems[0]}",
                hint=f"Mend them (`ownpace check {self._module}`), then grade again.",
            ) from problem

    def _quiz(self, name: str) -> Quiz:
        found = self._bank.quizzes.get(name) if self._bank else None
        again = f"Run `ownpace check {self._module}`, mend it, then grade again."
        if found is None:
            message = f"The quiz “{name}” is not in the questions of {self._module}."
            raise CourseError(message, hint=again)
        if not found.graded:
            message = f"The quiz “{name}” is practice, which earns no points, in a grade cell."
            raise CourseError(message, hint=again)
        return found
