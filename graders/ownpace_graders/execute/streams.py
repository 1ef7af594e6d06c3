"""What a submission prints, by Python or by its descriptors, as stream messages."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Message = Callable[[str, dict[str, Any]], None]
_HELD = 64 * 1024


class Stream(io.TextIOBase):
    """``sys.stdout`` or ``sys.stderr`` of a notebook; text is held until somebody flushes."""

    encoding = "utf-8"
    errors = "replace"

    def __init__(self, name: str, descriptor: int) -> None:
        self.name = name
        self._descriptor = descriptor
        self._publish: Message | None = None
        self._parts: list[str] = []
        self._size = 0

    def attach(self, publish: Message) -> None:
        self._publish = publish

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self._descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self._parts.append(text)
        self._size += len(text)
        if self._size > _HELD:
            self.flush()
        return len(text)

    def flush(self) -> None:
        parts, self._parts, self._size = self._parts, [], 0
        if parts and self._publish:
            self._publish("stream", {"name": self.name, "text": "".join(parts)})

    def close(self) -> None:
        """A kernel's streams stay open as well."""


class Spill:
    """What a descriptor takes that Python's streams do not see: C code, other programs."""

    def __init__(self, name: str, descriptor: int, folder: Path) -> None:
        self.name = name
        path = folder / f".{name}"
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        path.unlink()
        self._read = 0
        os.dup2(self._file, descriptor, inheritable=True)

    def drain(self, publish: Message) -> None:
        while part := os.pread(self._file, _HELD, self._read):
            self._read += len(part)
            publish("stream", {"name": self.name, "text": part.decode("utf-8", "replace")})


def install() -> tuple[Stream, Stream]:
    """Put streams in the place of ``sys.stdout`` and ``sys.stderr``, before any fork."""
    streams = Stream("stdout", 1), Stream("stderr", 2)
    sys.stdout, sys.stderr = streams
    return streams
