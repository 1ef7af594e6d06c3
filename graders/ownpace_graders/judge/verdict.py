"""What the cells of an executed notebook earned: ``nbgrader.utils.determine_grade``, with the two
cases in which that one fails decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ownpace.course.outline import checksum, grading
from ownpace_graders.bridge import Mark, NotebookMarks, ReleasedCell, ReleasedNotebook
from ownpace_graders.notebooks.reading import Notebook

Cell = dict[str, Any]

#: What nbgrader says of an answer that is as it was released.
NO_RESPONSE = "No response."


def judged(
    executed: Notebook, released: ReleasedNotebook, flags: Sequence[str] = ()
) -> NotebookMarks:
    """The marks of one notebook (as ``outputs.settled`` gives it). With ``flags`` a person is asked
    to look at every score that was earned by executing."""
    marks: dict[str, Mark] = {}
    comments: dict[str, str | None] = {}
    for cell in executed["cells"]:
        known = released.cell(str(grading(cell).get("grade_id", "")))
        if known is None:
            continue
        if known.grade:
            marks[known.id] = _flagged(_mark(cell, known), flags)
        if known.solution or known.task:
            silent = not known.task and known.checksum == checksum(cell)
            comments[known.id] = NO_RESPONSE if silent else None
    return NotebookMarks(marks=marks, comments=comments)


def absent(released: ReleasedNotebook) -> NotebookMarks:
    """A notebook that was left out earns nothing, tasks included."""
    zero = Mark(score=0)
    return NotebookMarks(
        marks={cell.id: zero for cell in released.cells if cell.grade or cell.task}, absent=True
    )


def unusable(released: ReleasedNotebook) -> NotebookMarks:
    """A notebook that could not be read or executed waits for a person."""
    unknown = Mark(score=None)
    return NotebookMarks(
        marks={cell.id: unknown for cell in released.cells if cell.grade}, absent=True
    )


def _mark(cell: Cell, known: ReleasedCell) -> Mark:
    points = known.points or 0.0
    if known.solution:
        return Mark(score=0 if known.checksum == checksum(cell) else None)
    if known.cell_type != "code":
        return Mark(score=None)
    for output in cell["outputs"]:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return Mark(score=0)
        if output["output_type"] == "execute_result":
            return _partial(output["data"].get("text/plain"), points)
    return Mark(score=points)


def _partial(text: Any, points: float) -> Mark:
    """A number is the score; whatever else a check shows is full marks."""
    if not text:
        return Mark(score=None, note="its result has no text that could be a score")
    try:
        score = float(text)
    except ValueError:
        return Mark(score=points)
    if score > points:
        return Mark(score=points, note=f"its result {score:g} is capped at {points:g} points")
    return Mark(score=score if score >= 0 else points)


def _flagged(mark: Mark, flags: Sequence[str]) -> Mark:
    return mark.model_copy(update={"flagged": True}) if flags and mark.score else mark
