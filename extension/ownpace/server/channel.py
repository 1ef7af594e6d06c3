"""Where modules come from and where work goes: the one thing that differs between an nbgrader
exchange and zip files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from ownpace.course.model import Course, Module
from ownpace.server.wire import Mode
from ownpace.store.attempts import HandIns


class Receipt(NamedTuple):
    """A hand-in that is whole: when it was made, and the zip file if that is what it is."""

    at: datetime
    bundle: Path | None = None


class Channel(Protocol):
    """Raises ``OwnpaceError`` wherever it cannot do what is asked, with nothing half done."""

    @property
    def mode(self) -> Mode: ...

    @property
    def needs_name(self) -> bool:
        """Whether the learner must type a name or id, because nothing else knows it."""

    @property
    def learner(self) -> str | None:
        """Who hands in, where the channel knows it."""

    def ensure(self) -> None:
        """Raise ``ExchangeError`` when the place that work comes from and goes to is missing."""

    def copies(self) -> Iterable[Path]:
        """Where copies of course.json may be, apart from the learner's own modules."""

    def handed_in(self, course_id: str) -> HandIns: ...

    def released(self, module: Module) -> Path:
        """The folder in which the module lies as it is released now; it may be missing."""

    def fetch(self, module: Module, target: Path) -> None:
        """Make ``target``, a new folder, a pristine copy of the module."""

    def submit(self, course: Course, module: Module, learner: str, now: datetime) -> Receipt: ...

    def ask(
        self, course: Course, module: Module, learner: str, question: bytes, now: datetime
    ) -> Receipt:
        """Hand in a ``question.json`` alone, which is no attempt at the module."""

    def replies(self, module: Module, key: str) -> Iterable[Path]:
        """Files of the teacher's replies that are there to be read: those to questions that went
        with ``key``, and to those that went with a submission."""

    def more_time(self, key: str) -> Iterable[Path]:
        """Files that say how much more time this learner has: under names made of ``key``, which
        went with questions, and of what went with submissions."""

    def class_answers(self, module: Module) -> Path | None:
        """What others of the class wrote, where that is there to be read."""

    def fetch_feedback(self, module: Module, target: Path) -> None:
        """Put the feedback that can be fetched in ``target``: ``<timestamp>/<page>.html``."""
