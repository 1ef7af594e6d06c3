"""Finding the course: the newest valid copy of ``course.json`` wins."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ownpace.course.model import Course
from ownpace.errors import WorkError
from ownpace.store.memory import MEGABYTE, Remembered, read_limited

LIMIT = 10 * MEGABYTE

_HEAD_BYTES = 512
_HEAD = re.compile(rb'\s*\{\s*"format"\s*:\s*1\s*,\s*"revision"\s*:\s*(\d{1,15})\s*[,}]')


def revision_of(path: Path) -> int | None:
    """The revision that a copy claims in its first bytes; ``None`` where there is none to read."""
    try:
        with path.open("rb") as file:
            head = _HEAD.match(file.read(_HEAD_BYTES))
    except OSError:
        return None
    return int(head[1]) if head else None


def read_course(path: Path) -> Course | None:
    """A copy of ``course.json``, or ``None`` when it is damaged, too large or not one at all."""
    try:
        return Course.model_validate_json(read_limited(path, LIMIT))
    except (WorkError, ValidationError):
        return None


class Courses:
    """Copies of ``course.json``, read again only when they change."""

    def __init__(self) -> None:
        self._revision = Remembered(revision_of)
        self._course = Remembered(read_course)

    def newest(self, copies: Iterable[Path], course_id: str = "") -> Course | None:
        """The newest valid course among ``copies``; of equal ones the first. ``course_id`` passes
        over copies of other courses. A damaged copy is passed over as well."""
        revised = [(self._revision(path), path) for path in copies]
        claims = [(revision, path) for revision, path in revised if revision is not None]
        for revision, path in sorted(claims, key=lambda claim: claim[0], reverse=True):
            course = self._course(path)
            if course and course.revision == revision and course_id in ("", course.id):
                return course
        return None
