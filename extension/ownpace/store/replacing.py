"""Putting files that were brought back in place. What they replace, and what was not chosen, is
kept, so that nothing is ever lost by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ownpace.store.backup import LIMITS
from ownpace.store.files import write_atomically
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import read_limited
from ownpace.store.progress import make_folder
from ownpace.store.returning import Change


@dataclass
class Replacement:
    """Writes below ``folder``; copies go below ``kept``, which is made when it is needed. Every
    method raises ``WorkError``; each file is the old one or the new one, whole."""

    folder: CourseFolder
    kept: Path

    def make(self, changes: Iterable[Change], *, newer: bool) -> list[str]:
        """Put each change in place; what is newer here only if ``newer``. Returns the paths that
        were written. All that loses is kept before anything is replaced."""
        every = list(changes)
        chosen = [c for c in every if c.kind != "same" and (newer or c.kind != "newer here")]
        for change in every:
            for content in self._losing(change, change in chosen):
                self._keep(change.path, content)
        for change in chosen:
            self._write(self.folder.root / change.path, change.version.content)
        return [change.path for change in chosen]

    def _losing(self, change: Change, is_chosen: bool) -> Iterable[bytes]:
        """Each version of a file that will not be in its place, once."""
        versions = [change.version.content, *(version.content for version in change.others)]
        if change.here is None:
            return dict.fromkeys(versions[1:])
        here = read_limited(self.folder.root / change.path, LIMITS.size)
        stays = change.version.content if is_chosen else here
        return dict.fromkeys(content for content in (here, *versions) if content != stays)

    def _keep(self, path: str, content: bytes) -> None:
        place = self.kept / path
        while place.exists():
            place = place.with_name(f"other-{place.name}")
        self._write(place, content)

    def _write(self, target: Path, content: bytes) -> None:
        refuse_escape(self.folder, target)
        make_folder(target.parent)
        write_atomically(target, content)
