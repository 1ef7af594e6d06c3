"""The two figures of the module *practice*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact

from ownpace.figures import choice, present, slider

BLUE, ORANGE = "#0072B2", "#D55E00"
CHANCE, FRIENDS, SEED = 0.6, 1000, 1
STRENGTH, REVIEWS = 4, 4

#: What a card may have become, and how likely that is: strength (days) to probability.
States = dict[float, float]


def show_luck() -> None:
    """How far luck alone moves the results of a test."""
    interact(draw_luck, cards=choice("Cards in the test", (5, 10, 20, 50, 100, 200, 400)))


def show_gaps() -> None:
    """What four reviews of an average card come to, by their gap and by the time until the test."""
    interact(
        draw_gaps,
        gap=slider("Days between reviews", 0, 40, 1),
        delay=choice("Days until the test", (10, 60, 365)),
    )


def draw_luck(cards: int) -> None:
    results = np.random.default_rng(SEED).binomial(cards, CHANCE, FRIENDS) / cards
    low, high = np.quantile(results, [0.025, 0.975])
    figure, axes = plt.subplots(figsize=(7, 3.6), layout="constrained")
    shares, friends = np.unique(results, return_counts=True)
    axes.bar(100 * shares, friends, width=70 / cards, color=BLUE)
    for edge in (low, high):
        axes.axvline(100 * edge, color=ORANGE, linestyle="--", linewidth=2)
    axes.set(xlabel="Cards recalled, in percent", ylabel="Friends with this result", xlim=(-5, 105))
    text = (
        f"Tests of {cards} cards, a chance of 60% for each: the middle 95% of the friends recalled "
        f"{low:.0%} to {high:.0%} of them (between the dashed lines)."
    )
    present(figure, "Bar chart of the results of 1,000 friends, with two dashed lines", text)


def draw_gaps(gap: int, delay: int) -> None:
    states = states_after(gap)
    days = [np.linspace(n * gap, (n + 1) * gap, 60) for n in range(REVIEWS)]
    days.append(np.linspace(REVIEWS * gap, REVIEWS * gap + delay, 200))
    figure, axes = plt.subplots(figsize=(7, 4), layout="constrained")
    for number, (stretch, state) in enumerate(zip(days, states, strict=True)):
        chances = [100 * mean_chance(state, day - number * gap) for day in stretch]
        axes.plot(stretch, chances, color=BLUE)
        if number:
            axes.plot(stretch[0], 100, "^", color=BLUE, markersize=9)
    result = mean_chance(states[-1], delay)
    axes.plot(REVIEWS * gap + delay, 100 * result, "X", color=ORANGE, markersize=12)
    axes.set(xlabel="Days since the card was learnt", ylabel="Chance to recall, in percent")
    axes.set(ylim=(0, 106))
    between = "on the same day" if gap == 0 else f"{gap} {'day' if gap == 1 else 'days'} apart"
    text = (
        f"Four reviews (triangles) {between}, test {delay} days after the last (cross): "
        f"{result:.1%} are recalled on average."
    )
    present(figure, "Line chart of an average card's chance to be recalled", text)


def states_after(gap: int) -> list[States]:
    """What a card may have become after 0, 1, … reviews, by the rule of the module."""
    found: list[States] = [{STRENGTH: 1.0}]
    for _ in range(REVIEWS):
        after: States = {}
        for strength, likely in found[-1].items():
            chance = strength / (strength + gap)
            for new, share in ((strength + 2 * gap, chance), (strength + 1, 1 - chance)):
                after[new] = after.get(new, 0) + likely * share
        found.append(after)
    return found


def mean_chance(states: States, days: float) -> float:
    """The chance of an average card after some days."""
    return sum(share * strength / (strength + days) for strength, share in states.items())
