"""What the gradebook knows of a released module, and what grading writes there, as plain models."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from ownpace.models import Model


class ReleasedCell(Model):
    """A cell as it was released: what a submission's cell of the same id is made to be."""

    id: str
    cell_type: Literal["code", "markdown"]
    source: str
    checksum: str | None
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float | None = None


class ReleasedNotebook(Model):
    """One notebook of a module; its cells in the order of the source notebook."""

    name: str
    kernelspec: dict[str, Any] | None
    cells: tuple[ReleasedCell, ...]

    def cell(self, grade_id: str) -> ReleasedCell | None:
        return next((cell for cell in self.cells if cell.id == grade_id), None)


class ReleasedModule(Model):
    name: str
    notebooks: tuple[ReleasedNotebook, ...]

    @property
    def files(self) -> tuple[str, ...]:
        return tuple(f"{notebook.name}.ipynb" for notebook in self.notebooks)


class Mark(Model):
    """The verdict on one graded cell. ``score`` is null for a person to decide; ``flagged`` asks a
    person to look at a score that was given; ``note`` says why, or what was done to it."""

    score: float | None
    flagged: bool = False
    note: str = ""


class NotebookMarks(Model):
    """What is written of one notebook: marks by cell, and nbgrader's own comments by cell. No late
    rule is applied to a notebook that is ``absent``, or of which nothing could be used."""

    marks: dict[str, Mark]
    comments: dict[str, str | None] = Field(default_factory=dict)
    absent: bool = False

    def notes(self) -> Iterator[str]:
        yield from (f"{name}: {mark.note}" for name, mark in self.marks.items() if mark.note)
