"""The two figures of the module *scheduler*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact

from ownpace.figures import choice, present

BLUE, ORANGE = "#0072B2", "#D55E00"
#: FSRS-6, as its makers describe it; W is what version 6.3 of their package fsrs begins with.
W = 0.1542
F = 0.9 ** (-1 / W) - 1
CARDS, DAYS, FIRST_STABILITY, SEED = 100, 120, 2.0, 1
WANTED = {f"{percent}%": percent / 100 for percent in range(70, 100, 5)}


def show_forgetting() -> None:
    """The curve of one card, and the day on which it crosses the chance that is wanted."""
    interact(
        draw_forgetting,
        stability=choice("Stability, in days", (1, 2, 5, 10, 20, 50)),
        wanted=choice("Chance that is wanted", WANTED, 0.90),
    )


def show_season() -> None:
    """What a wanted chance costs in reviews, and what it brings."""
    interact(draw_season, wanted=choice("Chance that is wanted", WANTED, 0.80))


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
