"""The course around a module, and what the learner has done of it, as its files show."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ownpace.course.extending import extended
from ownpace.course.model import Course
from ownpace.errors import ActivityError, WorkError
from ownpace.progress import Progress, recorded
from ownpace.store.attempts import names_in
from ownpace.store.courses import Courses
from ownpace.store.evidence import Observer
from ownpace.store.layout import COURSE_FILE, CourseFolder, refuse_escape
from ownpace.store.more_time import newest_more_time, own_more_time
from ownpace.store.progress import read_progress


@dataclass(frozen=True)
class Coursework:
    folder: CourseFolder
    course: Course
    progress: Progress


def find_coursework(module: Path) -> Coursework:
    """The course that a module's folder belongs to, and the work that lies beside it. Changes
    nothing on disk. Raises ``ActivityError`` (``no-course``)."""
    folder = CourseFolder(module.parent)
    given = (module / COURSE_FILE, folder.root / COURSE_FILE)
    course = Courses().newest(given, taken=_beside(folder))
    if course is None or course.module(module.name) is None:
        raise ActivityError(
            "The course that this module belongs to is not here.",
            hint="Start the module from the course panel; teachers see this activity once the "
            "module is released.",
            code="no-course",
        )
    more = newest_more_time(course.id, own_more_time(folder))
    course = extended(course, more.more) if more else course
    evidence = Observer(folder).look(course, {}).evidence
    progress = recorded(course, evidence, _progress(folder), datetime.now(UTC))
    return Coursework(folder, course, progress)


def _beside(folder: CourseFolder) -> Iterator[Path]:
    for place in (folder.root, folder.released):
        for name in names_in(place):
            if not name.startswith("."):
                yield place / name / COURSE_FILE


def _progress(folder: CourseFolder) -> Progress:
    """What is recorded; where that cannot be read, the panel says so, and the files must do."""
    with suppress(WorkError):
        refuse_escape(folder, folder.progress)
        return read_progress(folder.progress)
    return Progress()
