"""One watcher for a course."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ownpace.errors import CommandError
from ownpace.store.files import Busy, locked

LOCK = ".ownpace.watch.lock"


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Keep other watchers away from the course at ``root``. Raises ``CommandError`` that names the
    one that is there."""
    lock = root / LOCK
    try:
        with locked(lock, wait=False):
            lock.write_text(f"process {os.getpid()} on {socket.gethostname()}\n")
            yield
    except Busy as problem:
        raise CommandError(
            f"This course is watched already: {_named(lock)}.",
            hint="Let it work, or end it first (Ctrl-C in its terminal, or `systemctl stop`).",
            code="watched",
        ) from problem


def _named(lock: Path) -> str:
    try:
        return lock.read_text(errors="replace").strip()[:200] or "another process"
    except OSError:
        return "another process"
