"""The files in a zip file that lists them: ``files/<path>`` beside one manifest."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from pydantic import Field

from ownpace.errors import ArchiveError
from ownpace.models import Model
from ownpace.store.archive import Archive

FILES = "files/"


class FileEntry(Model):
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    size: int = Field(ge=0)


class Contents:
    """The files of an archive, which are those that its manifest lists, and no other."""

    def __init__(self, archive: Archive, listed: Mapping[str, FileEntry]) -> None:
        """Raises ``ArchiveError`` (``bundle-altered``) when others are there."""
        self._archive, self._listed = archive, listed
        inside = {n.removeprefix(FILES) for n in archive.names if n.startswith(FILES)}
        if inside != set(listed) or len(inside) + 1 != len(archive.names):
            raise _not_as_listed()

    def read(self, name: str) -> bytes:
        """One file, which is what the manifest says it is. Raises ``ArchiveError``."""
        content = self._archive.read(FILES + name)
        listed = self._listed[name]
        if entry(content) != FileEntry(sha256=listed.sha256, size=listed.size):
            raise _not_as_listed()
        return content


def entry(content: bytes) -> FileEntry:
    return FileEntry(sha256=hashlib.sha256(content).hexdigest(), size=len(content))


def _not_as_listed() -> ArchiveError:
    return ArchiveError(
        "The files in the zip file are not those it lists.",
        hint="Choose the file as it was sent, unopened.",
        code="bundle-altered",
    )
