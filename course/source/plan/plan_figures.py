"""The two figures of the module *plan*. You may read this file, but you do not need to."""

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
from ipywidgets import interact
from matplotlib.axes import Axes

from ownpace.figures import present, slider

BLUE, ORANGE, GREEN = "#0072B2", "#D55E00", "#009E73"
JOB_MINUTES, JOB_DAYS = 360, 7


def show_stretch(planned: Sequence[float], real: Sequence[float]) -> None:
    """How many tasks of a log would have fitted, had each plan been stretched by one factor."""
    interact(
        lambda stretch: draw_stretch(planned, real, stretch),
        stretch=slider("Stretch every plan by", 1.0, 2.5, 1.0, step=0.1),
    )


def show_finish() -> None:
    """On which day a job is done that was planned as 240 minutes and takes half as long again."""
    interact(draw_finish, daily=slider("Minutes a day", 20, 120, 30, step=5))


def draw_stretch(planned: Sequence[float], real: Sequence[float], stretch: float) -> None:
    # Products such as 1.3 * 50 fall a hair short of the whole number that a person would get.
    tasks = list(zip(planned, real, strict=True))
    fitted = [(plan, took) for plan, took in tasks if took <= round(plan * stretch, 6)]
    others = [task for task in tasks if task not in fitted]
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    _marks(axes, fitted, color=GREEN, marker="o", label="fitted into the plan")
    _marks(axes, others, color=ORANGE, marker="X", label="took longer")
    longest = max(planned) * 1.1
    axes.plot([0, longest], [0, longest * stretch], color=BLUE, label="planned time × stretch")
    axes.set(xlabel="Planned minutes", ylabel="Real minutes", xlim=(0, longest))
    axes.set_ylim(0, max(real) * 1.1)
    axes.legend(loc="upper left")
    text = (
        f"With every plan × {stretch:.1f}, {len(fitted)} of {len(tasks)} tasks fit into their time."
    )
    present(figure, "Dots for the planned and real minutes of each task, and a line", text)


def draw_finish(daily: int) -> None:
    work, days = JOB_MINUTES, JOB_DAYS
    left = [max(0, work - day * daily) for day in range(days + 1)]
    figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    bars = axes.bar(range(days + 1), left, color=BLUE)
    axes.bar_label(bars)
    axes.set(xlabel="Evening of day (0: before you start)", ylabel="Minutes still to do")
    axes.set(ylim=(0, work * 1.15), xticks=range(days + 1))
    if left[-1]:
        end = f"After {days} days {left[-1]} minutes are left: too late."
    else:
        done = left.index(0)
        end = f"Done on day {done}, with {days - done} of {days} days to spare."
    text = f"{daily} minutes a day. {end}"
    present(figure, "Bar chart of the minutes still to do each evening", text)


def _marks(axes: Axes, tasks: Sequence[tuple[float, float]], **style: Any) -> None:
    if tasks:
        planned, real = zip(*tasks, strict=True)
        axes.scatter(planned, real, s=70, zorder=3, **style)
