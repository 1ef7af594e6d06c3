"""What the panel draws, put together from one look at the desk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from ownpace.course.correcting import Update
from ownpace.course.model import Announcement, Course, Meeting
from ownpace.errors import OwnpaceError
from ownpace.progress.model import CourseState
from ownpace.server.desk import Desk, View
from ownpace.server.studying import studying
from ownpace.server.wire import Panel, Problem


def panel(desk: Desk, view: View, now: datetime) -> Panel:
    """The whole reply for ``view`` at the moment ``now``. Touches no disk."""
    course, evidence = view.course, view.findings.evidence
    state = view.state(now)
    return Panel(
        mode=desk.channel.mode,
        course_folder=desk.server_path,
        courses=desk.choices(),
        learner=desk.learner(view.progress),
        state=state,
        announcements=_announced(course, now),
        meetings=_to_come(course.meetings, now),
        support=course.support,
        studying=studying(view, state, now),
        notebooks={
            module.id: desk.on_server(desk.folder.notebook(module))
            for module in course.modules
            if evidence[module.id].fetched
        },
        updates=_updates(view, state),
        problems={name: problem(p) for name, p in view.findings.problems.items()},
        questions=dict(view.inquiries.states()),
        notices=tuple(problem(notice) for notice in (*view.notices, *view.inquiries.problems)),
    )


def problem(error: OwnpaceError) -> Problem:
    return Problem(code=error.code, message=error.message, hint=error.hint)


def _updates(view: View, state: CourseState) -> dict[str, Update]:
    """Nobody needs the corrections of a module that counts no more."""
    closed = {module.id for module in state.modules if module.access.kind == "closed"}
    return {name: update for name, update in view.updates.items() if name not in closed}


def _announced(course: Course, now: datetime) -> tuple[Announcement, ...]:
    shown = (a for a in course.announcements if a.on <= now)
    return tuple(sorted(shown, key=lambda a: a.on, reverse=True))


def _to_come(meetings: Iterable[Meeting], now: datetime) -> tuple[Meeting, ...]:
    ahead = (m for m in meetings if m.at + timedelta(minutes=m.minutes) > now)
    return tuple(sorted(ahead, key=lambda m: m.at))
