"""Gathering what of a course folder is the learner's own, and making backups of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from ownpace.course.model import Course, Module
from ownpace.errors import WorkError
from ownpace.models import plausible
from ownpace.store.archive import Limits
from ownpace.store.attempts import names_in
from ownpace.store.backup import LIMITS, BackupEntry, BackupManifest, backup_bytes, title_of
from ownpace.store.contents import FileEntry, entry
from ownpace.store.feedback import is_page
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.members import Taken, unsafe_name
from ownpace.store.memory import MEGABYTE, Remembered, read_limited, stamp_of
from ownpace.store.own_files import is_as_released, own_files
from ownpace.store.places import RECORD_FILES, RECORDS, is_bundle_of, place_of

LARGEST = 20 * MEGABYTE  #: of one file; a part has room for two
PART = Limits(files=1000, size=40 * MEGABYTE)

Files = Mapping[str, FileEntry]


class Chosen(NamedTuple):
    """The files that there is room for, and the others in words."""

    files: Files
    left_out: tuple[str, ...]


class Gatherer:
    """Looks at a course folder again and again; reads only what changed since the last time."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._entry = Remembered(_entry_of)

    def parts(self, course: Course) -> dict[str, Files]:
        """What each part holds, of those that hold anything. Changes nothing on disk."""
        names = (RECORDS, *(module.id for module in course.modules))
        found = {name: self.part(course, name) for name in names}
        return {name: files for name, files in found.items() if files}

    def part(self, course: Course, name: str) -> Files:
        """The learner's own files of a module, or, for ``RECORDS``, of the whole course, by their
        path below the course folder; none that is as it was released."""
        module = course.module(name)
        if module is None:
            return {path: e for path in RECORD_FILES if (e := self._found(path))}
        known = (path for path in self._paths(module) if place_of(path, course))
        own = {path: e for path in known if (e := self._found(path))}
        head = f"{module.id}/"
        return {
            path: e
            for path, e in own.items()
            if not is_as_released(module, path.removeprefix(head), e.sha256)
        }

    def _paths(self, module: Module) -> Iterator[str]:
        folder = self._folder
        with suppress(WorkError):  # the panel names a link that leads out
            refuse_escape(folder, folder.module(module.id))
            yield from (f"{module.id}/{name}" for name in own_files(folder.module(module.id)))
            refuse_escape(folder, folder.feedback(module.id))
            yield from (folder.relative(path) for path in _pages(folder.feedback(module.id)))
        bundles = (n for n in names_in(folder.handed_in) if is_bundle_of(module.id, n))
        yield from (folder.relative(folder.handed_in / name) for name in bundles)

    def _found(self, path: str) -> FileEntry | None:
        place = self._folder.root / path
        if stamp_of(place) is None:
            return None
        try:
            refuse_escape(self._folder, place)
            return self._entry(place)
        except WorkError:
            return None


def tag_of(files: Files) -> str:
    """What changes when any of the files does."""
    lines = (f"{path} {files[path].sha256}\n" for path in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def choose(files: Files, limits: Limits, largest: int = LARGEST) -> Chosen:
    """As many of the files as there is room for: the small ones first, which notebooks and
    answers mostly are. Nothing is chosen that a reader would refuse."""
    chosen: dict[str, FileEntry] = {}
    left_out, taken = [], Taken()
    room = limits.size - MEGABYTE  # for the manifest
    for path, found in sorted(files.items(), key=lambda item: (item[1].size, item[0])):
        fits = found.size <= min(largest, room) and len(chosen) + 1 < limits.files
        if reason := _unfit_name(path, taken) or ("" if fits else _too_large(found)):
            left_out.append(f"“{path}” {reason}.")
        else:
            taken.add(path)
            chosen[path], room = found, room - found.size
    return Chosen(chosen, tuple(left_out))


def _unfit_name(path: str, taken: Taken) -> str:
    same = "has the name of another file, but for capitals" if path in taken else ""
    return unsafe_name(path) or same


def _too_large(found: FileEntry) -> str:
    return f"is too large ({max(1, found.size // MEGABYTE)} MB)"


def make_backup(
    folder: CourseFolder, course: Course, learner: str, chosen: Chosen, now: datetime
) -> bytes:
    """A backup of the files as they are now. Raises ``WorkError`` when one cannot be read."""
    contents = {path: read_limited(folder.root / path, LIMITS.size) for path in chosen.files}
    listed = {
        path: BackupEntry(**entry(content).model_dump(), at=changed_at(folder.root / path, now))
        for path, content in contents.items()
    }
    manifest = BackupManifest(
        course=course.id,
        title=title_of(course),
        learner=learner,
        at=now.astimezone(UTC),
        revision=course.revision,
        files=listed,
        left_out=chosen.left_out,
    )
    return backup_bytes(manifest, contents)


def changed_at(path: Path, now: datetime) -> datetime:
    """When a file was last changed, as its system says; never after ``now``."""
    try:
        then = plausible(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (OSError, ValueError, OverflowError):
        return now.astimezone(UTC)
    return min(then, now.astimezone(UTC))


def together(parts: Iterable[Files]) -> Files:
    return dict(chain.from_iterable(files.items() for files in parts))


def _pages(feedback: Path) -> Iterator[Path]:
    yield feedback / "replies.json"
    for attempt in names_in(feedback):
        pages = (name for name in names_in(feedback / attempt) if is_page(name))
        yield from (feedback / attempt / name for name in pages)


def _entry_of(path: Path) -> FileEntry:
    """What a file holds. One that is too large anyway is not read."""
    size = path.stat().st_size
    if size > LARGEST:
        return FileEntry(sha256="0" * 64, size=size)
    return entry(read_limited(path, LARGEST))
