"""All processes that descend from this one, however they tried to leave it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Member:
    """``shown`` is its number in /proc, ``number`` the one that signals go to."""

    shown: int
    number: int
    threads: int
    own_bytes: int


def descendants() -> list[Member]:
    """Children, their children, and so on. Orphans count, for they come to whoever adopts them."""
    parents = dict(_parents())
    found, wanted = [], {int(os.readlink("/proc/self"))}
    while wanted:
        wanted = {child for child, parent in parents.items() if parent in wanted}
        found += sorted(wanted)
    return [member for shown in found if (member := _member(shown))]


def own_bytes(shown: str | int = "self") -> int:
    """Memory that is not a file's: its own, and what it still shares with what it was forked of."""
    with suppress(OSError, ValueError):
        _, resident, shared, *_ = Path(f"/proc/{shown}/statm").read_text().split()
        return (int(resident) - int(shared)) * _PAGE
    return 0


def kill(number: int, which: signal.Signals = signal.SIGKILL) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(number, which)


def _parents() -> Iterator[tuple[int, int]]:
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, IndexError):
                line = Path(f"/proc/{name}/stat").read_text()
                state, parent = line.rpartition(")")[2].split()[:2]
                if state not in "ZX":
                    yield int(name), int(parent)


def _member(shown: int) -> Member | None:
    with suppress(OSError, IndexError, KeyError):
        lines = Path(f"/proc/{shown}/status").read_text().splitlines()
        told = dict(line.split(":", 1) for line in lines)
        number = int(told["NSpid"].split()[-1])
        return Member(shown, number, int(told["Threads"]), own_bytes(shown))
    return None
