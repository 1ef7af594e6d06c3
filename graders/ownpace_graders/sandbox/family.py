"""All processes that descend from this one, however they tried to leave it."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")
_LONGEST = 4096
#: Places in /proc/N/stat after the name (proc_pid_stat(5) counts from 1, name included).
_STATE, _PARENT, _THREADS, _RESIDENT = 0, 1, 17, 21


class Member(NamedTuple):
    """A process as one line of /proc tells of it, whose number ``shown`` there need not be the one
    that signals go to (:func:`number_of`). ``resident`` is in bytes, shared ones included."""

    shown: int
    parent: int
    threads: int
    resident: int


def descendants() -> list[Member]:
    """Children, their children, and so on. Orphans count, for they come to whoever adopts them."""
    there = list(_processes())
    found: list[Member] = []
    wanted = {int(os.readlink("/proc/self"))}
    while wanted:
        members = [one for one in there if one.parent in wanted]
        found += members
        wanted = {member.shown for member in members}
    return found


def own_bytes(shown: str | int = "self") -> int:
    """Memory that is not a file's: its own, and what it still shares with what it was forked of."""
    with suppress(OSError, ValueError):
        _, resident, shared, *_ = _read(f"/proc/{shown}/statm").split()
        return (int(resident) - int(shared)) * _PAGE
    return 0


def number_of(member: Member) -> int | None:
    """Its number for signals, in this process's own name space; None when it is gone."""
    with suppress(OSError, KeyError):
        lines = Path(f"/proc/{member.shown}/status").read_text().splitlines()
        return int(dict(line.split(":", 1) for line in lines)["NSpid"].split()[-1])
    return None


def kill(number: int, which: signal.Signals = signal.SIGKILL) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.kill(number, which)


def _processes() -> Iterator[Member]:
    """Those that live. One short file each: this is asked many times a second."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            with suppress(OSError, IndexError):
                told = _read(f"/proc/{name}/stat").rpartition(b")")[2].split()
                if told[_STATE] not in b"ZX":
                    numbers = int(told[_PARENT]), int(told[_THREADS])
                    yield Member(int(name), *numbers, int(told[_RESIDENT]) * _PAGE)


def _read(path: str) -> bytes:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return os.read(descriptor, _LONGEST)
    finally:
        os.close(descriptor)
