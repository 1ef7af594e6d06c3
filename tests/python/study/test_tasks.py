"""What is left of a course, in minutes, and what was planned of it against what is done."""

from __future__ import annotations

from datetime import time, timedelta

from ownpace.course import Course
from ownpace.progress import Progress, Record
from ownpace.study.model import Habit, Plan, Session
from ownpace.study.tasks import Task, minutes_left, tasks, unmeasured
from ownpace.study.week import Done, Week, done_in, planned_today, since_saved, this_week
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


def test_finished_steps_are_worth_their_part_of_the_module() -> None:
    """Together all of its minutes, whatever the number of steps; nothing of steps without dates."""
    made = course(module("m", minutes=50, steps=steps()), module("untold", steps=steps()))
    dates = {name: NOW + DAY * n for n, name in enumerate(("two", "one", "three"))}
    records = {name: Record(finished=dates) for name in ("m", "untold")}
    done = list(done_in(made, Progress(modules=records)))
    assert [one.at for one in done] == sorted(dates.values())
    assert [one.minutes for one in done] == [16, 17, 17]
    assert list(done_in(made, Progress(modules={"m": HALF}))) == []


def test_what_is_planned_for_today() -> None:
    """Sessions of this day in the zone of the plan, but for modules with nothing left."""
    late = Habit(days=("friday",), minutes=30, at=time(23), zone="Asia/Tokyo")
    sessions = tuple(
        Session(module=name, start=NOW + timedelta(hours=hours), minutes=30)
        for name, hours in (("a", 1), ("a", 4), ("b", 1), ("done", 1))
    )
    plan = Plan(habit=late, saved=NOW - DAY, sessions=sessions)
    found = planned_today(plan, {"a": 20, "b": 5, "done": 0}, NOW)
    assert [(one.module, one.start) for one in found] == [
        ("a", NOW + timedelta(hours=1)),
        ("b", NOW + timedelta(hours=1)),
    ]
