"""What was typed, as an entry of ``extensions.yml``."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pydantic import ValidationError

from ownpace.errors import CommandError
from ownpace.progress.words import moment
from ownpace_graders.course_file import CourseFile
from ownpace_graders.course_file.times import SkippedTime, end_of, zone_of
from ownpace_graders.rules import ExtensionEntry

_HOW = "Give one of --days 3, --until 2027-01-31 and --time +25%."


class Ask(NamedTuple):
    """As it was typed; one of the last three but ``note`` is given."""

    learner: str
    module: str | None = None
    days: float | None = None
    until: str | None = None
    time: str | None = None
    note: str = ""


def entry_of(ask: Ask, learner: str, course: CourseFile, now: datetime) -> ExtensionEntry:
    """Raises ``CommandError`` for what is not understood, and for a date that is over."""
    given = {"days": ask.days, "until": ask.until, "time": ask.time}
    chosen = {name: value for name, value in given.items() if value is not None}
    if len(chosen) != 1:
        raise CommandError("An extension has exactly one length.", hint=_HOW, code="usage")
    try:
        said = {"learner": learner, "module": ask.module, "note": ask.note, **chosen}
        entry = ExtensionEntry.model_validate(said)
        until = end_of(entry.until, zone_of(course)) if entry.until else None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        message = f"--{fault['loc'][0]}: {fault['msg'].removeprefix('Value error, ')}."
        raise CommandError(message, hint=_HOW, code="usage") from error
    except SkippedTime as error:
        raise CommandError(f"--until: {error}", hint=_HOW, code="usage") from error
    if until is not None and until <= now:
        raise CommandError(
            f"{moment(until, course.timezone)} is over.", hint="Give a date to come."
        )
    return entry
