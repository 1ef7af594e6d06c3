"""The two figures of the module *capstone*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact

from ownpace.figures import buttons, present, slider

BLUE, GREY = "#0072B2", "#595959"
GROUPS = ("module", "how sure", "weekday", "time of day")
SURE = ("guessing", "unsure", "sure")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
TIMES = ("before 12", "12 to 18", "18 to 21", "after 21")


def show_log(log: pd.DataFrame) -> None:
    """How many answers were right at once, for groups of your choice."""

    def draw(group: str, least: int) -> None:
        draw_log(log, group, least)

    interact(
        draw,
        group=buttons("Group by", GROUPS),
        least=slider("Fewest answers", 1, 30, 1),
    )


def show_luck() -> None:
    """How far luck alone moves the percentage of a log."""
    interact(
        draw_luck,
        answers=slider("Answers", 10, 200, 10, step=10),
        chance=slider("Right (percent)", 50, 90, 70, step=10),
    )


def draw_log(log: pd.DataFrame, group: str, least: int) -> None:
    keys, order = _keys(log, group)
    right = 100 * (log["misses"] == 0)
    table = right.groupby(keys).agg(["mean", "count"])
    table = table.reindex([name for name in order if name in table.index])
    shown = table[table["count"] >= least]
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    axes.bar(shown.index, shown["mean"], color=BLUE)
    for place, (percent, count) in enumerate(shown.itertuples(index=False)):
        axes.text(place, percent + 2, f"{count} answers", ha="center", fontsize=9)
    axes.axhline(right.mean(), linestyle="--", color=GREY)
    axes.set(ylim=(0, 115), ylabel="Right at once (percent)", xlabel=group.capitalize())
    axes.tick_params(axis="x", rotation=30)
    bars = [f"{name} {row['mean']:.0f} % ({row['count']:.0f})" for name, row in shown.iterrows()]
    text = (
        f"All {len(log)} answers: {right.mean():.0f} % right at once (dashed line). "
        f"By {group}: {', '.join(bars) or 'no group is that large'}."
    )
    present(figure, f"Bar chart: answers that were right at once, by {group}", text)


def draw_luck(answers: int, chance: int) -> None:
    rng = np.random.default_rng(5)
    percent = 100 * rng.binomial(answers, chance / 100, size=100_000) / answers
    low, high = np.percentile(percent, [2.5, 97.5])
    values, counts = np.unique(percent, return_counts=True)
    inside = (values >= low) & (values <= high)
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    share, width = 100 * counts / counts.sum(), 80 / answers
    axes.bar(values[inside], share[inside], width, color=BLUE, label="95 of 100 logs")
    axes.bar(values[~inside], share[~inside], width, color="white", edgecolor=GREY, label="others")
    axes.set(xlim=(-3, 103), xlabel="Right in one log (percent)", ylabel="Share of logs (percent)")
    axes.legend(loc="upper left")
    text = (
        f"In the long run {chance} % right, logs of {answers} answers: about 95 of 100 such logs "
        f"show between {low:.0f} % and {high:.0f} %, by luck alone. "
        f"That is a range of {high - low:.0f} points."
    )
    present(figure, "Bar chart of the percentages that luck gives to many logs", text)


def _keys(log: pd.DataFrame, group: str) -> tuple[pd.Series, list[str]]:
    """The group of each answer, and all groups in their order."""
    if group == "module":
        return log["module"], list(log["module"].unique())
    if group == "how sure":
        return log["sure"], list(SURE)
    if group == "weekday":
        return log["at"].dt.day_name(), list(DAYS)
    places = pd.cut(log["at"].dt.hour, [-1, 11, 17, 20, 23], labels=list(TIMES))
    return places.astype(object), list(TIMES)
