"""A progress bar on stderr, where there is a terminal to show it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownpace_graders.lines import Line, Watch


class Bar:
    """A watch that draws one bar for each kind of work."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._task: Any = None

    def start(self, what: str, total: int) -> None:
        self._task = self._progress.add_task(what, total=total)

    def advance(self, line: Line) -> None:
        if self._task is not None:
            self._progress.advance(self._task)


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch for as long as a command works; silent when nobody sees stderr."""
    from ownpace_graders.lines import Silent

    if not sys.stderr.isatty():
        yield Silent()
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Bar(progress)
