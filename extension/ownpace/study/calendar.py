"""The time a learner gives to studying: spans of each day, around the meetings of the course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from ownpace.course.model import Meeting
from ownpace.study.model import WEEKDAYS, Habit

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


class Span(NamedTuple):
    """From ``start`` until ``end``, both in UTC."""

    start: datetime
    end: datetime


def spans(habit: Habit, meetings: Iterable[Meeting], now: datetime, days: int) -> tuple[Span, ...]:
    """The free spans of the next ``days`` days, in order. Today counts while its hour has not come.

    Meetings that are asked of everybody take their minutes from their day's; a learner may go to
    the others too, so no span runs into one.
    """
    busy = sorted((m.at.astimezone(UTC), m.minutes, m.optional) for m in meetings)
    today = now.astimezone(ZoneInfo(habit.zone)).date()
    return tuple(
        span
        for day in (today + DAY * n for n in range(days))
        if WEEKDAYS[day.weekday()] in habit.days and _moment(habit, day, habit.at) >= now
        for span in _free(habit, day, busy)
    )


def local_day(moment: datetime, zone: str) -> date:
    return moment.astimezone(ZoneInfo(zone)).date()


def _free(habit: Habit, day: date, busy: Sequence[tuple[datetime, int, bool]]) -> Iterator[Span]:
    asked = [minutes for at, minutes, optional in busy if not optional and _is_on(habit, day, at)]
    left = MINUTE * (habit.minutes - sum(asked))
    start, midnight = _moment(habit, day, habit.at), _moment(habit, day + DAY, time())
    for at, minutes, _ in [*busy, (midnight, 0, True)]:
        end = min(at, midnight, start + max(left, timedelta(0)))
        if end - start >= MINUTE:
            yield Span(start, end)
            left -= end - start
        start = max(start, at + MINUTE * minutes)


def _is_on(habit: Habit, day: date, at: datetime) -> bool:
    return local_day(at, habit.zone) == day


def _moment(habit: Habit, day: date, at: time) -> datetime:
    """A time of the clock in the habit's zone. One that a change to summer time leaves out is the
    same time after midnight, an hour later by the clock."""
    return datetime.combine(day, at, ZoneInfo(habit.zone)).astimezone(UTC)
