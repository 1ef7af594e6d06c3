"""The work whose feedback is not out yet, kept on disk: where a watcher is killed between grading
and feedback, the next one goes on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ownpace.models import Model
from ownpace.store.files import write_atomically
from ownpace_graders.grade.work import Work

FILE = ".ownpace.watch.json"


class Owing(Model):
    """``.ownpace.watch.json`` in the course's folder; ``owed`` are pairs of learner and module."""

    format: Literal[1] = 1
    owed: tuple[Work, ...] = ()


class Owed:
    """Read once; every change is on disk when ``save`` returns."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._saved = self._read()
        self._now = dict.fromkeys(self._saved)

    def __iter__(self) -> Iterator[Work]:
        return iter(tuple(self._now))

    def add(self, work: Iterable[Work]) -> None:
        self._now |= dict.fromkeys(work)

    def settle(self, work: Work) -> None:
        self._now.pop(work, None)

    def save(self) -> None:
        """Raises ``WorkError``; what is owed is then known to this watcher only."""
        now = tuple(self._now)
        if now != self._saved:
            write_atomically(self._path, Owing(owed=now).model_dump_json(indent=1))
            self._saved = now

    def _read(self) -> tuple[Work, ...]:
        try:
            return Owing.model_validate_json(self._path.read_bytes()).owed
        except (OSError, ValidationError):
            return ()
