"""What a plan means today: what is left of the course, laid over the days to come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from ownpace.course.model import Course
from ownpace.progress.model import Progress
from ownpace.study import words
from ownpace.study.laying import lay, remedy
from ownpace.study.model import Habit, Plan
from ownpace.study.tasks import minutes_left, tasks, unmeasured
from ownpace.study.week import since_saved


@dataclass(frozen=True)
class Entry:
    """A line of the calendar. A due date takes no minutes."""

    kind: Literal["study", "meeting", "due"]
    at: datetime
    minutes: int
    title: str


@dataclass(frozen=True)
class Outlook:
    """A plan laid anew. ``problems`` say what does not fit, and what would help; ``so_far`` sets
    what was planned against what is done."""

    plan: Plan
    entries: tuple[Entry, ...]
    summary: str
    so_far: str
    problems: tuple[str, ...]


def new_plan(course: Course, progress: Progress, habit: Habit, goal: str, now: datetime) -> Plan:
    """What is kept when a learner decides on a habit."""
    laid = lay(tasks(course, progress, now), habit, course.meetings, now)
    left = minutes_left(course, progress)
    return Plan(habit=habit, goal=goal, saved=now, left=left, sessions=laid.sessions)


def outlook(course: Course, progress: Progress, plan: Plan, now: datetime) -> Outlook:
    """The plan from ``now`` on, whatever was missed or done since it was saved."""
    todo, zone = tasks(course, progress, now), plan.habit.zone
    laid = lay(todo, plan.habit, course.meetings, now)
    anew = plan.model_copy(update={"sessions": laid.sessions})
    help_ = remedy(todo, plan.habit, course.meetings, now) if laid.misfits else None
    untold = words.unmeasured_in_words(unmeasured(course, progress))
    misfits = words.misfits_in_words(laid.misfits, help_, zone) if help_ else ()
    return Outlook(
        plan=anew,
        entries=tuple(sorted(_entries(course, anew, now), key=lambda entry: entry.at)),
        summary=words.summary_in_words(laid.sessions, bool(laid.misfits), zone),
        so_far=words.so_far_in_words(*since_saved(plan, minutes_left(course, progress), now)),
        problems=(*misfits, *([untold] if untold else [])),
    )


def _entries(course: Course, plan: Plan, now: datetime) -> Iterator[Entry]:
    titles = {module.id: module.title for module in course.modules}
    for session in plan.sessions:
        yield Entry("study", session.start, session.minutes, titles[session.module])
    for meeting in course.meetings:
        if meeting.at >= now:
            yield Entry("meeting", meeting.at, meeting.minutes, meeting.title)
    for module in course.modules:
        if module.due and module.due >= now:
            yield Entry("due", module.due, 0, module.title)
