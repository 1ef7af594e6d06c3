"""What is left of a course, in minutes, and what was planned of it against what is done."""

from __future__ import annotations

from datetime import time, timedelta

from ownpace.course import Course
from ownpace.progress import Progress, Record
from ownpace.study.model import Habit, Plan, Session
from ownpace.study.tasks import Task, minutes_left, tasks, unmeasured
from ownpace.study.week import Done, Week, since_saved, this_week
from tests.support.states import DAY, NOW, course, module, step

HALF = Record(started=True, done=frozenset({"one"}))
COMPLETE = Record(started=True, complete=True)


def steps() -> tuple[object, ...]:
    return step("one"), step("two"), step("three")


def work(made: Course, **records: Record) -> list[str]:
    return [task.module for task in tasks(made, Progress(modules=records), NOW)]


def test_minutes_left_are_those_of_steps_not_done() -> None:
    """In whole minutes; none of what is complete, all of what was not begun."""
    made = course(
        module("begun", minutes=50, steps=steps()),
        module("new", minutes=40),
        module("done", minutes=30, steps=steps()),
        module("untold"),
    )
    progress = Progress(modules={"begun": HALF, "done": COMPLETE})
    assert minutes_left(made, progress) == {"begun": 34, "new": 40, "done": 0, "untold": 0}
    assert [one.id for one in unmeasured(made, progress)] == ["untold"]


def test_what_is_planned() -> None:
    """What is asked of everybody, and what was begun; nothing that is closed; unreleased modules,
    too, for they will come."""
    made = course(
        module("core", minutes=10),
        module("extra", minutes=10, optional=True),
        module("begun", minutes=10, optional=True, steps=steps()),
        module("closed", minutes=10, closes=NOW),
        module("later", minutes=10, released=False, steps=()),
    )
    assert work(made, begun=HALF) == ["core", "begun", "later"]


def test_the_date_that_counts() -> None:
    """The due date; once it is past, the date on which the module closes."""
    made = course(
        module("a", minutes=10, opens=NOW - DAY, due=NOW + DAY, closes=NOW + 2 * DAY),
        module("b", minutes=10, due=NOW - DAY, closes=NOW + DAY),
        module("c", minutes=10, due=NOW - DAY),
    )
    assert tasks(made, Progress(), NOW) == (
        Task("a", "A", 10, NOW - DAY, NOW + DAY),
        Task("b", "B", 10, None, NOW + DAY),
        Task("c", "C", 10),
    )


PLAN = Plan(
    habit=Habit(days=("friday", "sunday"), minutes=30, at=time(18), zone="America/New_York"),
    saved=NOW - 7 * DAY,
    left={"a": 60, "b": 60},
    sessions=tuple(
        Session(module="a", start=NOW + timedelta(days=day), minutes=30) for day in (-7, -1, 2, 3)
    ),
)


def test_planned_against_done_this_week() -> None:
    """NOW is a Friday: Monday to Sunday in the zone of the plan, by the minutes of each session."""
    done = [Done(NOW - timedelta(days=5), 20), Done(NOW - DAY, 15), Done(NOW + DAY, 99)]
    assert this_week(PLAN, done, NOW) == Week(planned=60, by_now=30, done=15)


def test_planned_against_done_since_it_was_saved() -> None:
    """What is left now tells what was done; a module started over takes nothing from the others,
    nor does one that came to the course later."""
    assert since_saved(PLAN, {"a": 25, "b": 60}, NOW) == (60, 35)
    assert since_saved(PLAN, {"a": 90, "b": 50, "new": 40}, NOW) == (60, 10)
