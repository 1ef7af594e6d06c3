"""Putting back what the release fixed: locked sources, points, types, and deleted checks."""

from __future__ import annotations

from typing import Any

from ownpace.course.outline import checksum, grading
from ownpace_graders.bridge import ReleasedCell, ReleasedNotebook

Cell = dict[str, Any]

#: nbclient does not execute a cell that carries it: a check would be passed by not being run.
_SKIP = "skip-execution"


def restore(cell: Cell, known: ReleasedCell) -> None:
    """Make a cell what it was released as; a learner's own answer stays."""
    _restore_type(cell, known.cell_type)
    cell["metadata"]["nbgrader"] = _about(known)
    if known.locked and checksum(cell) != known.checksum:
        cell["source"] = known.source
    if known.grade and not known.solution:
        _unskip(cell)


def restore_deleted(cells: list[Cell], released: ReleasedNotebook) -> None:
    """Put deleted graded cells back: each after the nearest cell that stood before it; if none is
    left, before the first that is, or at the end. Tasks go to the end, as nbgrader has them."""
    kept = {grading(cell).get("grade_id"): index for index, cell in enumerate(cells)}
    there = [kept[known.id] for known in released.cells if known.id in kept]
    place = min(there, default=len(cells))
    for known in released.cells:
        here = _position(cells, known.id)
        if here is None and known.grade:
            cells.insert(place, _fresh(known))
            here = place
        place = place if here is None else here + 1
    cells += [
        _fresh(known)
        for known in released.cells
        if known.task and _position(cells, known.id) is None
    ]


def _restore_type(cell: Cell, cell_type: str) -> None:
    if cell["cell_type"] == cell_type:
        return
    cell["cell_type"] = cell_type
    if cell_type == "code":
        cell.update(outputs=[], execution_count=None)
        cell.pop("attachments", None)
    else:
        cell.pop("outputs", None)
        cell.pop("execution_count", None)


def _about(known: ReleasedCell) -> dict[str, Any]:
    """nbgrader's metadata of a released cell."""
    about: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": known.id,
        "grade": known.grade,
        "solution": known.solution,
        "task": known.task,
        "locked": known.locked,
        "cell_type": known.cell_type,
    }
    if known.points is not None:
        about["points"] = known.points
    if known.checksum is not None:
        about["checksum"] = known.checksum
    return about


def _unskip(cell: Cell) -> None:
    tags = cell["metadata"].get("tags")
    if isinstance(tags, list) and _SKIP in tags:
        cell["metadata"]["tags"] = [tag for tag in tags if tag != _SKIP]


def _fresh(known: ReleasedCell) -> Cell:
    cell: Cell = {
        "cell_type": known.cell_type,
        "metadata": {"nbgrader": _about(known)},
        "source": known.source,
    }
    if known.cell_type == "code":
        cell.update(outputs=[], execution_count=None)
    return cell


def _position(cells: list[Cell], grade_id: str) -> int | None:
    return next((i for i, c in enumerate(cells) if grading(c).get("grade_id") == grade_id), None)
