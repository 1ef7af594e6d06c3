"""Laying a course over the calendar: whatever the habit, the dates and the meetings are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import given, settings

from ownpace.course.model import Meeting
from ownpace.study.calendar import local_day
from ownpace.study.laying import Layout, Misfit, Remedy, lay, remedy
from ownpace.study.model import WEEKDAYS, Habit, Session
from ownpace.study.tasks import Task

from .strategies import NOW, habits, meetings, task_lists

LONDON = Habit(days=("monday", "wednesday"), minutes=30, at=time(18), zone="Europe/London")


def end(session: Session) -> datetime:
    return session.start + timedelta(minutes=session.minutes)


def minutes_by_day(sessions: Iterable[Session], zone: str) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for session in sessions:
        found[local_day(session.start, zone)] += session.minutes
    return found


@given(task_lists(), habits, meetings)
def test_every_minute_is_laid_or_said_not_to_fit(
    tasks: list[Task], habit: Habit, busy: list[Meeting]
) -> None:
    """Of each module, none lost and none twice."""
    found = lay(tasks, habit, busy, NOW)
    missing = {misfit.task.module: misfit.minutes for misfit in found.misfits}
    for task in tasks:
        laid = sum(s.minutes for s in found.sessions if s.module == task.module)
        assert laid + missing.get(task.module, 0) == task.minutes
        assert missing.get(task.module, 1) > 0


@given(task_lists(), habits, meetings)
def test_no_day_exceeds_its_minutes(tasks: list[Task], habit: Habit, busy: list[Meeting]) -> None:
    """Only the chosen days have any, and a meeting that is asked of everybody takes its own."""
    found = lay(tasks, habit, busy, NOW)
    for day, minutes in minutes_by_day(found.sessions, habit.zone).items():
        asked = (m for m in busy if not m.optional and local_day(m.at, habit.zone) == day)
        assert minutes + sum(meeting.minutes for meeting in asked) <= habit.minutes
        assert WEEKDAYS[day.weekday()] in habit.days


@given(task_lists(), habits, meetings)
def test_nothing_before_it_opens_or_after_its_date(
    tasks: list[Task], habit: Habit, busy: list[Meeting]
) -> None:
    """Nor before now, nor into the next day."""
    by_module = {task.module: task for task in tasks}
    for session in lay(tasks, habit, busy, NOW).sessions:
        task = by_module[session.module]
        assert session.start >= NOW
        assert task.opens is None or task.opens <= session.start
        assert task.by is None or end(session) <= task.by
        last = end(session) - timedelta(minutes=1)
        assert local_day(session.start, habit.zone) == local_day(last, habit.zone)


@given(task_lists(), habits, meetings)
def test_the_order_of_modules_is_kept(tasks: list[Task], habit: Habit, busy: list[Meeting]) -> None:
    """One after the other, and no two sessions at once."""
    found = lay(tasks, habit, busy, NOW).sessions
    assert [s.module for s in found] == sorted(s.module for s in found)
    assert all(end(a) <= b.start for a, b in pairwise(found))


@given(task_lists(), habits, meetings)
def test_meetings_are_left_free(tasks: list[Task], habit: Habit, busy: list[Meeting]) -> None:
    """Optional ones, too: a learner may want to go."""
    for session in lay(tasks, habit, busy, NOW).sessions:
        for meeting in busy:
            over = meeting.at + timedelta(minutes=meeting.minutes)
            assert end(session) <= meeting.at or over <= session.start


@settings(max_examples=25, deadline=None)
@given(task_lists(), habits, meetings)
def test_what_is_said_to_help_helps(tasks: list[Task], habit: Habit, busy: list[Meeting]) -> None:
    """All fits then, and one minute less would not be enough."""
    if not lay(tasks, habit, busy, NOW).misfits:
        return
    found = remedy(tasks, habit, busy, NOW)
    if found.day:
        longer = habit.model_copy(update={"days": (*habit.days, found.day)})
        assert not lay(tasks, longer, busy, NOW).misfits
    if found.minutes:
        for minutes, fits in {found.minutes: True, found.minutes - 1: False}.items():
            more = habit.model_copy(update={"minutes": minutes})
            assert (not lay(tasks, more, busy, NOW).misfits) is fits


def test_a_plan_by_hand() -> None:
    """Twice a week for half an hour: what is left of a day goes to the next module."""
    tasks = [Task("a", "A", 45), Task("b", "B", 20)]
    found = lay(tasks, LONDON, [], NOW)
    assert [(s.module, f"{s.start:%m-%d %H:%M}", s.minutes) for s in found.sessions] == [
        ("a", "03-10 18:00", 30),
        ("a", "03-15 18:00", 15),
        ("b", "03-15 18:15", 15),
        ("b", "03-17 18:00", 5),
    ]


def test_the_clock_is_the_learners() -> None:
    """Six o'clock stays six o'clock when summer time begins; a due date in another zone holds."""
    tokyo_midnight = datetime(2027, 3, 31, 15, tzinfo=UTC)
    found = lay([Task("a", "A", 300, by=tokyo_midnight)], LONDON, [], NOW)
    assert [f"{s.start:%m-%d %H:%M}" for s in found.sessions][-2:] == ["03-24 18:00", "03-29 17:00"]
    assert found.misfits == (Misfit(Task("a", "A", 300, by=tokyo_midnight), 120),)


def test_todays_time_may_be_past() -> None:
    """Then the plan begins with the next day."""
    evening = NOW.replace(hour=18, minute=1)
    (first, *_) = lay([Task("a", "A", 30)], LONDON, [], evening).sessions
    assert first.start == datetime(2027, 3, 15, 18, tzinfo=UTC)


def test_a_missed_week_is_laid_anew() -> None:
    """The same minutes, a week later, and what does not fit any more is said."""
    due = datetime(2027, 3, 25, tzinfo=UTC)
    task = Task("a", "A", 120, by=due)
    assert lay([task], LONDON, [], NOW).misfits == ()
    later = lay([task], LONDON, [], NOW + timedelta(weeks=1))
    assert later.misfits == (Misfit(task, 30),)
    assert remedy([task], LONDON, [], NOW + timedelta(weeks=1)) == Remedy(40, "tuesday")


def test_one_late_module_does_not_make_the_next_late() -> None:
    """What cannot be in time is left out; the days after its date are the next module's."""
    late = Task("a", "A", 600, by=datetime(2027, 3, 12, tzinfo=UTC))
    found = lay([late, Task("b", "B", 30)], LONDON, [], NOW)
    assert [(s.module, s.start.day) for s in found.sessions] == [("a", 10), ("b", 15)]


def test_a_task_without_end_does_not_hang() -> None:
    """A plan looks two years ahead, and says what is left then."""
    found = lay([Task("a", "A", 10**9)], LONDON, [], NOW)
    assert found.misfits[0].minutes == 10**9 - sum(s.minutes for s in found.sessions)
    assert remedy([Task("a", "A", 10**9)], LONDON, [], NOW) == Remedy()


def test_nothing_to_do_is_a_plan() -> None:
    """An empty one."""
    assert lay([], LONDON, [], NOW) == Layout()
