"""What a learner is reminded of."""

from __future__ import annotations

from datetime import timedelta

from ownpace.progress import Evidence, Progress, course_state
from ownpace.study.model import Session
from ownpace.study.reminding import reminders
from tests.support.states import DAY, NOW, all_right, course, module

HOUR = timedelta(hours=1)


def test_what_is_due_within_two_days() -> None:
    """The nearest first; nothing that is later, over, handed in, locked or optional."""
    made = course(
        module("soon", due=NOW + 48 * HOUR),
        module("sooner", due=NOW + HOUR),
        module("later", due=NOW + 49 * HOUR),
        module("over", due=NOW - HOUR),
        module("done", due=NOW + HOUR),
        module("locked", due=NOW + HOUR, requires=("soon",)),
        module("extra", due=NOW + HOUR, optional=True),
    )
    state = course_state(made, {"done": all_right(made.modules[4])}, Progress(), NOW)
    assert [(one.kind, one.module) for one in reminders(state, (), NOW)] == [
        ("due", "sooner"),
        ("due", "soon"),
    ]


def test_what_was_planned_for_today() -> None:
    """With its minutes, unless the module is complete or left the course."""
    made = course(module("begun"), module("done"))
    seen = {"begun": Evidence(fetched=True), "done": all_right(made.modules[1])}
    today = [Session(module=name, start=NOW, minutes=30) for name in ("begun", "done", "gone")]
    state = course_state(made, seen, Progress(), NOW + DAY)
    [found] = reminders(state, today, NOW)
    assert (found.kind, found.title, found.minutes) == ("planned", "Begun", 30)
