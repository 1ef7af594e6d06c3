"""``extensions.yml``, beside ``course.yml``: more time for single learners, for a person to read
and to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import Field, PlainValidator, WithJsonSchema

from ownpace.course.model import Id
from ownpace.errors import WorkError
from ownpace.learner import learner_id
from ownpace_graders.course_file import CourseFile, CourseFileError, Problem, closest, read_list
from ownpace_graders.course_file.models import Entry, Text
from ownpace_graders.course_file.parsing import Parsed
from ownpace_graders.course_file.times import SkippedTime, end_of, zone_of
from ownpace_graders.course_file.values import When

EXTENSIONS_FILE = "extensions.yml"
MOST_DAYS = 3660
MOST_SHARE = 10.0
_SHARE = r"^\+\d{1,3}(\.\d+)?\s*%$"
_KINDS = ("days", "until", "time")


def share(value: Any) -> float:
    """``"+25%"`` → 0.25."""
    if not isinstance(value, str) or not re.match(_SHARE, value.strip()):
        raise ValueError("must be a percentage more, such as +25%")
    return float(value.strip().strip("+% ")) / 100


Share = Annotated[
    float,
    PlainValidator(share),
    WithJsonSchema({"type": "string", "pattern": _SHARE, "examples": ["+25%"]}),
]


class ExtensionEntry(Entry):
    """Exactly one of days, until and time. Of several for one learner and module, the one that
    gives most holds."""

    learner: Text = Field(description="the learner's id, as in attempts/")
    module: Id | None = Field(default=None, description="default: all modules")
    days: float | None = Field(
        default=None, ge=0, le=MOST_DAYS, description="so much later than the class"
    )
    until: When | None = Field(default=None, description="due then; without a time: that whole day")
    time: Share | None = Field(
        default=None,
        description="so much more of the time from `opens` to `due`",
    )
    note: str = Field(default="", description="for you; it is shown to nobody")


class ExtensionsFile(Entry):
    extensions: tuple[ExtensionEntry, ...] = Field(default=(), description="a line for each")


class Grant(NamedTuple):
    """More time for a learner, in one module or (``None``) in all; one of the last three."""

    learner: str
    module: str | None = None
    days: timedelta | None = None
    until: datetime | None = None
    share: float | None = None


def load_extensions(root: Path, course: CourseFile) -> tuple[Grant, ...]:
    """What ``extensions.yml`` of the course directory ``root`` grants; nothing where there is no
    such file, or only comments. Raises ``CourseFileError`` with every problem in it."""
    found = read_list(root / EXTENSIONS_FILE, ExtensionsFile, "extensions")
    if found is None:
        return ()
    file, parsed = found
    problems = [*parsed.problems, *_problems(file, course, parsed)]
    if problems:
        raise CourseFileError(problems)
    return tuple(grant_of(entry, course) for entry in file.extensions)


def grant_of(entry: ExtensionEntry, course: CourseFile) -> Grant:
    return Grant(
        learner=entry.learner,
        module=entry.module,
        days=None if entry.days is None else timedelta(days=entry.days),
        until=end_of(entry.until, zone_of(course)) if entry.until else None,
        share=entry.time,
    )


def _problems(file: ExtensionsFile, course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    ids = tuple(module.id for module in course.modules)
    for index, entry in enumerate(file.extensions):
        place = ("extensions", index)
        if sum(getattr(entry, kind) is not None for kind in _KINDS) != 1:
            yield parsed.problem(place, "An extension has exactly one of days, until and time.")
        if entry.module is not None and entry.module not in ids:
            yield parsed.problem(
                (*place, "module"),
                f"There is no module “{entry.module}” in course.yml: delete this line, or give the "
                "module its old id back.",
                allowed=ids,
                suggestion=closest(entry.module, ids),
            )
        yield from _name(entry.learner, parsed, (*place, "learner"))
        yield from _until(entry, course, parsed, (*place, "until"))
        if entry.time is not None and entry.time > MOST_SHARE:
            message = f"“time” must be at most +{MOST_SHARE:.0%}."
            yield parsed.problem((*place, "time"), message)


def _name(learner: str, parsed: Parsed, place: tuple[str | int, ...]) -> Iterator[Problem]:
    try:
        usable = learner_id(learner)
    except WorkError as problem:
        yield parsed.problem(place, problem.message)
        return
    if usable != learner:
        message = f"“{learner}” is no id of a learner."
        yield parsed.problem(place, message, suggestion=usable)


def _until(
    entry: ExtensionEntry, course: CourseFile, parsed: Parsed, place: tuple[str | int, ...]
) -> Iterator[Problem]:
    try:
        if entry.until is not None:
            end_of(entry.until, zone_of(course))
    except (SkippedTime, OverflowError) as problem:
        yield parsed.problem(place, f"“until”: {problem}")
