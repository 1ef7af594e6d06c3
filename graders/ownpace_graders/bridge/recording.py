"""Recording a module's checks in the gradebook, also when some were added or removed after learners
handed it in (imports nbgrader).

nbgrader refuses that, since grades would be lost or missing. Here what belonged to a removed check
is written to ``removed-checks/<module>/`` first, and every submission gets an empty grade for an
added one, which the next grading fills.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import api
from nbgrader.preprocessors import SaveCells

from ownpace_graders.bridge.removed import (
    RemovedCell,
    RemovedChecks,
    RemovedComment,
    RemovedGrade,
)

#: Below the course's folder; nothing reads it but people.
KEPT = "removed-checks"
_KINDS = ("grade", "solution", "task", "source")


class RecordCells(SaveCells):  # type: ignore[misc]
    """nbgrader's step, which takes corrections as well. It all happens in one transaction, but for
    the file, which is there before anything is removed."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        notebook = self._known()
        if notebook is None or not notebook.submissions:
            super()._create_notebook(nb)
            return
        removed = [cell for kind in _KINDS for cell in self._removed(notebook, kind)]
        if removed:
            self._keep(removed)
            self._remove(removed)
        for kind in _KINDS:
            self._add(notebook, kind)
        super()._create_notebook(nb)
        self._give_rows()

    def _known(self) -> Any:
        try:
            return self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except api.MissingEntry:
            return None

    def _removed(self, notebook: Any, kind: str) -> Iterator[Any]:
        new = getattr(self, f"new_{kind}_cells")
        yield from (c for c in getattr(notebook, f"{kind}_cells") if c.name not in new)

    def _add(self, notebook: Any, kind: str) -> None:
        """What nbgrader compares by name is the same afterwards, and it goes on."""
        known = {cell.name for cell in getattr(notebook, f"{kind}_cells")}
        add = getattr(self.gradebook, f"update_or_create_{kind}_cell")
        for name, about in getattr(self, f"new_{kind}_cells").items():
            if name not in known:
                add(name, self.notebook_id, self.assignment_id, **about)
        self.gradebook.db.refresh(notebook)

    def _remove(self, cells: Iterable[Any]) -> None:
        for cell in cells:
            for row in (*_rows(cell, "grades"), *_rows(cell, "comments")):
                self.gradebook.db.delete(row)
            self.gradebook.db.flush()
            self.gradebook.db.expire(cell)
            self.gradebook.db.delete(cell)
        self.gradebook.db.commit()

    def _keep(self, cells: Iterable[Any]) -> None:
        # The exporter's converter, which has the course directory.
        place = Path(self.parent.parent.coursedir.root, KEPT, str(self.assignment_id))
        place.mkdir(parents=True, exist_ok=True)
        now = datetime.now(UTC)
        path = place / f"{self.notebook_id}-{now:%Y-%m-%dT%H-%M-%S-%f}.json"
        kept = RemovedChecks(
            removed=now,
            module=self.assignment_id,
            notebook=self.notebook_id,
            cells=tuple(map(_as_kept, cells)),
        )
        with path.open("x", encoding="utf-8") as file:
            file.write(kept.model_dump_json(indent=1) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def _give_rows(self) -> None:
        """A grade and a comment of every submission for every cell, as nbgrader makes them when
        work comes in."""
        notebook = self._known()
        graded = [*notebook.grade_cells, *notebook.task_cells]
        commented = [*notebook.solution_cells, *notebook.task_cells]
        for submitted in notebook.submissions:
            for kind, cells, rows in (
                (api.Grade, graded, submitted.grades),
                (api.Comment, commented, submitted.comments),
            ):
                there = {row.cell_id for row in rows}
                missing = [cell for cell in cells if cell.id not in there]
                self.gradebook.db.add_all(kind(cell=cell, notebook=submitted) for cell in missing)
        self.gradebook.db.commit()


def _as_kept(cell: Any) -> RemovedCell:
    """A cell as it was recorded, with what every learner had for it."""
    return RemovedCell(
        name=cell.name,
        type=type(cell).__name__,
        points=getattr(cell, "max_score", None),
        source=getattr(cell, "source", None),
        grades=tuple(_of_learner(RemovedGrade, row) for row in _rows(cell, "grades")),
        comments=tuple(_of_learner(RemovedComment, row) for row in _rows(cell, "comments")),
    )


def _of_learner(kind: Any, row: Any) -> Any:
    """A row of the gradebook, by whose it is."""
    columns = {name: getattr(row, name) for name in kind.model_fields if name != "learner"}
    return kind(learner=row.notebook.assignment.student_id, **columns)


def _rows(cell: Any, which: str) -> list[Any]:
    return list(getattr(cell, which, None) or ())  # not every kind of cell has them
