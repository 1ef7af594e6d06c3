"""Laying what is left of a course over the days a learner has for it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ownpace.course.model import Meeting
from ownpace.study.calendar import MINUTE, Span, spans
from ownpace.study.model import MOST_MINUTES, WEEKDAYS, Habit, Session, Weekday
from ownpace.study.tasks import Task

#: How far a plan looks ahead. What finds no place until then is said not to fit.
DAYS_AHEAD = 2 * 366


@dataclass(frozen=True)
class Misfit:
    """Minutes of a task that find no place, out of all that are left of it."""

    task: Task
    minutes: int


@dataclass(frozen=True)
class Layout:
    """Every minute of the tasks is in one of the two."""

    sessions: tuple[Session, ...] = ()
    misfits: tuple[Misfit, ...] = ()


@dataclass(frozen=True)
class Remedy:
    """What would make all of it fit: so many ``minutes`` on the same days, or the same minutes on
    one more day of the week. Both are ``None`` when neither is enough."""

    minutes: int | None = None
    day: Weekday | None = None


def lay(tasks: Iterable[Task], habit: Habit, meetings: Sequence[Meeting], now: datetime) -> Layout:
    """One module after the other, in their order, as early as it may be. Minutes that find no place
    in time are left out, so that one late module does not make all that follow late as well."""
    free = spans(habit, meetings, now, DAYS_AHEAD)
    laid: list[Session] = []
    misfits: list[Misfit] = []
    since = now
    for task in tasks:
        found = _sessions(task, free, since)
        laid += found
        since = _end(found[-1]) if found else since
        if missing := task.minutes - sum(session.minutes for session in found):
            misfits.append(Misfit(task, missing))
    return Layout(tuple(laid), tuple(misfits))


def remedy(
    tasks: Sequence[Task], habit: Habit, meetings: Sequence[Meeting], now: datetime
) -> Remedy:
    """The least change to the habit that makes all tasks fit."""

    def fits(**changes: object) -> bool:
        return not lay(tasks, habit.model_copy(update=changes), meetings, now).misfits

    more = range(habit.minutes + 1, MOST_MINUTES + 1)
    # More minutes never make less fit, so the least that is enough can be searched by halves.
    least = more[bisect_right(more, False, key=lambda minutes: fits(minutes=minutes)) :]
    others = (day for day in WEEKDAYS if day not in habit.days)
    day = next((day for day in others if fits(days=(*habit.days, day))), None)
    return Remedy(least[0] if least else None, day)


def _sessions(task: Task, free: Sequence[Span], since: datetime) -> list[Session]:
    begin = max(since, task.opens or since)
    found: list[Session] = []
    left = task.minutes
    for span in free[bisect_right(free, begin, key=lambda span: span.end) :]:
        start, end = max(span.start, begin), min(span.end, task.by or span.end)
        minutes = min(left, (end - start) // MINUTE)
        if minutes > 0:
            found.append(Session(module=task.module, start=start, minutes=minutes))
            left -= minutes
        if not left or end < span.end:
            break
    return found


def _end(session: Session) -> datetime:
    return session.start + MINUTE * session.minutes
