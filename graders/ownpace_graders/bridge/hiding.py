"""A step of feedback that keeps hidden checks hidden (imports nbgrader)."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution

from ownpace.course.outline import title_of
from ownpace_graders.bridge.hidden import has_hidden, shows, split

Resources = Any


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Replaces the hidden part of every check, and all that the check showed, by its title and
    hint. Stands after ``GetGrades``, which puts the score beside the check.

    Code of a submission that runs after a hidden check may print what it found of it, in any
    disguise; so from there on only checks keep what they showed. What is left to such code are the
    checks that call it.
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
            elif secrets and not _is_check(cell) and cell.get("outputs"):
                cell.outputs = [_note("it was made after a hidden check had run")]
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
            cell.outputs[index] = _note("it shows a part of a hidden check")


def _is_check(cell: NotebookNode) -> bool:
    """Whether the teacher wrote it, so that it shows what was asked for."""
    return bool(is_grade(cell)) and not is_solution(cell)


def _note(reason: str) -> NotebookNode:
    text = f"This output is left out: {reason}."
    return new_output("display_data", {"text/plain": text})
