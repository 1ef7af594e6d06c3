"""Backups: a learner's work on a course, or one part of it, in one zip file.

A backup holds ``backup.json`` (the ``BackupManifest``) and ``files/<path>``, paths below the course
folder. It is made for the learner: *Save everything* hands it out, and a browser keeps it. It may
come back from anywhere, so it is read as hostile: ``ownpace.store.archive`` and
``ownpace.store.places`` say what is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import BinaryIO, Literal

from pydantic import Field, ValidationError

from ownpace.course.model import Course, Id
from ownpace.errors import ArchiveError
from ownpace.models import Instant, Model
from ownpace.store.archive import Limits, archive_bytes, open_archive
from ownpace.store.contents import FILES, Contents, FileEntry
from ownpace.store.memory import MEGABYTE

MANIFEST = "backup.json"
#: Of a whole course; as much is read back.
LIMITS = Limits(files=5000, size=100 * MEGABYTE)
_LARGEST_MANIFEST = 5 * MEGABYTE
_LONGEST_TITLE = 300


class BackupEntry(FileEntry):
    at: Instant = Field(description="when the file was last changed")


class BackupManifest(Model):
    """``backup.json``. All of it are claims of whoever made the backup."""

    format: Literal[1] = 1
    course: Id
    title: str = Field(
        default="", max_length=_LONGEST_TITLE, description="the course's, as it was then"
    )
    learner: str = Field(default="", max_length=200)
    at: Instant = Field(description="when it was made")
    revision: int = Field(ge=1)
    files: dict[str, BackupEntry] = Field(default_factory=dict)
    left_out: tuple[str, ...] = Field(default=(), description="what is too large, in words")


class Backup:
    """An open backup: its manifest, believed only as far as the files bear it out."""

    def __init__(self, manifest: BackupManifest, contents: Contents) -> None:
        self.manifest, self._contents = manifest, contents

    def files(self) -> Iterator[tuple[str, BackupEntry, bytes]]:
        """Each file once: its path, what the manifest says of it, its content. Raises
        ``ArchiveError`` where it is something else, or too much."""
        for path, listed in self.manifest.files.items():
            yield path, listed, self._contents.read(path)


@contextmanager
def open_backup(source: BinaryIO, limits: Limits = LIMITS) -> Iterator[Backup]:
    """Open a backup. Raises ``ArchiveError`` when it is damaged, hostile, or none."""
    with open_archive(source, limits) as archive:
        if MANIFEST not in archive.names:
            raise _not_a_backup()
        content = archive.read(MANIFEST)
        if len(content) > _LARGEST_MANIFEST:
            raise _not_a_backup()
        try:
            manifest = BackupManifest.model_validate_json(content)
        except ValidationError as problem:
            raise _not_a_backup() from problem
        yield Backup(manifest, Contents(archive, manifest.files))


def backup_bytes(manifest: BackupManifest, files: Mapping[str, bytes]) -> bytes:
    """A backup of ``files``, which ``manifest`` lists."""
    listed = {MANIFEST: manifest.model_dump_json(indent=1).encode()}
    return archive_bytes(listed | {FILES + name: files[name] for name in sorted(files)})


def title_of(course: Course) -> str:
    """The course's title as backups have it. Courses of one id with other titles are others."""
    return course.title[:_LONGEST_TITLE]


def _not_a_backup() -> ArchiveError:
    return ArchiveError(
        "This zip file is not one that Save everything makes.",
        hint="Choose the file as it was saved, unopened.",
        code="not-a-backup",
    )
