"""Writing a file whole or not at all, and one writer at a time."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ownpace.errors import WorkError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
#: How systems say that a lock is another's.
_HELD = {errno.EAGAIN, errno.EACCES, errno.EDEADLK}


def write_atomically(path: Path, content: bytes | str) -> None:
    """Replace ``path`` by ``content`` (text as UTF-8), so that whoever reads it, or is killed
    beside it, finds the old file or the new one, never a part of either.

    The folder must exist. An existing file's permissions are kept. Raises ``WorkError`` with the
    old file untouched.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        _write(beside, data, like=path)
        os.replace(beside, path)
    except OSError as problem:
        with suppress(OSError):
            beside.unlink()
        raise WorkError(f"{path.name} could not be saved.", hint=hint_for(problem)) from problem


class NotAFile(OSError):
    """A folder, pipe or device stands where a file should be."""


def open_plain(path: Path) -> BinaryIO:
    """Open a file for reading. Raises ``OSError``; ``NotAFile`` at once for a pipe or a device,
    which would have to be waited for and might never end."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise NotAFile(errno.EINVAL, "it is not a file", str(path))


def holds(path: Path, content: bytes) -> bool:
    """Whether a file is there and its content is this."""
    try:
        with open_plain(path) as file:
            return file.read(len(content) + 1) == content
    except OSError:
        return False


def hint_for(problem: OSError) -> str:
    """One next step for a file that could not be read or written."""
    if problem.errno in _FULL:
        return "The disk is full: delete something you no longer need, then try again."
    if problem.errno in _REFUSED:
        return "The folder is read-only here: copy the module to a folder of your own."
    if problem.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "Its folder is gone: start the module again from the course panel."
    return f"The system says: {problem.strerror or problem}."


class Busy(WorkError):
    """Another process holds the lock."""

    default_code = "busy"


@contextmanager
def locked(lock: Path, wait: bool = True) -> Iterator[None]:
    """Hold ``lock`` (made if missing, left behind) against every other process that asks for it.
    Where one holds it, this waits, or raises ``Busy`` if it is not to ``wait``.

    Where the file system knows no locks (some network homes) this holds nothing; what is written
    under it stays whole, since that does not depend on the lock.
    """
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as problem:
        message = f"Nothing can be saved in the folder {lock.parent.name}."
        raise WorkError(message, hint=hint_for(problem)) from problem
    try:
        _hold(descriptor, lock, wait)
        yield
    finally:
        os.close(descriptor)  # which also releases the lock


def _write(path: Path, data: bytes, like: Path) -> None:
    # O_EXCL also refuses to follow a link that somebody put there.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileNotFoundError):
        path.chmod(like.stat().st_mode & 0o7777)


def _hold(descriptor: int, lock: Path, wait: bool) -> None:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as problem:
        if not wait and problem.errno in _HELD:
            raise Busy(f"{lock.name} is held by another process.") from problem
