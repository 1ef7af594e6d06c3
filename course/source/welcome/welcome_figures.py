"""The two figures of the module *welcome*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
from ipywidgets import interact

from ownpace.figures import present, slider

BLUE, ORANGE = "#0072B2", "#D55E00"
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
COURSE_MINUTES = 600
LAST_WEEK = 30


def show_course() -> None:
    """How long a course of ten hours takes at a pace that two sliders set."""
    interact(
        draw_course,
        sessions=slider("Sessions a week", 1, 7, 2),
        minutes=slider("Minutes in each session", 10, 90, 20, step=5),
    )


def show_week() -> None:
    """What one week looks like when its minutes are spread over more or fewer days."""
    interact(
        draw_week,
        total=slider("Minutes a week", 30, 300, 150, step=10),
        days=slider("Days you study on", 1, 7, 2),
    )


def draw_course(sessions: int, minutes: int) -> None:
    weekly = sessions * minutes
    needed = -(-COURSE_MINUTES // weekly)
    weeks = range(1, min(needed, LAST_WEEK) + 1)
    figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
    axes.bar(weeks, [min(week * weekly, COURSE_MINUTES) / 60 for week in weeks], color=BLUE)
    axes.axhline(COURSE_MINUTES / 60, color=ORANGE, linestyle="--")
    axes.text(0.5, COURSE_MINUTES / 60 + 0.2, "end of the course", color="black")
    axes.set(xlabel="Week", ylabel="Hours done so far", ylim=(0, 11.5))
    axes.set_xlim(0.3, max(10, len(weeks)) + 0.7)
    pace = f"{sessions} × {minutes} = {weekly} minutes a week"
    end = f"You reach 10 hours in week {needed}."
    if needed > LAST_WEEK:
        end += f" The chart stops at week {LAST_WEEK}."
    present(figure, "Bar chart of the hours done by the end of each week", f"{pace}. {end}")


def draw_week(total: int, days: int) -> None:
    chosen = [DAYS[position * 7 // days] for position in range(days)]
    each = total / days
    figure, axes = plt.subplots(figsize=(7, 3), layout="constrained")
    bars = axes.bar(DAYS, [each if day in chosen else 0 for day in DAYS], color=BLUE)
    axes.bar_label(bars, [f"{each:.0f}" if day in chosen else "" for day in DAYS])
    axes.set(ylabel="Minutes", ylim=(0, max(60, each * 1.15)))
    text = f"{total} minutes on {', '.join(chosen)}: {each:.1f} minutes each time."
    present(figure, "Bar chart of the minutes of study on each day of a week", text)
