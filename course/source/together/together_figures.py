"""The two figures of the module *together*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib.axes import Axes

from ownpace.figures import buttons, choice, present, slider

#: Colours that differ for all kinds of colour vision, and a line style for those who see none.
TRIED = {"yes": ("#0072B2", "-"), "no": ("#D55E00", "--")}
BLUE, GREY = "#0072B2", "#8a8a8a"
NOBODY = "nobody"
LEFT, INNER = "left: all questions", "inner: those with a reply"


def show_waits(questions: pd.DataFrame, replies: pd.DataFrame) -> None:
    """How many questions had a reply after some hours, by the kind of join."""

    def draw(hours: int, how: str) -> None:
        draw_waits(questions, replies, hours, how)

    interact(
        draw,
        hours=slider("Hours", 1, 72, 12),
        how=buttons("Join", (LEFT, INNER)),
    )


def show_network(joined: pd.DataFrame) -> None:
    """Who replied to whom, with and without those who reply most."""

    def draw(person: str, without: int) -> None:
        draw_network(joined, person, without)

    interact(
        draw,
        person=choice("Look at", [NOBODY, *everybody(joined)]),
        without=slider("Busiest left out", 0, 6, 0),
    )


def draw_waits(questions: pd.DataFrame, replies: pd.DataFrame, hours: int, how: str) -> None:
    first = replies.groupby("question")["hours"].min()
    waits = questions.merge(first, on="question", how="left" if how == LEFT else "inner")
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    parts = []
    for tried, (color, line) in TRIED.items():
        group = waits.loc[waits["tried"] == tried, "hours"]
        times = np.arange(73)
        share = [100 * (group <= time).mean() for time in times]
        axes.plot(times, share, color=color, linestyle=line, label=f"said what was tried: {tried}")
        done = int((group <= hours).sum())
        parts.append(f"{tried}: {done} of {len(group)} ({100 * done / len(group):.0f} %)")
    axes.axvline(hours, color=GREY, linewidth=5, alpha=0.4)
    axes.set(ylim=(0, 105), xlabel="Hours since the question", ylabel="Questions with a reply (%)")
    axes.legend(loc="lower right")
    text = (
        f"After {hours} hours (grey bar), counting {len(waits)} questions. "
        f"With a reply, where it said what was tried, {'; '.join(parts)}."
    )
    present(figure, "Line chart: questions with a reply against hours", text)


def draw_network(joined: pd.DataFrame, person: str, without: int) -> None:
    people = everybody(joined)
    pairs = joined.dropna(subset=["author"])
    busiest = list(pairs["author"].value_counts().index[:without])
    there = [one for one in people if one not in busiest]
    left = pairs[pairs["author"].isin(there) & pairs["asker"].isin(there)]
    figure, axes = plt.subplots(figsize=(6.2, 6.2), layout="constrained")
    _draw_circle(axes, people, there, left, person)
    sizes = sorted((len(group) for group in groups(there, left)), reverse=True)
    gone = f"Without {', '.join(busiest)}" if busiest else "With everybody"
    apart = "one group" if len(sizes) == 1 else f"groups of {' and '.join(map(str, sizes))}"
    text = f"{gone}: {len(left)} of {len(pairs)} replies among {len(there)} people, in {apart}."
    if person in there:
        text += f" {_links_of(person, left)}"
    elif person != NOBODY:
        text += f" {person} is left out."
    present(figure, "People in a circle, with a line from each to those they replied to", text)


def groups(people: list[str], pairs: pd.DataFrame) -> list[set[str]]:
    """The people, in groups that no reply connects."""
    found = [{one} for one in people]
    for author, asker in zip(pairs["author"], pairs["asker"], strict=True):
        mine = next(group for group in found if author in group)
        other = next(group for group in found if asker in group)
        if mine is not other:
            found.remove(other)
            mine |= other
    return found


def everybody(joined: pd.DataFrame) -> list[str]:
    return sorted({*joined["asker"], *joined["author"].dropna()})


def _links_of(person: str, pairs: pd.DataFrame) -> str:
    helped = sorted(set(pairs.loc[pairs["author"] == person, "asker"]))
    helpers = sorted(set(pairs.loc[pairs["asker"] == person, "author"]))
    to, by = ", ".join(helped) or NOBODY, ", ".join(helpers) or NOBODY
    return f"{person} replied to {len(helped)} ({to}), and got replies from {len(helpers)} ({by})."


def _draw_circle(
    axes: Axes, people: list[str], there: list[str], pairs: pd.DataFrame, person: str
) -> None:
    angles = np.linspace(0, 2 * np.pi, len(people), endpoint=False)
    places = {
        one: (np.sin(angle), np.cos(angle)) for one, angle in zip(people, angles, strict=True)
    }
    counts = pairs.groupby(["author", "asker"]).size()
    for (author, asker), count in counts.items():
        chosen = person in (author, asker)
        (x, y), (to_x, to_y) = places[author], places[asker]
        style = "-" if person != asker else "--"
        color, width = (BLUE, 1.5 + count) if chosen else (GREY, 0.4 + 0.6 * count)
        axes.plot([x, to_x], [y, to_y], style, color=color, linewidth=width, zorder=1 + chosen)
    for one, (x, y) in places.items():
        face = BLUE if one == person else "black" if one in there else "white"
        axes.plot(x, y, "o", color=face, markeredgecolor="black", markersize=9, zorder=3)
        axes.text(1.14 * x, 1.1 * y, one, ha="center", va="center")
    axes.set(xlim=(-1.35, 1.35), ylim=(-1.25, 1.25), aspect="equal")
    axes.axis("off")
