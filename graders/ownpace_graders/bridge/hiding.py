"""A step of feedback that keeps hidden checks hidden (imports nbgrader)."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.utils import is_grade

from ownpace.course.outline import title_of
from ownpace_graders.bridge.hidden import has_hidden, shows, split

Resources = Any


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Replaces the hidden part of every check, and all that the check showed, by its title and
    hint. Stands after ``GetGrades``, which puts the score beside the check.

    It does not stop a submission's own code from printing what a hidden check passed to it.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        words = ClearHiddenTests(parent=self)
        begin, end = words.begin_test_delimeter, words.end_test_delimeter
        secrets: set[str] = set()
        for cell in nb.cells:
            if has_hidden(cell.source, begin):
                cell.source, hidden = split(cell.source, begin, end)
                secrets.update(hidden)
                _tell(cell)
        for cell in nb.cells:
            _withhold(cell, secrets)
        return nb, resources


def _tell(cell: NotebookNode) -> None:
    """Say what the check was about, in place of its output."""
    if cell.cell_type == "code":
        cell.outputs = [new_output("display_data", {"text/plain": _notice(cell)})]


def _notice(cell: NotebookNode) -> str:
    title, own = title_of(cell), cell.metadata.get("ownpace", {})
    about = cell.metadata.get("nbgrader", {})
    if is_grade(cell) and (about.get("score") or 0) >= (about.get("points") or 0):
        return f"Passed: {title}"
    hint = own.get("hint", "") if isinstance(own, dict) else ""
    return f"Not passed yet: {title}\n{hint}".strip()


def _withhold(cell: NotebookNode, secrets: set[str]) -> None:
    """Drop the outputs of other cells in which a hidden line shows, as in a traceback."""
    for index, output in enumerate(cell.get("outputs", [])):
        if shows(output, secrets):
            note = "This output is left out: it shows a part of a hidden check."
            cell.outputs[index] = new_output("display_data", {"text/plain": note})
