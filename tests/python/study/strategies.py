"""Habits, tasks and meetings, as hypothesis makes them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from ownpace.course.model import Meeting
from ownpace.study.model import WEEKDAYS, Habit
from ownpace.study.tasks import Task

NOW = datetime(2027, 3, 10, 12, tzinfo=UTC)  # a Wednesday, before clocks change on both continents
ZONES = ("UTC", "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Kiritimati")

habits = st.builds(
    Habit,
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1).map(tuple),
    minutes=st.integers(5, 240),
    at=st.times().map(lambda at: time(at.hour, at.minute)),
    zone=st.sampled_from(ZONES),
)
moments = st.integers(-20_000, 60_000).map(lambda minutes: NOW + timedelta(minutes=minutes))
meetings = st.lists(
    st.builds(
        Meeting, at=moments, minutes=st.integers(1, 600), title=st.text(), optional=st.booleans()
    ),
    max_size=5,
)


@st.composite
def task_lists(draw: st.DrawFn) -> list[Task]:
    return [
        Task(
            f"m{number}",
            f"Module {number}",
            draw(st.integers(1, 400)),
            draw(st.none() | moments),
            draw(st.none() | moments),
        )
        for number in range(draw(st.integers(0, 5)))
    ]
