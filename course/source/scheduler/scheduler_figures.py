"""The two figures of the module *scheduler*. You may read this file, but you do not need to."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from io import BytesIO

import matplotlib.pyplot as plt
import numpy as np
from IPython.display import HTML, display
from ipywidgets import Layout, SelectionSlider, interact
from matplotlib.figure import Figure

BLUE, ORANGE = "#0072B2", "#D55E00"
#: FSRS-6, as its makers describe it; W is what version 6.3 of their package fsrs begins with.
W = 0.1542
F = 0.9 ** (-1 / W) - 1
CARDS, DAYS, FIRST_STABILITY, SEED = 100, 120, 2.0, 1
WANTED = tuple(round(0.70 + 0.05 * n, 2) for n in range(6))


def show_forgetting() -> None:
    """The curve of one card, and the day on which it crosses the chance that is wanted."""
    interact(
        draw_forgetting,
        stability=_choice("Stability, in days", (1, 2, 5, 10, 20, 50)),
        wanted=_choice("Chance that is wanted", WANTED, 0.90),
    )


def show_season() -> None:
    """What a wanted chance costs in reviews, and what it brings."""
    interact(draw_season, wanted=_choice("Chance that is wanted", WANTED, 0.80))


def recall_chance(days: np.ndarray | float, stability: np.ndarray | float) -> np.ndarray:
    """Retrievability by FSRS-6."""
    return np.asarray((1 + F * np.asarray(days) / stability) ** -W)


def days_until(wanted: float, stability: float) -> float:
    """The day on which the chance has sunk to ``wanted``."""
    return float(stability / F * (wanted ** (-1 / W) - 1))


def draw_forgetting(stability: float, wanted: float) -> None:
    day = days_until(wanted, stability)
    reach = max(1.5 * day, 3 * stability)
    days = np.linspace(0, reach, 300)
    figure, axes = plt.subplots(figsize=(7, 3.8), layout="constrained")
    axes.plot(days, 100 * recall_chance(days, stability), color=BLUE)
    axes.axhline(100 * wanted, color="grey", linestyle=":")
    axes.plot(day, 100 * wanted, "X", color=ORANGE, markersize=13)
    axes.set(xlabel="Days since the last review", ylabel="Chance to recall, in percent")
    axes.set(ylim=(50, 102), xlim=(0, reach))
    text = (
        f"Stability {stability} {'day' if stability == 1 else 'days'}: the chance sinks to "
        f"{wanted:.0%} after {day:.1f} days (cross)."
    )
    present(figure, "A falling curve, and a cross where it meets the chance that is wanted", text)


def draw_season(wanted: float) -> None:
    daily, chance = season(wanted)
    figure, axes = plt.subplots(figsize=(7, 3.4), layout="constrained")
    axes.bar(range(1, DAYS + 1), daily, color=BLUE, width=1)
    axes.set(xlabel="Day", ylabel="Reviews on this day", ylim=(0, 105))
    text = (
        f"Wanted {wanted:.0%}: {sum(daily)} reviews in {DAYS} days, {sum(daily) / DAYS:.1f} a day. "
        f"On an average evening {chance:.0%} of the {CARDS} cards would be recalled."
    )
    present(figure, "Bar chart of the number of reviews on each day", text)


def season(wanted: float) -> tuple[list[int], float]:
    """The reviews of each day, and the share of cards that would be recalled on an average day, for
    cards that are forgotten exactly by the formula and grow by the rule of the module."""
    rng = np.random.default_rng(SEED)
    stability, last = np.full(CARDS, FIRST_STABILITY), np.zeros(CARDS)
    daily, known = [], []
    for day in range(1, DAYS + 1):
        chance = recall_chance(day - last, stability)
        due, recalled = chance < wanted, rng.random(CARDS) < chance
        grown = stability * (1 + 5 * (1 - chance))
        after = np.where(recalled, grown, np.maximum(1, stability / 4))
        stability, last = np.where(due, after, stability), np.where(due, day, last)
        daily.append(int(due.sum()))
        known.append(float(recall_chance(day - last, stability).mean()))
    return daily, float(np.mean(known))


def _choice(label: str, options: Sequence[float], value: float | None = None) -> SelectionSlider:
    named = [(f"{option:.0%}" if option < 1 else str(option), option) for option in options]
    return SelectionSlider(
        options=named,
        value=options[0] if value is None else value,
        description=label,
        continuous_update=False,
        style={"description_width": "12em"},
        layout=Layout(width="95%", max_width="38em"),
    )


def present(figure: Figure, alt: str, text: str) -> None:
    """Show a figure as an image with its alternative text, and what it shows in words below."""
    picture = BytesIO()
    figure.savefig(picture, format="png", dpi=110)
    plt.close(figure)
    data = b64encode(picture.getvalue()).decode()
    display(
        HTML(
            f'<figure style="margin: 0.5em 0"><img alt="{escape(alt)}" style="max-width: 100%" '
            f'src="data:image/png;base64,{data}"><figcaption>{escape(text)}</figcaption></figure>'
        )
    )
