"""What bringing backups back would change in a course folder. Touches nothing on disk but to read.

Of each file the newest version counts. One that is here and was changed later is "newer here": it
is replaced only where the learner says so. What loses is kept: see ``ownpace.store.replacing``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Literal

from ownpace.course.model import Course
from ownpace.course.outline import source
from ownpace.errors import ArchiveError, CourseError, OwnpaceError
from ownpace.store.archive import Limits
from ownpace.store.backing_up import changed_at
from ownpace.store.backup import LIMITS, Backup, open_backup
from ownpace.store.contents import entry
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import read_limited, stamp_of
from ownpace.store.notebooks import parse_notebook
from ownpace.store.own_files import is_as_released
from ownpace.store.places import Place, place_of, refuse_unfit

ChangeKind = Literal["new", "changed", "newer here", "same"]


@dataclass(frozen=True)
class Version:
    """One version of a file, as some backup has it."""

    at: datetime
    content: bytes


@dataclass
class Brought:
    """What was found in backups: the versions of each file, and in words what was refused."""

    versions: dict[str, list[Version]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    title: str = ""
    learner: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Change:
    """What the newest version of a file would change, and the versions that lose against it.
    ``here`` is when the one on disk was changed, if there is one that is the learner's own and
    another."""

    path: str
    place: Place
    kind: ChangeKind
    version: Version
    others: tuple[Version, ...] = ()
    here: datetime | None = None


def read_backups(backups: Iterable[bytes], course: Course, limits: Limits = LIMITS) -> Brought:
    """Every file of some backups that belongs in this course. A backup that is not sound is left
    out and told; when none is sound, its ``OwnpaceError`` is raised. ``limits`` are of all."""
    found, problems = Brought(), []
    files, size = limits.files, limits.size
    sound = 0
    for content in backups:
        try:
            with open_backup(BytesIO(content), Limits(files, size)) as backup:
                read = _read(backup, course)
        except OwnpaceError as problem:
            problems.append(problem)
            continue
        sound += 1
        files -= len(read.versions)
        size -= sum(len(v.content) for versions in read.versions.values() for v in versions)
        _add(found, read)
    if problems and not sound:
        raise problems[0]
    found.refused += [problem.message for problem in problems]
    return found


def changes(
    brought: Brought, course: Course, folder: CourseFolder, now: datetime
) -> tuple[Change, ...]:
    """What would be different, in the order of the course. A file that cannot be put in its place
    is refused, in words."""
    found = []
    for path in brought.versions:
        try:
            found.append(_change(path, brought.versions[path], course, folder, now))
        except OwnpaceError as problem:
            brought.refused.append(problem.message)
    order = {module.id: number for number, module in enumerate(course.modules)}
    return tuple(sorted(found, key=lambda c: (order.get(c.place.part, -1), c.path)))


def _read(backup: Backup, course: Course) -> Brought:
    manifest = backup.manifest
    if manifest.course != course.id:
        raise CourseError(
            f"This is work on another course, {manifest.course}.",
            hint="Choose the file that was saved in this course.",
            code="other-course",
        )
    found = Brought(title=manifest.title, learner=manifest.learner, at=manifest.at)
    for path, listed, content in backup.files():
        place = place_of(path, course)
        if place is None:
            found.refused.append(f"“{path[:80]}” is no file of this course.")
            continue
        try:
            refuse_unfit(place, content, course)
        except OwnpaceError as problem:
            found.refused.append(problem.message)
        else:
            found.versions[path] = [Version(listed.at, content)]
    return found


def _add(all_found: Brought, found: Brought) -> None:
    for path, versions in found.versions.items():
        every = [*all_found.versions.get(path, []), *versions]
        all_found.versions[path] = sorted(every, key=lambda version: version.at, reverse=True)
    all_found.refused += found.refused
    all_found.title = all_found.title or found.title
    all_found.learner = all_found.learner or found.learner
    all_found.at = max(filter(None, [all_found.at, found.at]), default=None)


def _change(
    path: str, versions: list[Version], course: Course, folder: CourseFolder, now: datetime
) -> Change:
    place = place_of(path, course)
    assert place is not None
    target = folder.root / path
    refuse_escape(folder, target)
    _refuse_blocked(folder, path)
    newest = versions[0]
    others = tuple(v for v in versions[1:] if v.content != newest.content)
    if stamp_of(target) is None:
        return Change(path, place, "new", newest, others)
    content = read_limited(target, LIMITS.size)
    if content == newest.content:
        return Change(path, place, "same", newest, others)
    if _is_untouched(place, content, course, folder):
        return Change(path, place, "new", newest, others)
    here = changed_at(target, now)
    kind: ChangeKind = "newer here" if here > newest.at else "changed"
    return Change(path, place, kind, newest, others, here)


def _refuse_blocked(folder: CourseFolder, path: str) -> None:
    """Refuse a file where a folder is, and one below a file."""
    target = folder.root / path
    blocked = target.is_dir() or any(
        stamp_of(above) is not None and not above.is_dir()
        for above in target.parents
        if above.is_relative_to(folder.root)
    )
    if blocked:
        raise ArchiveError(f"“{path}” is left out: something else is in its place.", code="unfit")


def _is_untouched(place: Place, content: bytes, course: Course, folder: CourseFolder) -> bool:
    """Whether what is here is as it was released. A notebook that was only opened and saved is,
    too: its cells say what they said."""
    module = course.module(place.part)
    if module is None or place.kind != "work":
        return False
    if is_as_released(module, place.name, entry(content).sha256):
        return True
    released = folder.released / module.id / place.name
    if place.name != module.notebook or stamp_of(released) is None:
        return False
    try:
        original = read_limited(released, LIMITS.size)
        return _cells(content, place.name) == _cells(original, place.name)
    except OwnpaceError:
        return False


def _cells(content: bytes, name: str) -> list[tuple[str, str]]:
    return [(cell["cell_type"], source(cell)) for cell in parse_notebook(content, name)["cells"]]
