"""Which members a zip file may have: names that stay in their folder, and regular files only."""

from __future__ import annotations

import stat
import unicodedata
import zipfile
from collections.abc import Iterator

from ownpace.errors import ArchiveError

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_LONGEST_NAME = 500
_LONGEST_PART = 200


def refuse_unsafe(member: zipfile.ZipInfo) -> None:
    """Raise ``ArchiveError`` (``archive-unsafe``) that names the member and the reason."""
    reason = unsafe_name(member.orig_filename.removesuffix("/")) or _unsafe_kind(member)
    if reason:
        shown = member.orig_filename[:80].encode("unicode_escape").decode("ascii")
        raise ArchiveError(
            f"The zip file is refused: {shown!r} {reason}.",
            hint="Make it again with Submit, or ask who sent it.",
            code="archive-unsafe",
        )


def unsafe_name(name: str) -> str | None:
    """Why a name must not become a path below some folder; ``None`` when it may."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name:
        return "is not a relative path"
    if ".." in parts:
        return "leads out of its folder"
    if any(part in ("", ".") for part in parts):
        return "is not a plain path"
    if any(unicodedata.category(character) in ("Cc", "Cs") for character in name):
        return "holds a control character"
    if len(name) > _LONGEST_NAME or any(len(part.encode()) > _LONGEST_PART for part in parts):
        return "is too long"
    return None


def _unsafe_kind(member: zipfile.ZipInfo) -> str | None:
    kind = stat.S_IFMT(member.external_attr >> 16)
    if stat.S_ISLNK(kind):
        return "is a link"
    if kind and not (stat.S_ISREG(kind) or (stat.S_ISDIR(kind) and member.is_dir())):
        return "is not a regular file"
    if member.flag_bits & 0x1:
        return "is encrypted"
    if member.compress_type not in _METHODS:
        return "is compressed in an unusual way"
    return None


class Taken:
    """Names that are taken, and so are those that are one with them on some system (letter case,
    accents), and a file that stands where another needs a folder."""

    def __init__(self) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def __contains__(self, name: str) -> bool:
        folded = _folded(name)
        above = any(folder in self._files for folder in _parents(folded))
        return above or folded in self._files or folded in self._folders

    def add(self, name: str) -> None:
        folded = _folded(name)
        self._files.add(folded)
        self._folders.update(_parents(folded))


def refuse_duplicates(names: list[str]) -> None:
    """Raise ``ArchiveError`` (``archive-duplicate``) when two names cannot be beside each other."""
    taken = Taken()
    for name in names:
        if name in taken:
            raise ArchiveError(
                "The zip file is refused: two of its files have the same name.",
                hint="Make it again with Submit, or ask who sent it.",
                code="archive-duplicate",
            )
        taken.add(name)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _parents(name: str) -> Iterator[str]:
    parts = name.split("/")
    return ("/".join(parts[:count]) for count in range(1, len(parts)))
