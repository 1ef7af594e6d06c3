"""How a famous chart comes about by noise alone: the film of the module *calibration*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from random import Random
from statistics import mean
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from docs.films.film import BLUE, INK, ORANGE, eased

MODULE = "calibration"

COUNT, NOISE, OPTIMISM = 100, 15, 10
ROWS = {"skill": 3.0, "test": 2.0, "guess": 1.0}  #: the height of each row of dots
SPREAD = 0.3  #: how far the dots of a row stand from its middle
QUARTERS = ("lowest", "second", "third", "highest")


class Person(NamedTuple):
    """Points, and ``height``: where in a row the dot stands, so that few cover each other."""

    skill: float
    test: float
    guess: float
    height: float


def people() -> list[Person]:
    """Imaginary people, who all judge themselves in the same way. The seed is one of those with
    which so few show what ten thousand do in the module's figure."""
    random = Random(2018)
    return [_person(random) for _ in range(COUNT)]


def _person(random: Random) -> Person:
    skill = random.gauss(50, 15)
    test = skill + random.gauss(0, NOISE)
    guess = skill + random.gauss(0, NOISE) + OPTIMISM
    return Person(skill, test, guess, random.uniform(-SPREAD, SPREAD))


def quarters(by: str) -> list[list[Person]]:
    """The people in four groups of the same size, the lowest first."""
    ordered = sorted(PEOPLE, key=lambda person: float(getattr(person, by)))
    size = COUNT // len(QUARTERS)
    return [ordered[start : start + size] for start in range(0, COUNT, size)]


PEOPLE = people()


class Moment(NamedTuple):
    """What is to be seen: how far the dots of each row have come (0 to 1), which quarter of which
    order stands out, how clearly its means are marked, and how much of the chart there is."""

    skill: float = 1.0
    test: float = 0.0
    guess: float = 0.0
    by: str = "test"
    marked: int | None = None
    means: float = 0.0
    luck: float = 0.0  #: how far the lines from skill to test have grown
    points: int = 0  #: quarters in the chart
    lines: float = 0.0
    turned: float = 0.0  #: from the chart by test (0) to the one by skill (1)


def draw(figure: Figure, cue: str, share: float) -> None:
    moment = MOMENTS[cue](share)
    _rows(figure.add_axes((0.09, 0.27, 0.5, 0.71)), moment)
    if moment.points:
        _chart(figure.add_axes((0.7, 0.42, 0.28, 0.5)), moment)


WHOLE = Moment(test=1, guess=1)
CHART = WHOLE._replace(points=4, lines=1)


def _skill(share: float) -> Moment:
    return Moment(skill=eased(share, 0.05, 0.45))


def _test(share: float) -> Moment:
    return Moment(test=eased(share, 0.15, 0.55))


def _guess(share: float) -> Moment:
    return Moment(test=1, guess=eased(share, 0.15, 0.55))


def _quarter(number: int) -> Callable[[float], Moment]:
    """One quarter stands out, then its means, then its place in the chart."""

    def moment(share: float) -> Moment:
        seen, shown = eased(share, 0.25, 0.5), int(share > 0.6)
        points = shown if number == 0 else 1 + 3 * shown
        return WHOLE._replace(marked=number, means=seen, points=points)

    return moment


def _luck(share: float) -> Moment:
    return CHART._replace(marked=0, luck=eased(share, 0.15, 0.55))


def _turned(share: float) -> Moment:
    turned = eased(share, 0.2, 0.7)
    by = "skill" if turned > 0 else "test"
    return CHART._replace(turned=turned, by=by, marked=0 if share > 0.1 else None)


MOMENTS: dict[str, Callable[[float], Moment]] = {
    "skill": _skill,
    "test": _test,
    "guess": _guess,
    "same": lambda share: WHOLE,
    "sort": lambda share: WHOLE._replace(marked=0 if share > 0.35 else None),
    "lowest": _quarter(0),
    "highest": _quarter(3),
    "chart": lambda share: CHART._replace(lines=eased(share, 0.1, 0.7)),
    "luck": _luck,
    "turned": _turned,
    "alone": lambda share: _turned(1)._replace(marked=None),
}


