"""Finding the course: the newest valid copy of its ``course.json`` wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ownpace.course.model import Course
from ownpace.store.files import open_plain
from ownpace.store.memory import DAMAGE, MEGABYTE, Remembered, read_limited

LIMIT = 10 * MEGABYTE

_HEAD_BYTES = 512
_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*1\s*,\s*"revision"\s*:\s*(\d{1,15})\s*[,}]')


def revision_of(path: Path) -> int | None:
    """The revision that a copy claims in its first bytes; ``None`` where there is none to read."""
    try:
        with open_plain(path) as file:
            head = _HEAD.match(file.read(_HEAD_BYTES))
    except OSError:
        return None
    return int(head[1]) if head else None


def read_course(path: Path) -> Course | None:
    """A copy of ``course.json``, or ``None`` when it is damaged, too large or not one at all."""
    try:
        return Course.model_validate_json(read_limited(path, LIMIT))
    except DAMAGE:
        return None


class Courses:
    """Copies of ``course.json``, read again only when they change."""

    def __init__(self) -> None:
        self._revision = Remembered(revision_of)
        self._course = Remembered(read_course)

    def newest(
        self, copies: Iterable[Path], course_id: str = "", taken: Iterable[Path] = ()
    ) -> Course | None:
        """The newest valid copy of the course; of equal ones the first. Damaged copies are passed
        over, and those of other courses: it is ``course_id``, or where that is empty the course of
        the first valid one of ``copies``, that is looked for.

        ``taken`` are copies in folders that learners took: they count in the folders of the
        course's own modules only, since another course may lie in any other.
        """
        given, own = list(copies), set(taken)
        course_id = course_id or self._first_id(given)
        for revision, path in self._newest_first([*given, *own]):
            course = self._course(path)
            if course is None or (course.revision, course.id) != (revision, course_id):
                continue
            if path not in own or course.module(path.parent.name):
                return course
        return None

    def _first_id(self, copies: Iterable[Path]) -> str:
        found = (self._course(path) for path in copies)
        return next((course.id for course in found if course), "")

    def _newest_first(self, copies: Iterable[Path]) -> list[tuple[int, Path]]:
        claims = ((self._revision(path), path) for path in copies)
        known = [(revision, path) for revision, path in claims if revision is not None]
        return sorted(known, key=lambda claim: claim[0], reverse=True)
