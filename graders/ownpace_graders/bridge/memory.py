"""The gradebook's rows of one submission as plain values, to be put back as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pydantic import Field

from ownpace.models import Model

#: A column of the gradebook: a score, a comment, a mark that is set or not.
Value = float | str | bool | None
Row = dict[str, Value]


class NotebookRows(Model):
    """One notebook's own row, and those of its cells by name."""

    row: Row = Field(default_factory=dict)
    grades: dict[str, Row] = Field(default_factory=dict)
    comments: dict[str, Row] = Field(default_factory=dict)


class Memory(Model):
    """``timestamp`` is UTC, without a zone, as nbgrader keeps it."""

    timestamp: datetime | None
    notebooks: dict[str, NotebookRows] = Field(default_factory=dict)

    def comments(self) -> Iterator[tuple[str, str, str]]:
        """Notebook, cell and text of what is said of cells: by a person, or else by grading."""
        for name, notebook in sorted(self.notebooks.items()):
            for cell, row in sorted(notebook.comments.items()):
                manual, auto = row.get("manual_comment"), row.get("auto_comment")
                text = auto if manual is None else manual
                if text:
                    yield name, cell, str(text)
