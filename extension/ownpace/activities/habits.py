"""The form of a plan, read: every answer of it is anybody's guess until it is checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import time
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ownpace.activities.typed import typed
from ownpace.course.model import TimeZone
from ownpace.errors import ActivityError
from ownpace.study.model import LONGEST_GOAL, MOST_MINUTES, WEEKDAYS, Habit, Weekday

LEAST_MINUTES = 5

_ZONE: TypeAdapter[str] = TypeAdapter(TimeZone)


def read_habit(form: Mapping[str, Any], zone: str) -> Habit:
    """The habit that a form describes, in its own time zone, or in ``zone`` where it names none.
    Raises ``ActivityError``, whose code is the name of the field that is wrong."""
    return Habit(
        days=_days(form.get("days")),
        minutes=_minutes(form.get("minutes")),
        at=_time(form.get("at")),
        zone=_zone(form.get("zone")) or zone,
    )


def read_goal(form: Mapping[str, Any]) -> str:
    """Raises ``ActivityError`` (``goal``)."""
    text = typed(form.get("goal"))
    if len(text) > LONGEST_GOAL:
        raise ActivityError(
            f"The goal is too long: {len(text)} characters of {LONGEST_GOAL}.", code="goal"
        )
    return text


def _days(given: Any) -> tuple[Weekday, ...]:
    chosen = given if isinstance(given, list | tuple) else ()
    days = tuple(day for day in WEEKDAYS if day in chosen)
    if not days:
        raise ActivityError("Choose at least one day of the week.", code="days")
    return days


def _minutes(given: Any) -> int:
    typed = given.strip() if isinstance(given, str) else ""
    if re.fullmatch(r"\d{1,4}", typed, re.ASCII) and LEAST_MINUTES <= int(typed) <= MOST_MINUTES:
        return int(typed)
    raise ActivityError(
        f"Minutes a day: a whole number from {LEAST_MINUTES} to {MOST_MINUTES}, such as 30.",
        code="minutes",
    )


def _time(given: Any) -> time:
    typed = given if isinstance(given, str) else ""
    found = re.fullmatch(r"(\d\d):(\d\d)(:00)?", typed, re.ASCII)
    if found and int(found[1]) < 24 and int(found[2]) < 60:
        return time(int(found[1]), int(found[2]))
    raise ActivityError("From what time on? Hours and minutes, such as 18:00.", code="at")


def _zone(given: Any) -> str:
    try:
        return _ZONE.validate_python(given)
    except ValidationError:
        return ""
