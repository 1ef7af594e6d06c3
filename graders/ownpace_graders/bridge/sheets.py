"""A released module's rows in the gradebook: its cells as models, and the ids that grades are
written by (takes nbgrader's objects)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple

from ownpace_graders.bridge.released import ReleasedCell, ReleasedNotebook


class Sheet(NamedTuple):
    """The ids of one released notebook's rows: graded cells and commented cells by name."""

    id: str
    graded: dict[str, str]
    commented: dict[str, str]


class ModuleRows(NamedTuple):
    id: str
    name: str
    duedate: datetime | None
    sheets: dict[str, Sheet]


def module_rows(assignment: Any) -> ModuleRows:
    sheets = {notebook.name: _sheet(notebook) for notebook in assignment.notebooks}
    return ModuleRows(assignment.id, assignment.name, assignment.duedate, sheets)


def _sheet(notebook: Any) -> Sheet:
    graded = [*notebook.grade_cells, *notebook.task_cells]
    commented = [*notebook.solution_cells, *notebook.task_cells]
    return Sheet(notebook.id, {c.name: c.id for c in graded}, {c.name: c.id for c in commented})


def released_notebook(notebook: Any) -> ReleasedNotebook:
    points = {c.name: c.max_score for c in (*notebook.grade_cells, *notebook.task_cells)}
    graded = {c.name for c in notebook.grade_cells}
    tasks = {c.name for c in notebook.task_cells}
    solutions = {c.name for c in notebook.solution_cells}
    cells = tuple(
        ReleasedCell(
            id=cell.name,
            cell_type=cell.cell_type,
            source=cell.source or "",
            checksum=cell.checksum,
            locked=bool(cell.locked),
            grade=cell.name in graded,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    )
    kernelspec = json.loads(notebook.kernelspec) if notebook.kernelspec else None
    return ReleasedNotebook(name=notebook.name, kernelspec=kernelspec or None, cells=cells)
