"""What shows on stderr that a command works: a progress bar on a terminal; elsewhere (cron, a log)
a plain line now and then, and none for short work."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from ownpace_graders.printable import printable

if TYPE_CHECKING:
    from ownpace_graders.lines import Line, Watch

#: Seconds between two plain lines.
EVERY = 30.0
_NAMES, _WIDEST = 3, 24


class Running:
    """The names of the pieces that are being worked on, oldest first."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}

    def begin(self, name: str) -> None:
        self._names[name] = None

    def end(self, line: Line) -> None:
        if line.learner in self._names:
            del self._names[line.learner]
        elif len(self._names) == 1:
            self._names.clear()

    def __str__(self) -> str:
        names = [_short(printable(name)) for name in list(self._names)]
        more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
        return ", ".join(names[:_NAMES]) + more


class Bar:
    """A watch that draws one bar for each kind of work, and below what it is about."""

    def __init__(self, progress: Any) -> None:
        self._progress = progress
        self._running = Running()
        self._task: Any = None
        self._attention = 0

    def start(self, what: str, total: int) -> None:
        self._running, self._attention = Running(), 0
        self._task = self._progress.add_task(what, total=total, about="")

    def begin(self, name: str) -> None:
        self._running.begin(name)
        self._show()

    def advance(self, line: Line) -> None:
        self._running.end(line)
        self._attention += line.status == "attention"
        self._show(advance=1)

    def _show(self, advance: int = 0) -> None:
        if self._task is not None:
            need = f"{self._attention} for you" if self._attention else ""
            about = "  ".join(filter(None, (need, str(self._running))))
            self._progress.update(self._task, advance=advance, about=about)


class Plain:
    """A watch that writes a line each half minute. ``clock`` gives seconds."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock = out, clock
        self._running = Running()

    def start(self, what: str, total: int) -> None:
        self._what, self._total = what, total
        self._done = self._attention = 0
        self._began = self._told = self._clock()

    def begin(self, name: str) -> None:
        self._running.begin(name)

    def advance(self, line: Line) -> None:
        self._running.end(line)
        self._done += 1
        self._attention += line.status == "attention"
        now = self._clock()
        if now - self._told >= EVERY and self._done < self._total:
            self._told = now
            print(self._line(now - self._began), file=self._out, flush=True)

    def _line(self, seconds: float) -> str:
        rate = self._done / seconds
        text = f"{self._what}: {self._done} of {self._total}, {rate:.1f} a second"
        text += f", {self._attention} for you to look at" if self._attention else ""
        return f"{text}; now {self._running}" if str(self._running) else text


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch for as long as a command works."""
    if not sys.stderr.isatty():
        yield Plain(sys.stderr)
        return
    from rich.console import Console

    console = Console(stderr=True)
    if console.is_dumb_terminal:
        yield Plain(sys.stderr)
        return
    with _progress(console) as progress:
        yield Bar(progress)


def _progress(console: Any) -> Any:
    """Counts, time, rate and what is left; names as text, since they are strangers'."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.table import Column
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:.1f}/s" if speed else "")

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        Rate(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[about]}", markup=False, table_column=Column(no_wrap=True)),
        console=console,
        transient=True,
    )


def _short(name: str) -> str:
    return name if len(name) <= _WIDEST else f"{name[: _WIDEST - 1]}…"
