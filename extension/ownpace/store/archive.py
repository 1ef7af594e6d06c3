"""Zip files from elsewhere, read safely.

Refused by name of the problem, before anything is written: names that lead out of the folder
(absolute, ``..``, drive letters, backslashes), characters that no file name should have, links and
devices, encrypted members, names that are one on some systems, more files than ``Limits`` allows.
Sizes are counted while inflating, whatever the archive says of itself.

What it does not do: judge what the files hold.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ownpace.errors import ArchiveError
from ownpace.store.files import hint_for, open_plain
from ownpace.store.members import refuse_duplicates, refuse_unsafe
from ownpace.store.memory import MEGABYTE

_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, struct.error, EOFError),
    *(NotImplementedError, OSError, RuntimeError, ValueError),
)
_CHUNK = 64 * 1024
_DIRECTORY_BYTES_PER_FILE = 1024
_END = b"PK\x05\x06"
_END_SIZE = 22
_ZIP64_LOCATOR = b"PK\x06\x07"
_ZIP64_LOCATOR_SIZE = 20


@dataclass(frozen=True)
class Limits:
    """How much an archive may hold: ``size`` is bytes in all, once inflated."""

    files: int = 1000
    size: int = 100 * MEGABYTE


LIMITS = Limits()


class Archive:
    """The files of an open archive. What is read counts against the limit, so read once."""

    def __init__(self, source: zipfile.ZipFile, limits: Limits) -> None:
        self._zip = source
        self._members = _checked_members(source, limits)
        self._limit = self._left = limits.size

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def read(self, name: str) -> bytes:
        """One file's content. Raises ``ArchiveError`` when it is missing, damaged or too much."""
        if name not in self._members:
            raise ArchiveError(f"The zip file holds no {name}.", code="archive-incomplete")
        content = BytesIO()
        with _damage_named(), self._zip.open(self._members[name]) as file:
            while chunk := file.read(_CHUNK):
                self._count(len(chunk))
                content.write(chunk)
        return content.getvalue()

    def time(self, name: str) -> datetime:
        """When the archive says that a file was last changed: a claim, and in no zone that it
        names."""
        year, month, day, hour, minute, second = self._members[name].date_time
        try:
            return datetime(  # noqa: DTZ001 - there is no zone to know
                year, month, day, hour, minute, second
            )
        except ValueError:
            return datetime.min  # noqa: DTZ901

    def _count(self, inflated: int) -> None:
        self._left -= inflated
        if self._left < 0:
            raise ArchiveError(
                f"The zip file holds over {self._limit // MEGABYTE} MB.",
                hint="Leave large data files out.",
                code="archive-too-large",
            )


@contextmanager
def open_archive(source: Path | BinaryIO, limits: Limits = LIMITS) -> Iterator[Archive]:
    """Open a zip file for safe reading. Raises ``ArchiveError`` when it is damaged or hostile, and
    ``OSError`` when it cannot be opened at all."""
    with _opened(source) as file:
        with _damage_named():
            _refuse_directory_over(file, limits)
            members = zipfile.ZipFile(file)
            archive = Archive(members, limits)
        with members:
            yield archive


def write_archive(target: Path, files: Mapping[str, bytes | Path]) -> None:
    """Write ``files`` (name in the archive: content, or where it is) to a new zip file at
    ``target``; a file that exists is replaced only by a whole one. Raises ``ArchiveError``."""
    beside = target.with_name(f".{target.name}.part")
    try:
        _write(beside, files)
        os.replace(beside, target)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise ArchiveError(
            f"{target.name} could not be written.", hint=hint_for(problem), code="archive-unwritten"
        ) from problem


def archive_bytes(files: Mapping[str, bytes]) -> bytes:
    """A zip file of ``files`` (name in the archive: content), in memory."""
    made = BytesIO()
    _write(made, files)
    return made.getvalue()


def _write(target: Path | BinaryIO, files: Mapping[str, bytes | Path]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.read_bytes()
            archive.writestr(name, data)


@contextmanager
def _opened(source: Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, Path):
        with open_plain(source) as file:
            yield file
    else:
        yield source


@contextmanager
def _damage_named() -> Iterator[None]:
    """Turn what zipfile raises for a damaged archive, which is documented nowhere, into one error.
    ``OSError`` and ``ValueError`` come of offsets that lie; hypothesis found them."""
    try:
        yield
    except _DAMAGE as problem:
        raise _damaged() from problem


def _damaged() -> ArchiveError:
    return ArchiveError(
        "This is not a zip file that can be read.",
        hint="Download it again; it may have been cut short.",
        code="archive-damaged",
    )


def _refuse_directory_over(file: BinaryIO, limits: Limits) -> None:
    """Refuse a huge table of contents before zipfile holds all of it in memory.

    The table's size is in the end record (PKWARE's APPNOTE 4.3.16). Zip64 archives are only needed
    for more than we accept, so their mark is refused.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 65535 - _END_SIZE - _ZIP64_LOCATOR_SIZE))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + _END_SIZE:
        raise _damaged()
    table = int.from_bytes(tail[end + 12 : end + 16], "little")
    zip64 = tail[max(0, end - _ZIP64_LOCATOR_SIZE) : end].startswith(_ZIP64_LOCATOR)
    if zip64 or table > limits.files * _DIRECTORY_BYTES_PER_FILE:
        raise _too_many(limits)


def _checked_members(source: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    members = source.infolist()
    if len(members) > limits.files:
        raise _too_many(limits)
    for member in members:
        refuse_unsafe(member)
    files = {m.filename: m for m in members if not m.is_dir()}
    refuse_duplicates([m.filename for m in members if not m.is_dir()])
    return files


def _too_many(limits: Limits) -> ArchiveError:
    return ArchiveError(
        f"The zip file holds over {limits.files} files.",
        hint="Leave out what the module does not need.",
        code="archive-too-many",
    )
