"""``more-time.json``: what one learner has more of, from the teacher.

It comes with feedback, through an exchange or in a zip file, so it is read as hostile: its size,
shape and course. A learner who writes one changes what their own panel says, and nothing else: what
counts is what the teacher's side knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import Field

from ownpace.course.model import Id, Span
from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.layout import MORE_TIME_FILE, CourseFolder, refuse_escape
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited, stamp_of

LIMIT = MEGABYTE


class MoreTime(Model):
    """The whole file; a newer one takes the place of it."""

    format: Literal[1] = 1
    course: Id
    at: Instant = Field(description="when the teacher gave it")
    more: dict[Id, Span] = Field(
        default_factory=dict, max_length=1000, description="by module, how much later it is due"
    )


def read_more_time(path: Path) -> MoreTime:
    """Raises ``WorkError`` (``more-time-damaged``), also when it is too large."""
    try:
        return parse_more_time(read_limited(path, LIMIT))
    except WorkError as problem:
        raise problem if problem.code == "more-time-damaged" else _damaged() from problem


def parse_more_time(content: bytes) -> MoreTime:
    """What a file holds. Raises ``WorkError`` (``more-time-damaged``)."""
    if len(content) > LIMIT:
        raise _damaged()
    try:
        return MoreTime.model_validate_json(content)
    except DAMAGE as problem:
        raise _damaged() from problem


def newest_more_time(course: str, paths: Iterable[Path]) -> MoreTime | None:
    """The newest of the files that are about a course; what cannot be read is passed over."""
    found = []
    for path in paths:
        with suppress(WorkError):
            found.append(read_more_time(path))
    mine = [one for one in found if one.course == course]
    return max(mine, key=lambda one: one.at, default=None)


def own_more_time(folder: CourseFolder) -> list[Path]:
    """The file that is kept in the course folder, if it is there and leads nowhere else."""
    with suppress(WorkError):
        refuse_escape(folder, folder.more_time)
        return [folder.more_time] if stamp_of(folder.more_time) is not None else []
    return []


def more_time_name(key: str) -> str:
    """What the file is called in an exchange, whose feedback folder nobody may list: only who knows
    the key, which travelled with a hand-in or a question, finds it."""
    return hashlib.sha256(f"{key}+more-time".encode()).hexdigest() + ".json"


def _damaged() -> WorkError:
    return WorkError(
        f"{MORE_TIME_FILE}, which says how much more time you have, cannot be read.",
        hint="Tell your teacher; everything else is as it was.",
        code="more-time-damaged",
    )
