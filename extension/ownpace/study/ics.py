"""A plan as a calendar file (RFC 5545), which every calendar program reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ownpace.course.model import Course, Meeting
from ownpace.study.calendar import MINUTE, local_day
from ownpace.study.model import Plan, Session

if TYPE_CHECKING:
    from icalendar import Event


def calendar_file(course: Course, plan: Plan, now: datetime) -> bytes:
    """The sessions of the plan, and the course's meetings and due dates that are still to come.

    Each event's UID follows from what it is, so that a calendar that is given a newer file changes
    its events instead of showing them twice.
    """
    from icalendar import Calendar  # takes longer to import than all activities together

    calendar = Calendar()
    calendar.add("prodid", "-//Ownpace//Study plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _line(course.title))
    for event in (*_sessions(course, plan, now), *_meetings(course, now), *_dues(course, now)):
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _sessions(course: Course, plan: Plan, now: datetime) -> Iterator[Event]:
    titles = {module.id: module.title for module in course.modules}
    for session, uid in _numbered(plan.sessions, plan.habit.zone):
        event = _event(course, uid, f"Study: {titles.get(session.module, session.module)}", now)
        event.add("dtstart", session.start.astimezone(UTC))
        event.add("dtend", (session.start + MINUTE * session.minutes).astimezone(UTC))
        if plan.goal:
            event.add("description", plan.goal)
        yield event


def _meetings(course: Course, now: datetime) -> Iterator[Event]:
    for meeting in _once(course.meetings):
        if meeting.at < now:
            continue
        event = _event(course, f"meeting-{_digest(meeting)}", meeting.title, now)
        event.add("dtstart", meeting.at.astimezone(UTC))
        event.add("dtend", (meeting.at + MINUTE * meeting.minutes).astimezone(UTC))
        if meeting.link:
            event.add("url", meeting.link)
        yield event


def _dues(course: Course, now: datetime) -> Iterator[Event]:
    for module in course.modules:
        if module.due and module.due >= now:
            event = _event(course, f"due-{module.id}", f"Due: {module.title}", now)
            event.add("dtstart", module.due.astimezone(UTC))
            event.add("transp", "TRANSPARENT")
            yield event


def _event(course: Course, name: str, summary: str, now: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"{name}.{course.id}@ownpace")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("summary", _line(summary))
    return event


def _numbered(sessions: Iterable[Session], zone: str) -> Iterator[tuple[Session, str]]:
    """Each session with a name of its own: its module, its day, and which it is on that day."""
    seen: dict[str, int] = {}
    for session in sessions:
        name = f"{local_day(session.start, zone)}-{session.module}"
        seen[name] = seen.get(name, 0) + 1
        yield session, f"{name}-{seen[name]}"


def _once(meetings: Iterable[Meeting]) -> Iterable[Meeting]:
    return {_digest(meeting): meeting for meeting in meetings}.values()


def _digest(meeting: Meeting) -> str:
    about = f"{meeting.at.astimezone(UTC):%Y%m%dT%H%M%S} {meeting.title}"
    return hashlib.sha256(about.encode(errors="replace")).hexdigest()[:16]


def _line(text: str) -> str:
    """Text on one line, without the control characters that no calendar may hold."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
