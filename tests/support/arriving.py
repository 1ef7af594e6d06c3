"""A course, and learners whose work arrives in its exchange and in an inbox beside it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat

from ownpace_graders.bridge import open_classroom, submit
from tests.support.teacher import (
    COURSE,
    ME,
    MODULE,
    NOTEBOOK,
    as_bytes,
    bundle,
    inbound,
    worked,
    write_notebook,
)


@dataclass(frozen=True)
class Class:
    """``root`` is the course's folder; ``exchange`` and ``inbox`` are where work arrives."""

    root: Path

    @property
    def exchange(self) -> Path:
        return self.root.parent / "exchange"

    @property
    def inbox(self) -> Path:
        return self.root.parent / "inbox"

    @property
    def pages(self) -> list[Path]:
        """The feedback in the exchange."""
        return sorted((self.exchange / COURSE / "feedback").glob("*.html"))

    def submits(self, code: str) -> None:
        """Me, by nbgrader's own command."""
        home = self.root.parent / "home"
        shutil.rmtree(home, ignore_errors=True)
        notebook: Any = nbformat.from_dict(worked(self.root / "release" / MODULE, code))
        write_notebook(home / MODULE / NOTEBOOK, notebook)
        submit(open_classroom(self.root), ME, MODULE, home)

    def hands_in(self, learner: str, code: str) -> Path:
        """By bundle."""
        return self.hands_in_notebook(learner, worked(self.root / "release" / MODULE, code))

    def hands_in_notebook(self, learner: str, notebook: object) -> Path:
        content = notebook if isinstance(notebook, bytes) else as_bytes(notebook)
        return bundle(self.inbox / f"{learner}.zip", learner, {NOTEBOOK: content})

    def puts_in_exchange(self, code: str, at: datetime | None = None) -> Path:
        notebook = worked(self.root / "release" / MODULE, code)
        return inbound(self.exchange, ME, notebook, at=at or datetime.now(UTC))
