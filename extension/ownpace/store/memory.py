"""Reading a file again only when it changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from ownpace.errors import WorkError
from ownpace.store.files import hint_for, open_plain

T = TypeVar("T")
Stamp = tuple[int, int, int]

MEGABYTE = 1024 * 1024

#: What reading a damaged file may raise, whatever damaged it. A ``ValidationError`` is one, too.
DAMAGE = (WorkError, ValueError, ArithmeticError, RecursionError)


def stamp_of(path: Path | str) -> Stamp | None:
    """What changes when a file does: time of change, size, and identity (a file that replaced
    another within the clock's tick has another). ``None`` when there is no such file."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)


def read_limited(path: Path, limit: int) -> bytes:
    """A file's content. Raises ``WorkError`` when it cannot be read or is over ``limit`` bytes."""
    try:
        with open_plain(path) as file:
            content = file.read(limit + 1)
    except OSError as problem:
        raise WorkError(
            f"{path.name} cannot be read.", hint=hint_for(problem), code="unreadable"
        ) from problem
    if len(content) > limit:
        raise WorkError(
            f"{path.name} is over {limit // MEGABYTE} MB.",
            hint="Clear the outputs you do not need, save, and try again.",
            code="too-large",
        )
    return content


class Remembered(Generic[T]):
    """What ``read`` made of each file, until that file changes; its ``WorkError`` as well.
    Whatever else a damaged file makes ``read`` raise becomes one.

    Holds the results, so ``read`` should return little.
    """

    def __init__(self, read: Callable[[Path], T]) -> None:
        self._read = read
        self._known: dict[Path, tuple[Stamp | None, T | WorkError]] = {}

    def __call__(self, path: Path) -> T:
        stamp, known = stamp_of(path), self._known.get(path)
        if known is None or known[0] != stamp:
            known = self._known[path] = (stamp, self._attempt(path))
        result = known[1]
        if isinstance(result, WorkError):
            raise result.with_traceback(None)
        return result

    def _attempt(self, path: Path) -> T | WorkError:
        try:
            return self._read(path)
        except WorkError as problem:
            return problem
        except DAMAGE as problem:
            return _odd(path, problem)


def _odd(path: Path, problem: Exception) -> WorkError:
    """The error for a file with something in it that nobody thought of: it hides no other file."""
    return WorkError(
        f"{path.name} cannot be understood ({type(problem).__name__}).",
        hint="Ask your teacher for help with this file; nothing else is affected.",
        code="unreadable",
    )
