"""Where work arrives: the exchange, and a folder of bundles. A door says what is there that was not
taken yet; what is still being copied waits outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence, Set
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Protocol

from ownpace_graders.bridge import Classroom, inbound_folder
from ownpace_graders.collect import Outcome, take_from_exchange, take_from_inbox
from ownpace_graders.collect.exchange import arrivals
from ownpace_graders.collect.inbox import zips
from ownpace_graders.collect.naming import Arrival
from ownpace_graders.questions import Archive
from ownpace_graders.watch.settling import (
    PATIENCE,
    SETTLED,
    TIMESTAMP,
    Settling,
    look_of_file,
    look_of_folder,
)


class HandIn(NamedTuple):
    """One hand-in. ``key`` tells it from all others; one that is damaged may still be on its way,
    unless it is known to be ``whole``."""

    key: str
    take: Callable[[datetime], Outcome]
    whole: bool


class Door(Protocol):
    place: Path
    restless: bool  #: something is being copied there

    def arrived(self, now: float) -> Iterator[HandIn]:
        """What may be taken at ``now`` (seconds of a steady clock). Raises ``CommandError`` where
        the place cannot be read."""

    def done(self, hand_in: HandIn) -> None:
        """It is taken, and not to be looked at again."""


class _Door:
    def __init__(self, place: Path) -> None:
        self.place, self.restless = place, False
        self._settling = Settling()
        self._done: set[str] = set()

    def done(self, hand_in: HandIn) -> None:
        self._done.add(hand_in.key)

    def _forget_others(self, keys: Set[str]) -> None:
        self._done &= keys
        self._settling.forget_others(keys)


class ExchangeDoor(_Door):
    """nbgrader's exchange, of which ``modules`` (all, if none is named) are taken."""

    def __init__(self, classroom: Classroom, modules: Sequence[str]) -> None:
        super().__init__(inbound_folder(classroom) or classroom.root)
        self._classroom, self._modules = classroom, modules

    def arrived(self, now: float) -> Iterator[HandIn]:
        wanted = set(self._classroom.chosen(self._modules))
        found = [one for one in arrivals(self._classroom) if one[1].module in wanted]
        self._forget_others({folder.name for folder, _ in found})
        self.restless = False
        for folder, arrival in found:
            if folder.name in self._done:
                continue
            if self._is_whole(folder, now):
                yield HandIn(folder.name, self._taking(folder, arrival), whole=True)
            else:
                self.restless = True

    def _taking(self, folder: Path, arrival: Arrival) -> Callable[[datetime], Outcome]:
        def take(now: datetime) -> Outcome:
            archive = Archive(self._classroom.root)
            return take_from_exchange(self._classroom, archive, folder, arrival, now)

        return take

    def _is_whole(self, folder: Path, now: float) -> bool:
        try:
            unchanged = self._settling.unchanged(folder.name, look_of_folder(folder), now)
        except OSError:
            return True  # taking it says what is wrong
        needed = SETTLED if (folder / TIMESTAMP).exists() else PATIENCE
        return unchanged >= needed


class InboxDoor(_Door):
    """A folder of zip files, all of which are taken. A zip file tells itself whether it is whole:
    it is tried at once, and again when it has changed."""

    def __init__(self, classroom: Classroom, inbox: Path) -> None:
        super().__init__(inbox)
        self._classroom = classroom

    def arrived(self, now: float) -> Iterator[HandIn]:
        known = self._classroom.chosen(())
        found = {key: path for path in zips(self.place) if (key := _key(path))}
        self._forget_others(found.keys())
        for key, path in found.items():
            if key not in self._done:
                whole = self._settling.unchanged(key, (), now) >= PATIENCE
                yield HandIn(key, self._taking(path, known), whole)

    def _taking(self, path: Path, known: Sequence[str]) -> Callable[[datetime], Outcome]:
        def take(now: datetime) -> Outcome:
            archive = Archive(self._classroom.root)
            return take_from_inbox(self._classroom, archive, path, known, now)

        return take


def _key(path: Path) -> str:
    """Another one for each content; empty for a file that is gone."""
    try:
        return "/".join((path.name, *map(str, look_of_file(path))))
    except OSError:
        return ""
