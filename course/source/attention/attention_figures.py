"""The two figures of the module *attention*. You may read this file, but you do not need to."""

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
from ipywidgets import interact

from ownpace.figures import buttons, present, slider

BLUE, ORANGE = "#0072B2", "#D55E00"
SESSIONS = pd.read_csv(Path(__file__).with_name("sessions.csv"))
SESSIONS["exercises an hour"] = SESSIONS["exercises"] / SESSIONS["minutes"] * 60
SHOWN = ("exercises", "exercises an hour", "minutes", "strain")
#: How often a session was interrupted: from, up to, and in words.
OFTEN = ((0, 0, "without interruptions"), (1, 2, "with 1 or 2"), (3, 99, "with 3 or more"))
BASE = 60  #: points, taught with words and not as one prefers
WAYS = ("pictures", "words")


def show_sessions() -> None:
    """What goes with interruptions in the table of sessions."""
    interact(
        draw_sessions,
        shown=buttons("What is drawn", SHOWN),
        time=buttons("Time of day", ("all", "morning", "afternoon", "evening")),
    )


def show_crossing() -> None:
    """When the lines of learning styles would cross."""
    interact(
        draw_crossing,
        everybody=slider("Pictures help everybody by", 0, 15, 6),
        matched=slider("Matching helps by", 0, 15, 2),
    )


def draw_sessions(shown: str, time: str) -> None:
    rows = SESSIONS if time == "all" else SESSIONS[SESSIONS["time"] == time]
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.scatter(rows["interruptions"], rows[shown], color=BLUE, alpha=0.7, label="a session")
    said = []
    for least, most, words in OFTEN:
        group = rows[rows["interruptions"].between(least, most)]
        if group.empty:
            said.append(f"{words} there are none")
            continue
        mean = group[shown].mean()
        ends = [least - 0.3, min(most, SESSIONS["interruptions"].max()) + 0.3]
        axes.plot(ends, [mean, mean], color=ORANGE, linewidth=3)
        said.append(f"{words} {mean:.1f}")
    axes.plot([], [], color=ORANGE, linewidth=3, label="mean of 0, 1 or 2, 3 or more")
    axes.set(xlabel="Interruptions in the session", ylabel=shown.capitalize())
    axes.set(xlim=(-0.6, 6.6), ylim=(0, SESSIONS[shown].max() * 1.15))
    axes.legend(loc="upper left")
    which = "all times of day" if time == "all" else f"the {time}"
    text = f"{shown.capitalize()}, {len(rows)} sessions, {which}. On average: {', '.join(said)}."
    present(figure, "Dots for the sessions by their interruptions, and lines for the means", text)


def draw_crossing(everybody: int, matched: int) -> None:
    gains = {"pictures": everybody, "words": 0}
    scores = {
        prefers: [BASE + gains[way] + matched * (way == prefers) for way in WAYS]
        for prefers in WAYS
    }
    figure, axes = plt.subplots(figsize=(7, 3.8), layout="constrained")
    styles = {"pictures": (BLUE, "o", "-"), "words": (ORANGE, "s", "--")}
    for prefers, (color, marker, line) in styles.items():
        style = {"color": color, "marker": marker, "linestyle": line, "markersize": 9}
        axes.plot(WAYS, scores[prefers], label=f"prefer {prefers}", **style)
    axes.set(xlabel="Taught with", ylabel="Mean score", ylim=(50, 95), xlim=(-0.3, 1.3))
    axes.legend(loc="upper right")
    best = {prefers: _best(*scores[prefers]) for prefers in WAYS}
    crossed = best == {way: way for way in WAYS}
    text = (
        f"Those who prefer pictures: {scores['pictures'][0]} with pictures, "
        f"{scores['pictures'][1]} with words. Those who prefer words: {scores['words'][0]} with "
        f"pictures, {scores['words'][1]} with words. "
        + ("Each group learns more its own way." if crossed else _without(best))
    )
    present(figure, "Two lines: the scores of both groups, by how they were taught", text)


def _best(pictures: int, words: int) -> str:
    if pictures == words:
        return ""
    return "pictures" if pictures > words else "words"


def _without(best: dict[str, str]) -> str:
    """Why the result is none that speaks for learning styles."""
    ways = set(best.values())
    if ways == {"pictures"}:
        return "Both groups learn more with pictures."
    return "Not each group learns more its own way."
