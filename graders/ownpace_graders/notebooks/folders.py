"""Moving a folder of files to where others read it: whole, by rename, and copying one that a
stranger wrote."""

from __future__ import annotations

import errno
import filecmp
import os
import secrets
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import WorkError

MOST_FILES = 1000
MOST_BYTES = 100_000_000
_LESS = "Ask the learner to hand in again with less."
#: What is renamed last, so that who reads it finds the files it speaks of.
LAST = "course.json"


def files_in(folder: Path) -> set[str]:
    """The relative paths of all files below ``folder``."""
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if not p.is_dir()}


def names_in(folder: Path) -> list[str]:
    """The names in ``folder`` but hidden ones, in no order; none where there is no such folder. A
    class has tens of thousands of them, for which ``glob`` is slow."""
    try:
        with os.scandir(folder) as found:
            return [one.name for one in found if not one.name.startswith(".")]
    except OSError:
        return []


def differ(one: Path, other: Path, but: str = "") -> bool:
    """Whether two folders hold different files, ``but`` one name at their top apart."""
    names = files_in(one) - {but}
    return names != files_in(other) - {but} or any(
        not filecmp.cmp(one / name, other / name, shallow=False) for name in names
    )


def move_into(staged: Path, folder: Path) -> None:
    """Make ``folder`` hold what ``staged`` (on the same file system) holds, and nothing else.

    A new folder appears at once. One that exists is changed file by file, each by rename, so that
    it is never missing and no file is ever half there.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(folder)
        return
    new = files_in(staged)
    for name in sorted(new, key=lambda name: (name == LAST, name)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.replace(staged / name, folder / name)
    for name in files_in(folder) - new:
        (folder / name).unlink()
    shutil.rmtree(staged)


def place(staged: Path, folder: Path) -> None:
    """Put ``staged`` at ``folder`` by rename, instead of what is there, which is put back if that
    fails. For folders that nobody reads meanwhile."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        staged.rename(folder)
        return
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    folder.rename(aside)
    try:
        staged.rename(folder)
    except OSError:
        aside.rename(folder)
        raise
    shutil.rmtree(aside)


@contextmanager
def aside(folder: Path) -> Iterator[None]:
    """Move ``folder`` out of the way while its successor is made; if that fails, what was made is
    removed and ``folder`` is back. What an earlier run left behind when it was killed is put back
    first."""
    kept = folder.with_name(f".{folder.name}.kept")
    _back(kept, folder)
    if folder.exists():
        folder.rename(kept)
    try:
        yield
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        _back(kept, folder)
        raise
    shutil.rmtree(kept, ignore_errors=True)


def _back(kept: Path, folder: Path) -> None:
    if kept.exists():
        shutil.rmtree(folder, ignore_errors=True)
        kept.rename(folder)


def safe_copy(
    source: Path, target: Path, ignore: Sequence[str] = (), opened: int | None = None
) -> float:
    """Copy a folder that a learner wrote and may still be changing. Names that match ``ignore``
    are left out; links, devices and too much are refused with ``WorkError``. Returns when the
    system last saw one of the files change (seconds; 0 where there is none), which nobody can set.

    ``opened`` is a descriptor of ``source``, whose owner was looked at: what it holds is copied,
    whatever has its name by now, and files that belong to somebody else are refused as well.
    """
    room, changed = MOST_BYTES, 0.0
    found = _strangers_files(source, ignore, opened)
    for count, (folder, file, descriptor) in enumerate(found, start=1):
        if count > MOST_FILES:
            os.close(descriptor)
            raise WorkError(f"{source.name} holds more than {MOST_FILES} files.", hint=_LESS)
        path = target / folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        copied = _copy(descriptor, path, room)
        room, changed = room - copied.size, max(changed, copied.changed)
    return changed


def _strangers_files(
    source: Path, ignore: Sequence[str], opened: int | None
) -> Iterator[tuple[str, str, int]]:
    """The folder, name and open descriptor of each file, found without following a link."""
    # fwalk holds each folder open, so that it cannot be swapped for a link behind our back.
    top = source if opened is None else Path()
    owner = None if opened is None else os.fstat(opened).st_uid
    for folder, folders, files, inside in os.fwalk(top, follow_symlinks=False, dir_fd=opened):
        folders[:] = [name for name in folders if not _ignored(name, ignore)]
        for name in sorted(folders):
            if stat.S_ISLNK(os.stat(name, dir_fd=inside, follow_symlinks=False).st_mode):
                raise _refused(source, name, "a link")
        for name in sorted(name for name in files if not _ignored(name, ignore)):
            yield os.path.relpath(folder, top), name, _open(source, name, inside, owner)


def _open(source: Path, name: str, inside: int, owner: int | None) -> int:
    try:
        # Not blocking: a named pipe would wait for its other end for ever.
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(name, flags, dir_fd=inside)
    except OSError as problem:
        kind = "a link" if problem.errno == errno.ELOOP else "a file that cannot be read"
        raise _refused(source, name, kind) from problem
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode):
        os.close(descriptor)
        raise _refused(source, name, "neither a file nor a folder")
    if owner not in (None, found.st_uid):
        os.close(descriptor)
        raise _refused(source, name, "a file of somebody else")
    return descriptor


class _Copied(NamedTuple):
    size: int
    changed: float


def _copy(descriptor: int, path: Path, room: int) -> _Copied:
    """Copy at most ``room`` bytes."""
    size = 0
    with os.fdopen(descriptor, "rb") as reader, path.open("wb") as writer:
        while block := reader.read(1 << 20):
            size += len(block)
            if size > room:
                message = f"{path.name} is too large: a hand-in may hold 100 MB in all."
                raise WorkError(message, hint=_LESS)
            writer.write(block)
        status = os.fstat(reader.fileno())  # after reading: what was changed meanwhile is told
        with suppress(OSError):
            os.utime(path, (status.st_mtime,) * 2)
    return _Copied(size, status.st_ctime)


def _refused(source: Path, name: str, kind: str) -> WorkError:
    message = f"{source.name} is refused: {name} is {kind}."
    return WorkError(message, hint="Ask the learner to hand in again without it.", code="hostile")


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
