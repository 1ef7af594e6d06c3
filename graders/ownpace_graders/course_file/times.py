"""From dates as written to instants in UTC, in the learner's favour where a clock is ambiguous."""

from __future__ import annotations

from datetime import UTC, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from ownpace_graders.course_file.models import CourseFile
from ownpace_graders.course_file.values import Moment

START = time(0, 0)
END = time(23, 59, 59)


class SkippedTime(ValueError):
    """A local time that never comes, because the clocks go forward over it."""


def start_of(moment: Moment, zone: tzinfo) -> datetime:
    """When something begins: the start of a whole day, the earlier of two equal clock times."""
    return _instant(moment, zone, moment.clock or START, fold=0)


def end_of(moment: Moment, zone: tzinfo) -> datetime:
    """When something ends: the end of a whole day, the later of two equal clock times."""
    return _instant(moment, zone, moment.clock or END, fold=1)


def zone_of(course: CourseFile) -> ZoneInfo:
    return ZoneInfo(course.timezone)


def _instant(moment: Moment, zone: tzinfo, at: time, fold: int) -> datetime:
    local = datetime.combine(moment.day, at, tzinfo=moment.zone or zone)
    instant = local.replace(fold=fold).astimezone(UTC)
    back = instant.astimezone(local.tzinfo).replace(tzinfo=None)
    if back == local.replace(tzinfo=None):
        return instant
    if moment.clock is not None:
        raise SkippedTime(f"{local:%Y-%m-%d %H:%M} does not exist: clocks go forward over it.")
    # A whole day whose midnight is skipped (Beirut, Havana) begins when its first hour does.
    return local.replace(fold=0).astimezone(UTC)
