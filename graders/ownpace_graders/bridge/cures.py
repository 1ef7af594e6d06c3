"""nbgrader's sanitizing steps, cured of what learners do to notebooks (imports nbgrader).

Named by dotted strings in a course's configuration, so that ``nbgrader autograde`` and formgrader
use them too.
"""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.preprocessors import ClearHiddenTests, DeduplicateIds, Execute, OverwriteCells
from nbgrader.utils import compute_checksum

from ownpace.kernels import QuietKernels
from ownpace_graders.bridge.hidden import forgetting
from ownpace_graders.notebooks.hidden import has_hidden

Resources = Any


class DropDuplicates(DeduplicateIds):  # type: ignore[misc]
    """The last cell of an id keeps it; the copies before it become ordinary cells.

    nbgrader empties the copies' metadata, which then reads as an old schema and ends the run.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        grade_id = _grade_id(cell)
        if not grade_id or grade_id in self.grade_ids:
            cell.metadata.pop("nbgrader", None)
        else:
            self.grade_ids.add(grade_id)
        return cell, resources


class ExecuteQuietly(Execute):  # type: ignore[misc]
    """nbgrader's execution, in kernels that are silent and keep no text of hidden checks."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"kernel_manager_class": QuietKernels, **options})

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, index: int
    ) -> tuple[NotebookNode, Resources]:
        """A cell with a hidden part is not in the kernel's history, and afterwards nowhere else
        that a later cell would find it at once."""
        begin = ClearHiddenTests(parent=self).begin_test_delimeter
        if not has_hidden(cell.source, begin):
            return super().preprocess_cell(cell, resources, index)
        self._check_assign_resources(resources)
        cell = self.execute_cell(cell, index, store_history=False)
        self.wait_for_reply(self.kc.execute(forgetting(begin), silent=True, store_history=False))
        self._display_id_map.clear()  # else later cells could write in the outputs of earlier ones
        return cell, self.resources


class RestoreCells(OverwriteCells):  # type: ignore[misc]
    """Restores what the released notebook fixed: which cells are graded, and the deleted ones.

    A deleted check comes back after the nearest cell that stood before it; if none is left, before
    the first that is, or at the end. Its source is as it was: an answer that comes back so is an
    unanswered one. A cell whose id was made up becomes an ordinary one, where nbgrader leaves half
    of its metadata and then refuses the notebook.
    """

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        self.add_missing_cells = True
        return super().preprocess(nb, resources)

    def preprocess_cell(
        self, cell: NotebookNode, resources: Resources, cell_index: int
    ) -> tuple[NotebookNode, Resources]:
        known = self._kinds().get(_grade_id(cell))
        if known is None:
            cell.metadata.pop("nbgrader", None)
            return cell, resources
        cell.metadata.nbgrader.update(known)
        return super().preprocess_cell(cell, resources, cell_index)

    def add_missing_grade_cells(
        self, nb: NotebookNode, resources: Resources
    ) -> tuple[NotebookNode, Resources]:
        """nbgrader's own looks for the cell before it, and fails if that is deleted as well."""
        kinds = self._kinds()
        source_cells = self._notebook().source_cells
        positions = [_position(nb, cell.name) for cell in source_cells]
        place = min((p for p in positions if p is not None), default=len(nb.cells))
        for source_cell in source_cells:
            here = _position(nb, source_cell.name)
            if here is None and kinds[source_cell.name].get("grade"):
                nb.cells.insert(place, _restored(source_cell, kinds[source_cell.name]))
                here = place
            place = place if here is None else here + 1
        return nb, resources

    def _notebook(self) -> Any:
        return self.gradebook.find_notebook(self.notebook_id, self.assignment_id)

    def _kinds(self) -> dict[str, dict[str, Any]]:
        """What each cell of the released notebook is, in the words of nbgrader's metadata."""
        notebook = self._notebook()
        graded = {c.name: c.max_score for c in notebook.grade_cells}
        tasks = {c.name: c.max_score for c in notebook.task_cells}
        solutions = {c.name for c in notebook.solution_cells}
        return {
            cell.name: {
                "grade": cell.name in graded,
                "solution": cell.name in solutions,
                "task": cell.name in tasks,
                "locked": bool(cell.locked),
            }
            | _points(graded.get(cell.name, tasks.get(cell.name)))
            for cell in notebook.source_cells
        }


def _points(points: float | None) -> dict[str, float]:
    return {} if points is None else {"points": points}


def _grade_id(cell: NotebookNode) -> str:
    about = cell.metadata.get("nbgrader")
    found = about.get("grade_id") if isinstance(about, dict) else None
    return found if isinstance(found, str) else ""


def _position(nb: NotebookNode, grade_id: str) -> int | None:
    return next((i for i, cell in enumerate(nb.cells) if _grade_id(cell) == grade_id), None)


def _restored(source_cell: Any, kind: dict[str, Any]) -> NotebookNode:
    make = new_code_cell if source_cell.cell_type == "code" else new_markdown_cell
    cell: NotebookNode = make(source_cell.source)
    about = {"schema_version": 3, "grade_id": source_cell.name, **kind}
    about["cell_type"] = source_cell.cell_type
    cell.metadata["nbgrader"] = NotebookNode(about)
    cell.metadata.nbgrader["checksum"] = source_cell.checksum or compute_checksum(cell)
    return cell
