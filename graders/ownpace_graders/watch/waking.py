"""Waiting until something may have arrived.

The system tells of changes on its own disks at once (inotify and its like, by watchfiles). On a
network file system it tells of nothing that another machine did: so nobody waits long, and every
look at a place goes by what is there.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from watchfiles import watch

_STEP = 0.25


class Waker:
    """Knows the folders in which something may arrive. They may vanish and come back."""

    def __init__(self, places: Sequence[Path]) -> None:
        self._places = places
        self._known: list[Any] = []
        self._changes: Iterator[Any] = iter(())

    def wait(self, seconds: float) -> bool:
        """Return when something has changed in a place since the last call, or after ``seconds``;
        whether something has. Raises ``KeyboardInterrupt``."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._attend()
            try:
                if next(self._changes):
                    return True
            except (StopIteration, OSError, RuntimeError):
                time.sleep(min(_STEP, left))  # the system cannot tell here
        return False

    def _attend(self) -> None:
        """Ask the system anew where another folder stands in a place now."""
        now = [_identity(place) for place in self._places]
        if now != self._known:
            there = [place for place, found in zip(self._places, now, strict=True) if found]
            self._known = now
            self._changes = _changes(there) if there else iter(())


def _changes(places: Sequence[Path]) -> Iterator[Any]:
    return watch(
        *places,
        recursive=False,
        watch_filter=None,
        rust_timeout=int(_STEP * 1000),
        yield_on_timeout=True,
    )


def _identity(place: Path) -> Any:
    with suppress(OSError):
        status = place.stat()
        return status.st_dev, status.st_ino
    return None
