"""The two figures of the module *calibration*. You may read this file, but you do not need to."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact

from ownpace.figures import buttons, choice, present, slider

#: Colours that differ for all kinds of colour vision, with a marker each for those who see none.
BLUE, ORANGE, GREY = "#0072B2", "#D55E00", "#595959"
EVERYONE = "Everyone"
QUARTERS = ("lowest", "second", "third", "highest")


def show_calibration(answers: pd.DataFrame) -> None:
    """How often people were right, for each degree of being sure."""

    def draw(learner: str, least: int) -> None:
        draw_calibration(answers, learner, least)

    interact(
        draw,
        learner=choice("Learner", [EVERYONE, *answers["learner"].unique()]),
        least=slider("Fewest answers", 1, 10, 1),
    )


def show_quarters() -> None:
    """Ten thousand people who guess their own result, in four groups."""
    interact(
        draw_quarters,
        noise=slider("Noise", 0, 25, 0, step=5),
        optimism=slider("Optimism", 0, 20, 0, step=5),
        order=buttons("Sorted by", ("test points", "true skill")),
    )


def draw_calibration(answers: pd.DataFrame, learner: str, least: int) -> None:
    chosen = answers if learner == EVERYONE else answers[answers["learner"] == learner]
    groups = chosen.groupby("sure")["right"].agg(["mean", "count"])
    shown = groups[groups["count"] >= least]
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    axes.plot([0, 100], [0, 100], "--", color=GREY, label="as sure as right")
    axes.plot(shown.index, 100 * shown["mean"], "o-", color=BLUE, markersize=8, label=learner)
    axes.set(xlim=(0, 105), ylim=(-5, 105))
    axes.set(xlabel="How sure (percent)", ylabel="How often right (percent)")
    axes.legend(loc="upper left")
    sure, right = chosen["sure"].mean(), 100 * chosen["right"].mean()
    dots = "; ".join(
        f"{level} % sure, {100 * group['mean']:.0f} % right ({group['count']:.0f})"
        for level, group in shown.iterrows()
    )
    text = (
        f"{learner}: {sure:.0f} % sure and {right:.0f} % right on average. "
        f"Dots shown: {len(shown)}. {dots or 'No group is that large'}."
    )
    present(figure, "Line chart: how often right, for each degree of being sure", text)


def draw_quarters(noise: int, optimism: int, order: str) -> None:
    people = simulate(noise, optimism)
    by = "test" if order == "test points" else "skill"
    people["quarter"] = pd.qcut(people[by].rank(method="first"), 4, labels=False)
    table = people.groupby("quarter")[["test", "guess"]].mean()
    figure, axes = plt.subplots(figsize=(7, 4.2), layout="constrained")
    axes.plot(QUARTERS, table["test"], "o-", color=BLUE, markersize=8, label="test")
    axes.plot(QUARTERS, table["guess"], "s--", color=ORANGE, markersize=8, label="own guess")
    axes.set(ylim=(0, 100), xlabel=f"Quarter, sorted by {order}", ylabel="Points (mean)")
    axes.legend(loc="upper left")
    settings = f"Noise {noise}, optimism {optimism}, sorted by {order}"
    rows = zip(QUARTERS, table.iterrows(), strict=True)
    parts = [f"{name} {_error(row)}" for name, (_, row) in rows]
    text = f"{settings}. Quarters: {'; '.join(parts)}."
    present(figure, "Line chart of test points and guesses in four quarters", text)


def simulate(noise: float, optimism: float, count: int = 10_000) -> pd.DataFrame:
    """Imaginary people: the same noise and the same optimism for all, whatever their skill."""
    rng = np.random.default_rng(1999)
    skill, luck, doubt = rng.standard_normal((3, count))
    skill = 50 + 15 * skill
    return pd.DataFrame(
        {
            "skill": skill,
            "test": skill + noise * luck,
            "guess": skill + optimism + noise * doubt,
        }
    )


def _error(row: pd.Series) -> str:
    off = round(row["guess"]) - round(row["test"])
    how = f"{off} too high" if off > 0 else f"{-off} too low" if off < 0 else "as it was"
    return f"test {row['test']:.0f}, guess {row['guess']:.0f} ({how})"
