"""Which files of a module's folder may be the learner's own work."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ownpace.course.model import Module
from ownpace.store.layout import COURSE_FILE, FEEDBACK

_NOT_WORK = {"__pycache__", FEEDBACK}


def own_files(folder: Path) -> Iterator[str]:
    """Paths of the regular files of a module's folder that may be the learner's work."""
    for place, folders, names in os.walk(folder):
        here = Path(place)
        folders[:] = sorted(f for f in folders if _may_travel(here / f))
        for name in sorted(names):
            path = (here / name).relative_to(folder).as_posix()
            if may_be_work(path) and _may_travel(here / name):
                yield path


def may_be_work(path: str) -> bool:
    """Whether a file of this path in a module's folder would be taken for work. The course's own
    file is none, however it is written: capitals make no difference on some systems."""
    return path.casefold() != COURSE_FILE and all(map(_may_be_named, path.split("/")))


def is_as_released(module: Module, path: str, sha256: str) -> bool:
    return module.files.get(path) == sha256


def _may_be_named(part: str) -> bool:
    return not (part.startswith(".") or part in _NOT_WORK or part.endswith(".pyc"))


def _may_travel(path: Path) -> bool:
    if not _may_be_named(path.name):
        return False
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
