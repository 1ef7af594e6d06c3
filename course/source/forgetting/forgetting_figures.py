"""The two figures of the module *forgetting*. You may read this file, but you do not need to."""

from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact

from ownpace.figures import buttons, choice, present, slider

#: Colours that differ for all kinds of colour vision, and a marker for those who see none.
PEOPLE = {
    "ebbinghaus": ("#0072B2", "o", "-"),
    "mack": ("#D55E00", "s", "--"),
    "seitz": ("#009E73", "^", "-."),
    "dros": ("#000000", "D", ":"),
}
SAVINGS = np.genfromtxt(
    Path(__file__).with_name("savings.csv"),
    delimiter=",",
    names=True,
    dtype=None,
    encoding="utf-8",
)


def show_people() -> None:
    """The savings of four people, with the values at one delay in words."""
    interact(
        draw_people,
        delay=choice("Delay", [str(delay) for delay in SAVINGS["delay"]]),
        scale=buttons("Time axis", ("even", "stretched")),
    )


def show_curve() -> None:
    """Two kinds of curve to lay over Ebbinghaus's data, and how far each is off."""
    interact(
        draw_curve,
        kind=buttons("Kind", ("power", "exponential")),
        start=slider("Start", 0.30, 0.60, 0.40, step=0.01),
        rate=slider("Rate", 0.00, 0.50, 0.30, step=0.01),
    )


def draw_people(delay: str, scale: str) -> None:
    row = SAVINGS[SAVINGS["delay"] == delay][0]
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for person, (color, marker, line) in PEOPLE.items():
        style: dict[str, Any] = {"color": color, "marker": marker, "linestyle": line}
        axes.plot(SAVINGS["hours"], SAVINGS[person], label=person.title(), **style)
    axes.axvline(row["hours"], color="grey", linewidth=6, alpha=0.3)
    axes.set(xscale="log" if scale == "stretched" else "linear", ylim=(0, 0.65))
    axes.set(xlabel="Hours since learning", ylabel="Savings (fraction of effort)")
    axes.legend()
    values = ", ".join(f"{person.title()} {row[person]:.1%}" for person in PEOPLE)
    text = f"Savings after {delay} (grey bar): {values}."
    present(figure, "Line chart of the savings of four people against hours", text)


def draw_curve(kind: str, start: float, rate: float) -> None:
    hours, seen = SAVINGS["hours"], SAVINGS["ebbinghaus"]
    fine = np.geomspace(hours[0], hours[-1], 200)
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    axes.plot(hours, seen, "o", color="#0072B2", markersize=8, label="Ebbinghaus")
    axes.plot(fine, curve(kind, fine, start, rate), color="#D55E00", label=f"{kind} curve")
    axes.set(xscale="log", ylim=(0, 0.85))
    axes.set(xlabel="Hours since learning (stretched axis)", ylabel="Savings (fraction of effort)")
    axes.legend()
    gap = np.mean(np.abs(curve(kind, hours, start, rate) - seen))
    chosen = f"{kind.title()} curve, start {start:.2f}, rate {rate:.2f}"
    text = f"{chosen}: on average {100 * gap:.1f} percentage points off."
    present(figure, "Seven dots, Ebbinghaus's savings, and the curve you chose", text)


def curve(kind: str, hours: np.ndarray, start: float, rate: float) -> np.ndarray:
    """A power curve of the hours, or an exponential of the days (so that one slider suits both)."""
    falling = hours**-rate if kind == "power" else np.exp(-rate * hours / 24)
    return np.asarray(start * falling)
