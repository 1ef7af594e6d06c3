"""nbgrader's steps for graded quizzes: their score and their page in place of what a submission's
kernel showed (imports nbgrader).

Named by dotted strings in a course's configuration, so that ``nbgrader autograde`` and formgrader
use them too. Where a module has several notebooks, ``nbgrader autograde`` runs code of the first
one, unconfined, before the answers for the second one are read; our engine reads them all first.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from ownpace_graders.quizzes import GradeCell, Marker, with_pages
from ownpace_graders.rules import read_rules

Resources = Any

_SCORED = "ownpace_quizzes"


class ScoreQuizzes(NbGraderPreprocessor):  # type: ignore[misc]
    """Scores the quizzes of a sanitized notebook. Stands before the execution, so that no code of
    the submission has run."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        course, about = _coursedir(self), resources["nbgrader"]
        folder = course.submitted_directory
        submitted = course.format_path(folder, about["student"], about["assignment"])
        cells = [
            GradeCell(
                cell.metadata.nbgrader.grade_id, cell.source, float(cell.metadata.nbgrader.points)
            )
            for cell in nb.cells
            if is_grade(cell) and not is_solution(cell) and cell.cell_type == "code"
        ]
        marker = Marker(Path(course.root), about["assignment"])
        resources[_SCORED] = marker.scored(Path(submitted), cells)
        return nb, resources


class ShowScores(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts what ``ScoreQuizzes`` found in the place of the outputs. Stands before the scores are
    saved."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        scored = resources.get(_SCORED, {})
        for cell in nb.cells:
            found = scored.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
            if found is not None:
                count = {"execution_count": cell.execution_count}
                cell.outputs = [nbformat.from_dict({**found.output, **count})]
        return nb, resources


class OpenQuizzes(NbGraderPreprocessor):  # type: ignore[misc]
    """Shows keys and explanations on feedback pages once the module is closed, and no sooner."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        closed = _is_closed(_coursedir(self), resources["nbgrader"]["assignment"])
        return nbformat.from_dict(with_pages(nb, closed)), resources


def _coursedir(step: Any) -> Any:
    """A step belongs to an exporter, and that to a converter."""
    return step.parent.parent.coursedir


def _is_closed(course: Any, module: str) -> bool:
    """Whether nothing counts any more that is handed in, by whoever has the longest extension too.
    A module without an end never is."""
    rules = read_rules(Path(course.root))
    known = rules.course.module(module) if rules else None
    if rules is None or known is None or known.closes is None:
        return False
    return known.closes + rules.longest(module) < datetime.now(UTC)
