"""Whether work that is being copied has arrived whole.

A hand-in in the exchange is a folder that nbgrader fills file by file, so that it may be seen half
full: it has settled when nothing in it has changed for a while.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable, Iterator, Set
from pathlib import Path

#: Seconds without a change after which a folder that has its timestamp is whole, and after which
#: anything is taken for what it is.
SETTLED, PATIENCE = 1.0, 30.0
#: The same of folders and notebooks that a person puts somewhere: nothing marks them as whole.
LOOSE = 5.0
#: nbgrader writes it after the files.
TIMESTAMP = "timestamp.txt"
#: So many files are looked at; a folder of more is refused or takes long to copy, but not to see.
_MOST = 20_000

Look = tuple[Hashable, ...]


class Settling:
    """Since when each thing has looked as it does (``now`` in seconds of a steady clock)."""

    def __init__(self) -> None:
        self._since: dict[str, tuple[Look, float]] = {}

    def unchanged(self, name: str, look: Look, now: float) -> float:
        """For how many seconds ``name`` is known to look so."""
        known = self._since.get(name)
        if known is None or known[0] != look:
            known = self._since[name] = (look, now)
        return now - known[1]

    def forget_others(self, names: Set[str]) -> None:
        self._since = {name: since for name, since in self._since.items() if name in names}


def look_of_file(path: Path) -> Look:
    """What changes when a file does. Raises ``OSError``."""
    status = path.lstat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def look_of_folder(path: Path) -> Look:
    """What changes when anything below a folder does; links are not followed. Raises
    ``OSError``."""
    mode = path.lstat().st_mode
    return tuple(sorted(_below(str(path)))) if stat.S_ISDIR(mode) else (mode,)


def _below(folder: str) -> Iterator[Look]:
    left, folders = _MOST, [folder]
    while folders and left > 0:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                status = entry.stat(follow_symlinks=False)
                yield entry.path, status.st_size, status.st_mtime_ns, status.st_mode
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                left -= 1
