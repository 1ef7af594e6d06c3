"""What a watcher tells: each thing it does once, and a problem once for as long as it lasts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from ownpace_graders.grade.work import Work
from ownpace_graders.lines import Line


class Event(Line):
    """A line with the time at which it happened; ``--json`` prints one on each line."""

    format: Literal[1] = 1
    at: AwareDatetime


class Teller:
    """Gives events to ``show``. ``clock`` is asked when something happens."""

    def __init__(self, show: Callable[[Event], None], clock: Callable[[], datetime]) -> None:
        self._show = show
        self._clock = clock
        self._problems: dict[Hashable, str] = {}
        self._remarks: set[Line] = set()

    def tell(self, about: Hashable, line: Line) -> None:
        """A problem that was told of ``about`` is not told again, until something else is."""
        if line.status == "attention":
            if self._problems.get(about) == line.message:
                return
            self._problems[about] = line.message
        else:
            self._problems.pop(about, None)
        self._show(Event(at=self._clock(), **line.model_dump()))

    def remark(self, lines: Iterable[Line]) -> None:
        """Tell what was not told before."""
        for line in lines:
            if line not in self._remarks:
                self._remarks.add(line)
                self._show(Event(at=self._clock(), **line.model_dump()))

    def over(self, about: Hashable, message: str) -> None:
        """Tell ``message`` if a problem with ``about`` was told."""
        if about in self._problems:
            self.tell(about, Line(status="done", message=message))


class Listener:
    """A ``lines.Watch`` that tells each line as it comes, and keeps it by whose work it is about.
    What was left as it was is kept only."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller
        self.lines: dict[Work, Line] = {}

    def start(self, what: str, total: int) -> None: ...

    def begin(self, name: str) -> None: ...

    def advance(self, line: Line) -> None:
        work = Work(line.learner or "", line.module or "")
        self.lines[work] = line
        if line.status != "skipped":
            self._teller.tell(work, line)
