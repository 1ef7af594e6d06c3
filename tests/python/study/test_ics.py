"""A plan as a calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from ownpace.course import Course
from ownpace.course.model import Meeting
from ownpace.study.ics import calendar_file
from ownpace.study.laying import lay
from ownpace.study.model import Habit, Plan, Session
from ownpace.study.tasks import Task
from tests.support.states import course, module

from .strategies import NOW, habits, meetings, task_lists

HABIT = Habit(days=("monday",), minutes=30)
ONE = (Session(module="a", start=NOW + timedelta(days=1), minutes=25),)


def events(content: bytes) -> dict[str, Event]:
    found = Calendar.from_ical(content).walk("VEVENT")
    by_uid = {str(event["uid"]): event for event in found}
    assert len(by_uid) == len(found), "each event has a UID of its own"
    return by_uid


def made(course: Course, sessions: tuple[Session, ...] = ONE, goal: str = "") -> bytes:
    return calendar_file(course, Plan(habit=HABIT, goal=goal, saved=NOW, sessions=sessions), NOW)


@settings(max_examples=50, deadline=None)
@given(task_lists(), habits, meetings)
def test_a_round_trip_keeps_every_session(
    tasks: list[Task], habit: Habit, busy: list[Meeting]
) -> None:
    """What a calendar reads is what was laid, at the same instants, and each once."""
    laid = lay(tasks, habit, busy, NOW).sessions
    plan = Plan(habit=habit, saved=NOW, sessions=laid)
    content = calendar_file(course(module("m0"), meetings=tuple(busy)), plan, NOW)
    study = [e for e in events(content).values() if str(e["summary"]).startswith("Study: ")]
    times = {(event["dtstart"].dt, event["dtend"].dt) for event in study}
    assert times == {(s.start, s.start + timedelta(minutes=s.minutes)) for s in laid}
    assert len(study) == len(laid)


@given(st.text(), st.text(max_size=500))
def test_any_text_can_be_in_it(title: str, goal: str) -> None:
    """A title is one line; a goal keeps its words; neither can begin an event of its own."""
    found = events(made(course(module("a", title=f"x{title}")), goal=goal))
    (event,) = found.values()
    assert "\n" not in str(event["summary"])


def test_texts_are_escaped() -> None:
    """Whatever has a meaning in the format is only text."""
    goal = "BEGIN:VEVENT\nUID:mine; a, b \\ c"
    (event,) = events(made(course(module("a")), goal=goal)).values()
    assert str(event["description"]) == goal


def test_meetings_and_dates_to_come_are_in_it() -> None:
    """With their links; what is past is not."""
    to_come = Meeting(at=NOW + timedelta(days=1), minutes=45, title="Hour", link="https://a.b/c")
    past = to_come.model_copy(update={"at": NOW - timedelta(days=1)})
    due = NOW + timedelta(days=3)
    found = events(
        made(
            course(
                module("a", due=due),
                module("b", due=NOW - timedelta(days=1)),
                meetings=(to_come, past, to_come),
            ),
            sessions=(),
        )
    )
    said = sorted((str(event["summary"]), event["dtstart"].dt) for event in found.values())
    assert said == [("Due: A", due), ("Hour", to_come.at)]
    assert any(str(event.get("url")) == "https://a.b/c" for event in found.values())


def test_uids_are_stable() -> None:
    """The same day of the same module is the same event, when the plan is made anew at another
    hour and with other minutes: a calendar then changes it."""
    first = events(made(course(module("a"))))
    moved = tuple(
        s.model_copy(update={"start": s.start + timedelta(hours=1), "minutes": 10}) for s in ONE
    )
    again = events(made(course(module("a", title="Renamed")), sessions=moved))
    assert set(first) == set(again) == {"2027-03-11-a-1.c@ownpace"}
    assert isinstance(next(iter(again.values()))["dtstart"].dt, datetime)
