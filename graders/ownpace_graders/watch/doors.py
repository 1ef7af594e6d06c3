"""Where work arrives: the exchange, and an inbox. A door says what is there that was not taken yet;
what is still being copied waits outside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from ownpace_graders.bridge import Classroom, inbound_folder
from ownpace_graders.collect import Outcome, Receiver, take_from_exchange
from ownpace_graders.collect.delivering import Known
from ownpace_graders.collect.exchange import arrivals, strays
from ownpace_graders.collect.inbox import zips
from ownpace_graders.collect.naming import Arrival
from ownpace_graders.collect.parcels import names_to_take
from ownpace_graders.lines import Line
from ownpace_graders.questions import Archive
from ownpace_graders.watch.settling import (
    LOOSE,
    PATIENCE,
    SETTLED,
    TIMESTAMP,
    Look,
    Settling,
    look_of_file,
    look_of_folder,
)


class HandIn(NamedTuple):
    """One hand-in, or a download of several. ``key`` tells it from all others; one that is damaged
    may still be on its way, unless it is known to be ``whole``."""

    key: str
    take: Callable[[datetime], Iterable[Outcome]]
    whole: bool


class Door(Protocol):
    place: Path
    restless: bool  #: something is being copied there
    names_content: bool  #: a key is of a content: what was refused ends as before

    def arrived(self, now: float) -> Iterator[HandIn]:
        """What may be taken at ``now`` (seconds of a steady clock). Raises ``CommandError`` where
        the place cannot be read."""

    def done(self, hand_in: HandIn) -> None:
        """It is taken, and not to be looked at again."""

    def strays(self) -> Iterable[Line]:
        """What lies there, and is taken by nobody."""


class _Door:
    names_content = False

    def __init__(self, place: Path) -> None:
        self.place, self.restless = place, False
        self._settling = Settling()
        self._done: set[str] = set()

    def done(self, hand_in: HandIn) -> None:
        self._done.add(hand_in.key)

    def strays(self) -> Iterable[Line]:
        return ()

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
            if self._is_whole(folder, arrival, now):
                yield HandIn(folder.name, partial(self._take, folder, arrival), whole=True)
            else:
                self.restless = True

    def strays(self) -> Iterable[Line]:
        return () if self._modules else strays(self._classroom)

    def _take(self, folder: Path, arrival: Arrival, now: datetime) -> Iterator[Outcome]:
        archive = Archive(self._classroom.root)
        yield take_from_exchange(self._classroom, archive, folder, arrival, now)

    def _is_whole(self, folder: Path, arrival: Arrival, now: float) -> bool:
        try:
            unchanged = self._settling.unchanged(folder.name, look_of_folder(folder), now)
        except OSError:
            return True  # taking it says what is wrong
        # A question appears whole, by rename.
        whole = arrival.is_question or (folder / TIMESTAMP).exists()
        needed = SETTLED if whole else PATIENCE
        return unchanged >= needed


class InboxDoor(_Door):
    """A folder in which work lies in any form, all of which is taken. A zip file tells itself
    whether it is whole: it is tried at once. What was refused is tried again when it has changed,
    or else the roster or the modules."""

    names_content = True

    def __init__(
        self, classroom: Classroom, inbox: Path, roster: Path | None = None, only: str = ""
    ) -> None:
        super().__init__(inbox)
        self._classroom, self._only = classroom, only
        self._roster = Known(classroom.root, roster)

    def arrived(self, now: float) -> Iterator[HandIn]:
        by = self._roster.look(), tuple(self._classroom.chosen(()))
        found = {key: path for path in zips(self.place) if (key := _key(path, by))}
        loose = {key: path for path in _loose(self.place) if (key := _key(path, by))}
        self._forget_others(found.keys() | loose.keys())
        self.restless = False
        for key, path in found.items():
            if key not in self._done:
                whole = self._settling.unchanged(key, (), now) >= PATIENCE
                yield HandIn(key, partial(self._take_zip, path), whole)
        for key, path in loose.items():
            if key in self._done:
                continue
            if self._settling.unchanged(key, (), now) >= LOOSE:
                yield HandIn(key, partial(self._take_loose, path), whole=True)
            else:
                self.restless = True

    def _take_zip(self, path: Path, now: datetime) -> Iterator[Outcome]:
        """Raises ``CommandError`` where the roster is faulty."""
        return Receiver(self._classroom, self._roster.read(), now, self._only).from_zip(path)

    def _take_loose(self, path: Path, now: datetime) -> Iterator[Outcome]:
        receiver = Receiver(self._classroom, self._roster.read(), now, self._only)
        return receiver.from_folder(self.place, {path.name})


def _loose(inbox: Path) -> list[Path]:
    with suppress(OSError):  # what can be read of it was said of its zip files
        return [inbox / name for name in names_to_take(inbox)]
    return []


def _key(path: Path, by: Look) -> str:
    """Another one for each content, and for each state of what it is matched ``by``; empty for what
    is gone."""
    try:
        look = look_of_folder(path) if path.is_dir() else look_of_file(path)
    except OSError:
        return ""
    return f"{path.name}/{hash((look, by)):x}"