def _rows(axes: Axes, moment: Moment) -> None:
    axes.set(xlim=(-5, 118), ylim=(0.35, 3.55), yticks=(), xticks=range(0, 101, 20))
    axes.tick_params(labelsize=12, colors=INK)
    axes.set_xlabel("points", fontsize=13, color=INK)
    for side in ("left", "right", "top"):
        axes.spines[side].set_visible(False)
    chosen = () if moment.marked is None else quarters(moment.by)[moment.marked]
    others = [person for person in PEOPLE if person not in chosen]
    for row, come in (("skill", moment.skill), ("test", moment.test), ("guess", moment.guess)):
        if come:
            name = {"fontsize": 14, "color": INK, "ha": "right", "va": "center"}
            axes.text(-7, ROWS[row], row, alpha=come, **name)
            quiet = 0.25 if chosen else 0.75
            _dots(axes, others, row, come, marker="o", color=BLUE, alpha=quiet, markersize=6)
            _dots(axes, chosen, row, come, marker="^", color=ORANGE, markersize=8)
            if moment.means:
                _mean(axes, chosen, row, moment.means)
    for person in chosen if moment.luck else ():
        at = person.skill + (person.test - person.skill) * moment.luck
        heights = (ROWS["skill"] + person.height, ROWS["skill"] + person.height - moment.luck)
        axes.plot([person.skill, at], heights, color=ORANGE, linewidth=0.8, alpha=0.6)


def _dots(axes: Axes, group: Sequence[Person], row: str, come: float, **style: object) -> None:
    """Each dot on its way from its skill; the dots of the first row come from above."""
    start = ROWS["skill"] if row != "skill" else ROWS["skill"] + 0.6
    xs = [p.skill + (float(getattr(p, row)) - p.skill) * come for p in group]
    ys = [start + (ROWS[row] - start) * come + p.height for p in group]
    axes.plot(xs, ys, linestyle="", **style)  # type: ignore[arg-type]


def _mean(axes: Axes, group: Sequence[Person], row: str, seen: float) -> None:
    """Of test and guess only: nobody knows the skill."""
    if row == "skill":
        return
    x, y = _mean_of(group, row), ROWS[row]
    axes.plot([x, x], [y - 0.42, y + 0.42], color=INK, linewidth=3, alpha=seen)
    about = {"fontsize": 15, "fontweight": "bold", "color": INK, "ha": "center", "va": "bottom"}
    axes.text(x, y + 0.42, f"{x:.0f}", alpha=seen, **about)


def _chart(axes: Axes, moment: Moment) -> None:
    axes.set(xlim=(-0.4, 3.4), ylim=(0, 100), xticks=range(4), yticks=range(0, 101, 20))
    axes.set_xticklabels(QUARTERS, rotation=30, fontsize=11, color=INK)
    axes.tick_params(labelsize=11, colors=INK)
    order = "skill" if moment.turned > 0.5 else "test"
    axes.set_title(f"sorted by {order}", fontsize=13, color=INK)
    axes.set_ylabel("points", fontsize=12, color=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for row, color, marker, line in (("test", BLUE, "o", "-"), ("guess", ORANGE, "s", "--")):
        means = list(_means(row, moment.turned))
        shown = [0, 3] if moment.points == 4 and not moment.lines else range(moment.points)
        axes.plot(list(shown), [means[n] for n in shown], marker, color=color, markersize=9)
        if moment.lines:
            _partly(axes, means, moment.lines, color=color, linestyle=line)
    last = {"fontsize": 13, "ha": "left", "va": "center", "color": INK}
    axes.text(-0.2, 92, "■ guess   ● test", **last)


def _partly(axes: Axes, means: list[float], share: float, **style: object) -> None:
    """The line from the first of the means on, as far as it has come."""
    reach = share * (len(means) - 1)
    whole = min(int(reach), len(means) - 2)
    end = means[whole] + (means[whole + 1] - means[whole]) * (reach - whole)
    xs, ys = [*range(whole + 1), reach], [*means[: whole + 1], end]
    axes.plot(xs, ys, linewidth=2.5, **style)  # type: ignore[arg-type]


def _means(row: str, turned: float) -> Iterator[float]:
    for by_test, by_skill in zip(quarters("test"), quarters("skill"), strict=True):
        before, after = _mean_of(by_test, row), _mean_of(by_skill, row)
        yield before + (after - before) * turned


def _mean_of(group: Sequence[Person], row: str) -> float:
    return mean(float(getattr(person, row)) for person in group)
