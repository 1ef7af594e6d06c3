"""Planned against done: what a plan asked for until now, and what was done of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ownpace.course.model import Course, Module
from ownpace.progress.model import Progress, Record
from ownpace.study.calendar import MINUTE, local_day
from ownpace.study.model import Plan, Session


@dataclass(frozen=True)
class Done:
    """Minutes of the course that were done at a moment, as by completing a step."""

    at: datetime
    minutes: int


@dataclass(frozen=True)
class Week:
    """Minutes of one week, Monday to Sunday: all that is planned in it, what of that should be done
    by now, and what is done."""

    planned: int
    by_now: int
    done: int


def this_week(plan: Plan, done: Iterable[Done], now: datetime) -> Week:
    """The week of ``now`` in the zone of the plan; days before the plan was saved ask nothing."""
    zone = plan.habit.zone
    today = local_day(now, zone)
    monday = today - timedelta(days=today.weekday())

    def is_in_it(moment: datetime) -> bool:
        return monday <= local_day(moment, zone) < monday + timedelta(weeks=1)

    planned = [session for session in plan.sessions if is_in_it(session.start)]
    return Week(
        planned=sum(session.minutes for session in planned),
        by_now=sum(s.minutes for s in planned if s.start + MINUTE * s.minutes <= now),
        done=sum(one.minutes for one in done if is_in_it(one.at) and one.at <= now),
    )


def done_in(course: Course, progress: Progress) -> Iterator[Done]:
    """What was done when: each finished step is worth its part of its module's minutes."""
    for module in course.modules:
        record = progress.modules.get(module.id, Record())
        if module.minutes and module.steps:
            yield from _parts(module, module.minutes, record)


def planned_today(plan: Plan, left: Mapping[str, int], now: datetime) -> tuple[Session, ...]:
    """The sessions of today, in the zone of the plan, of modules with something ``left`` to do."""
    zone = plan.habit.zone
    today = local_day(now, zone)
    return tuple(
        session
        for session in plan.sessions
        if left.get(session.module) and local_day(session.start, zone) == today
    )


def since_saved(plan: Plan, left: Mapping[str, int], now: datetime) -> tuple[int, int]:
    """The minutes that should be done by now since the plan was saved, and those that are. ``left``
    are the minutes left of each module now; starting a module over takes nothing away."""
    ended = [s.minutes for s in plan.sessions if s.start + MINUTE * s.minutes <= now]
    done = [max(0, plan.left.get(module, 0) - minutes) for module, minutes in left.items()]
    return sum(ended), sum(done)


def _parts(module: Module, minutes: int, record: Record) -> Iterator[Done]:
    """Whole minutes, which together are the module's whatever the number of its steps."""
    count = len(module.steps)
    finished = sorted(at for step in module.steps if (at := record.finished.get(step.id)))
    for number, at in enumerate(finished):
        yield Done(at, minutes * (number + 1) // count - minutes * number // count)
