"""What a learner is reminded of: what is due soon, and what was planned for today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Literal

from pydantic import Field

from ownpace.models import Instant, Model
from ownpace.progress.model import CourseState
from ownpace.study.model import Session

SOON = timedelta(hours=48)


class Reminder(Model):
    """A module that is due within :data:`SOON`, or minutes of one that are planned for today."""

    kind: Literal["due", "planned"]
    module: str
    title: str
    at: Instant
    minutes: int = Field(default=0, description="that are planned")


def reminders(state: CourseState, today: Iterable[Session], now: datetime) -> tuple[Reminder, ...]:
    """What is due first, then what is planned for ``today``. What is complete, handed in or locked
    reminds nobody, and what is overdue is said beside its module."""
    return (*sorted(_due(state, now), key=lambda reminder: reminder.at), *_planned(state, today))


def _due(state: CourseState, now: datetime) -> Iterator[Reminder]:
    for module in state.modules:
        due = module.time.due
        waits = module.time.kind == "due" and module.access.kind == "open"
        if due and waits and due - now <= SOON and not module.optional:
            yield Reminder(kind="due", module=module.id, title=module.title, at=due)


def _planned(state: CourseState, today: Iterable[Session]) -> Iterator[Reminder]:
    titles = {m.id: m.title for m in state.modules if m.work.kind != "complete"}
    for session in today:
        if session.module in titles:
            yield Reminder(
                kind="planned",
                module=session.module,
                title=titles[session.module],
                at=session.start,
                minutes=session.minutes,
            )
