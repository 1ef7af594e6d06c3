"""nbgrader's converters, one learner and module at a time (imports nbgrader)."""

from __future__ import annotations

import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException

from ownpace_graders.bridge.settings import AUTOGRADE, FEEDBACK
from ownpace_graders.page import Facts

#: Which of nbgrader's steps ours stands in for, where a course's configuration names nbgrader's.
_CURED = {
    "AssignLatePenalties": "ownpace_graders.bridge.lateness.ApplyLateRule",
    "DeduplicateIds": "ownpace_graders.bridge.cures.DropDuplicates",
    "Execute": "ownpace_graders.bridge.cures.ExecuteQuietly",
    "SaveCells": "ownpace_graders.bridge.recording.RecordCells",
    "OverwriteCells": "ownpace_graders.bridge.cures.RestoreCells",
}


class OneFolder:
    """Converts the folder of the learner and module that are chosen, and remembers why it failed:
    nbgrader only logs it and says that something did."""

    cause: BaseException | None = None

    def init_notebooks(self) -> None:
        """nbgrader reads names as patterns: ``[a]`` would be the work of ``a``."""
        chosen: Any = self
        course = chosen.coursedir
        folder = chosen._format_source(course.assignment_id, course.student_id)
        found = glob.glob(os.path.join(glob.escape(folder), f"{course.notebook_id}.ipynb"))
        if not found:
            raise NbGraderException(f"There is no notebook in {folder}.")
        chosen.assignments, chosen.notebooks = {folder: found}, []

    def init_assignment(self, *args: Any) -> None:
        self._remembering(super().init_assignment, *args)  # type: ignore[misc]

    def convert_single_notebook(self, *args: Any) -> None:
        self._remembering(super().convert_single_notebook, *args)  # type: ignore[misc]

    def _remembering(self, work: Any, *args: Any) -> None:
        try:
            work(*args)
        except BaseException as problem:
            self.cause = problem
            raise


class Releasing(OneFolder, GenerateAssignment):  # type: ignore[misc]
    """Strips a source module for learners."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        _change(self, "preprocessors", lambda configured: [_cured(step) for step in configured])


class Grading(OneFolder, Autograde):  # type: ignore[misc]
    """Sanitizes, executes and scores one submission."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for steps in ("sanitize_preprocessors", "autograde_preprocessors"):
            _change(self, steps, lambda configured: [_cured(step) for step in configured])
        _change(self, "autograde_preprocessors", _scoring)


class Reporting(OneFolder, GenerateFeedback):  # type: ignore[misc]
    """Writes the feedback pages of one graded submission. ``facts`` are what they say; with
    ``reveal`` hidden checks are shown."""

    def __init__(self, facts: Facts | None = None, reveal: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        from ownpace_graders.bridge.pages import FeedbackPage

        self.facts = facts
        _change(self, "exporter_class", lambda kind: _page(kind, FeedbackPage))
        _change(self, "preprocessors", _showing if reveal else _hiding)

    def init_assignment(self, *args: Any) -> None:
        """Pages that were handed in are not the teacher's, and would be sent as such."""
        super().init_assignment(*args)
        for path in Path(self._format_dest(*args)).glob("*"):
            if path.suffix.lower() == ".html":
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _change(converter: Any, trait: str, change: Callable[[Any], Any]) -> None:
    """Change what a course's configuration gave, or nbgrader's default."""
    setattr(converter, trait, change(getattr(converter, trait)))


def _page(configured: type[Any], ours: type[Any]) -> type[Any]:
    return configured if issubclass(configured, ours) else ours


def _cured(step: Any) -> Any:
    return _CURED.get(_name(step), step)


def _hiding(steps: list[Any]) -> list[Any]:
    """The steps with ``HideTests`` and ``OpenQuizzes`` after the scores are known, if they are not
    among them."""
    steps = _with(FEEDBACK[2], steps, after="GetGrades")
    return _with(FEEDBACK[1], steps, after="GetGrades")


def _scoring(steps: list[Any]) -> list[Any]:
    """The steps with those for graded quizzes, and the one that disarms what is written, if they
    are not among them."""
    steps = _with(AUTOGRADE[0], steps, before="ExecuteQuietly")
    steps = _with(AUTOGRADE[5], steps, before="SaveAutoGrades")
    return steps if _name(AUTOGRADE[-1]) in map(_name, steps) else [*steps, AUTOGRADE[-1]]


def _with(step: str, steps: list[Any], after: str = "", before: str = "") -> list[Any]:
    """``steps`` with one more beside that of a name; the first of all, where there is none."""
    names = [_name(one) for one in steps]
    if _name(step) in names:
        return steps
    beside = after or before
    place = names.index(beside) + bool(after) if beside in names else 0
    return [*steps[:place], step, *steps[place:]]


def _showing(steps: list[Any]) -> list[Any]:
    return [step for step in steps if _name(step) != "HideTests"]


def _name(step: Any) -> str:
    return str(step).rpartition(".")[2] if isinstance(step, str) else str(step.__name__)
