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

from ownpace_graders.bridge.settings import FEEDBACK

#: Which of nbgrader's steps ours stands in for, where a course's configuration names nbgrader's.
_CURED = {
    "DeduplicateIds": "ownpace_graders.bridge.cures.DropDuplicates",
    "Execute": "ownpace_graders.bridge.cures.ExecuteQuietly",
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


class Grading(OneFolder, Autograde):  # type: ignore[misc]
    """Sanitizes, executes and scores one submission."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for steps in ("sanitize_preprocessors", "autograde_preprocessors"):
            _change(self, steps, lambda configured: [_cured(step) for step in configured])


class Reporting(OneFolder, GenerateFeedback):  # type: ignore[misc]
    """Writes the feedback pages of one graded submission."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        from ownpace_graders.bridge.pages import FeedbackPage

        _change(self, "exporter_class", lambda kind: _page(kind, FeedbackPage))
        _change(self, "preprocessors", _hiding)

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
    """The steps with ``HideTests`` after the scores are known, if it is not among them."""
    names = [_name(step) for step in steps]
    if "HideTests" in names:
        return steps
    after = names.index("GetGrades") + 1 if "GetGrades" in names else 0
    return [*steps[:after], FEEDBACK[1], *steps[after:]]


def _name(step: Any) -> str:
    return str(step).rpartition(".")[2] if isinstance(step, str) else str(step.__name__)
