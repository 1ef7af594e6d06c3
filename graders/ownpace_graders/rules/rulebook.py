"""The dates and rules that hold for one learner: ``course.yml`` and ``extensions.yml`` together.

Pure: what is read is read by ``read_rules``, and times are passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from ownpace.course.model import Course, Module
from ownpace.progress.late import share_kept
from ownpace_graders.course_file import (
    CORRECTIONS_FILE,
    COURSE_FILE,
    CourseFile,
    compile_course,
    load,
    load_corrections,
)
from ownpace_graders.rules.extensions import (
    EXTENSIONS_FILE,
    ExtensionEntry,
    Grant,
    grant_of,
    load_extensions,
)

NONE = timedelta(0)
MOST = timedelta(days=3660)
_FILES = (COURSE_FILE, EXTENSIONS_FILE, CORRECTIONS_FILE)


@dataclass(frozen=True)
class Rulebook:
    """More time moves a module's ``due`` and ``closes`` alike. ``granted`` is an extension that
    nbgrader's gradebook holds, which knows only what is due: there the longer one counts."""

    course: Course
    grants: tuple[Grant, ...] = ()

    def more(self, learner: str, module_id: str) -> timedelta:
        """How much later than the class this learner's work is due."""
        mine = (grant for grant in self.grants if grant.learner == learner)
        return self._most(mine, module_id)

    def with_entry(self, entry: ExtensionEntry, course: CourseFile) -> Rulebook:
        """These rules with one extension more."""
        return replace(self, grants=(*self.grants, grant_of(entry, course)))

    def longest(self, module_id: str) -> timedelta:
        """The most that anybody has."""
        return self._most(self.grants, module_id)

    def learners(self) -> tuple[str, ...]:
        """Those who have more time, by name."""
        return tuple(sorted({grant.learner for grant in self.grants}))

    def due(self, learner: str, module_id: str, granted: timedelta = NONE) -> datetime | None:
        module = self.course.module(module_id)
        return _moved(module.due if module else None, max(granted, self.more(learner, module_id)))

    def closes(self, learner: str, module_id: str) -> datetime | None:
        module = self.course.module(module_id)
        return _moved(module.closes if module else None, self.more(learner, module_id))

    def lateness(
        self, learner: str, module_id: str, arrived: datetime, granted: timedelta = NONE
    ) -> timedelta:
        """By how much work is late, before any grace; nothing where no date is set."""
        due = self.due(learner, module_id, granted)
        return max(NONE, arrived - due) if due else NONE

    def kept(
        self, learner: str, module_id: str, arrived: datetime, granted: timedelta = NONE
    ) -> float:
        """The share of the points earned that work keeps, 0 to 1."""
        late = self.lateness(learner, module_id, arrived, granted)
        return share_kept(late, self.course.rules.late)

    def start(self, module: Module) -> datetime | None:
        """What a share of a module's time is reckoned from: when it opens, else when the course
        does."""
        opens = [m.opens for m in self.course.modules if m.opens]
        return module.opens or min(opens, default=None)

    def _most(self, grants: Iterable[Grant], module_id: str) -> timedelta:
        module = self.course.module(module_id)
        if module is None:
            return NONE
        found = [
            self._given(grant, module) for grant in grants if grant.module in (None, module_id)
        ]
        return min(max([NONE, *found]), MOST)

    def _given(self, grant: Grant, module: Module) -> timedelta:
        end = module.due or module.closes
        if end is None:
            return NONE
        if grant.days is not None:
            return grant.days
        if grant.until is not None:
            return grant.until - end
        start = self.start(module)
        return (end - start) * (grant.share or 0.0) if start and start < end else NONE


def read_rules(root: Path) -> Rulebook | None:
    """The rules of the course directory ``root``; ``None`` where there is no ``course.yml``. Read
    again only when one of the files changes. Raises ``CourseFileError``."""
    stamps = tuple(_stamp(root / name) for name in _FILES)
    return _read(root.resolve(), stamps) if stamps[0] else None


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=4)
def _read(root: Path, _stamps: object) -> Rulebook:
    course = load(root)
    corrections = load_corrections(root, course)
    return Rulebook(compile_course(course, {}, 1, corrections), load_extensions(root, course))


def _moved(moment: datetime | None, by: timedelta) -> datetime | None:
    return moment + by if moment else None
