"""Graded quizzes among the cells of a notebook: nothing that the submission showed is taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ownpace.course.outline import grading
from ownpace_graders.bridge import Mark, NotebookMarks, ReleasedNotebook
from ownpace_graders.notebooks.reading import Notebook
from ownpace_graders.quizzes import GradeCell, Scored


def grade_cells(released: ReleasedNotebook) -> Iterator[GradeCell]:
    """The cells of which one may ask a quiz for points, as they were released."""
    for cell in released.cells:
        if cell.grade and not cell.solution and cell.cell_type == "code":
            yield GradeCell(cell.id, cell.source, cell.points or 0.0)


def show_quizzes(executed: Notebook, quizzes: Mapping[str, Scored]) -> Notebook:
    """The notebook with each quiz's score and page in place of its outputs."""

    def shown(cell: dict[str, object]) -> dict[str, object]:
        found = quizzes.get(str(grading(cell).get("grade_id")))
        if found is None:
            return cell
        output = {**found.output, "execution_count": cell.get("execution_count")}
        return {**cell, "outputs": [output]}

    return {**executed, "cells": [shown(cell) for cell in executed["cells"]]}


def with_quizzes(marks: NotebookMarks, quizzes: Mapping[str, Scored]) -> NotebookMarks:
    """The marks with those of the quizzes, which nothing that was executed could change."""
    scored = {
        name: Mark(score=found.points, flagged=found.undecided, note=found.note)
        for name, found in quizzes.items()
    }
    return marks.model_copy(update={"marks": marks.marks | scored})
