"""From a log to a forecast: the film of the module *plan*, with the log that its learners use."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from docs.films.film import BLUE, INK, ORANGE, QUIET, eased

MODULE = "plan"

PLAN = 50  #: minutes planned for a talk; not the 80 of the exercise, which is the learner's
SAFER = 1.5  #: a stretch that covers more tasks than the log's own


def the_log() -> tuple[list[int], list[int]]:
    """Planned and real minutes, from the notebook's cell ``log``."""
    notebook = Path(__file__).parents[2] / "course" / "source" / MODULE / f"{MODULE}.ipynb"
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    source = next("".join(cell["source"]) for cell in cells if cell["id"] == "log")
    lists = [node for node in ast.parse(source).body if isinstance(node, ast.Assign)]
    planned, real = (ast.literal_eval(node.value) for node in lists)
    return planned, real


PLANNED, REAL = the_log()
TASKS = len(PLANNED)
STRETCH = sum(REAL) / sum(PLANNED)


def fits(task: int, factor: float) -> bool:
    """Whether a task had fitted into its plan, stretched by ``factor``."""
    # As in the module's figure: 1.4 * 50 falls a hair short of the 70 that a person would get.
    return REAL[task] <= round(PLANNED[task] * factor, 6)


def fitting(factor: float) -> int:
    return sum(fits(task, factor) for task in range(TASKS))


class Moment(NamedTuple):
    """What is to be seen: how much of each row of bars, the two sums, and what follows."""

    planned: float = 0.0  #: 0 to 1, from the first task to the last
    real: float = 0.0
    sums: float = 0.0
    stretch: float = 0.0
    talk: float = 0.0  #: how clearly the plan of the talk is there
    forecast: float = 0.0  #: how far its bar has grown
    factor: float = 1.0  #: what the outlined plans are stretched by
    counted: bool = False  #: whether the tasks that fit are marked


def draw(figure: Figure, cue: str, share: float) -> None:
    moment = MOMENTS[cue](share)
    bars = figure.add_axes((0.08, 0.34, 0.58, 0.62))
    _bars(bars, moment)
    side = figure.add_axes((0.69, 0.3, 0.3, 0.68))
    side.set(xlim=(0, 100), ylim=(0, 100))
    side.axis("off")
    _sums(side, moment)
    _talk(side, moment)


def _log(share: float) -> Moment:
    return Moment(planned=eased(share, 0.1, 0.85))


def _ran_over(share: float) -> Moment:
    return Moment(planned=1, real=eased(share, 0.1, 0.85))


def _added(share: float) -> Moment:
    return Moment(planned=1, real=1, sums=eased(share, 0.1, 0.35))


def _divided(share: float) -> Moment:
    return Moment(planned=1, real=1, sums=1, stretch=eased(share, 0.1, 0.35))


def _new(share: float) -> Moment:
    return _divided(1)._replace(talk=eased(share, 0.1, 0.35))


def _multiplied(share: float) -> Moment:
    return _new(1)._replace(forecast=eased(share, 0.15, 0.7))


def _average(share: float) -> Moment:
    factor = 1 + (STRETCH - 1) * eased(share, 0.1, 0.5)
    return _multiplied(1)._replace(factor=factor, counted=share > 0.55)


def _safer(share: float) -> Moment:
    factor = STRETCH + (SAFER - STRETCH) * eased(share, 0.1, 0.4)
    return _average(1)._replace(factor=factor, counted=not 0.1 < share < 0.45)


MOMENTS = {
    "log": _log,
    "over": _ran_over,
    "added": _added,
    "divided": _divided,
    "new": _new,
    "multiplied": _multiplied,
    "average": _average,
    "safer": _safer,
    "yours": lambda share: _safer(1),
}


def _bars(axes: Axes, moment: Moment) -> None:
    """Two bars for each task: its plan in blue, and what it took, hatched."""
    axes.set(xlim=(-0.7, TASKS - 0.3), ylim=(0, 172), xticks=range(TASKS), yticks=(0, 60, 120))
    axes.set_xticklabels(range(1, TASKS + 1))
    axes.set_xlabel("task", fontsize=14, color=INK)
    axes.set_ylabel("minutes", fontsize=14, color=INK)
    axes.tick_params(labelsize=12, colors=INK, length=0)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for task, (plan, took) in enumerate(zip(PLANNED, REAL, strict=True)):
        grown = _shown(moment.planned, task)
        axes.add_patch(Rectangle((task - 0.38, 0), 0.36, plan * grown, color=BLUE, linewidth=0))
        if height := took * _shown(moment.real, task):
            style = {"edgecolor": ORANGE, "hatch": "////", "linewidth": 1.5, "fill": False}
            axes.add_patch(Rectangle((task + 0.02, 0), 0.36, height, **style))
        if moment.factor > 1:
            _stretched(axes, moment, task)
    _legend(axes, moment)


def _stretched(axes: Axes, moment: Moment, task: int) -> None:
    """The plan as it would have been, outlined; a tick over the tasks that fit into it."""
    plan = PLANNED[task] * moment.factor
    outline = Rectangle((task - 0.38, 0), 0.36, plan, fill=False, edgecolor=INK, linewidth=1.2)
    axes.add_patch(outline)
    if moment.counted and fits(task, moment.factor):
        top = max(plan, REAL[task]) + 4
        axes.text(task, top, "fits", fontsize=12, fontweight="bold", color=INK, ha="center")


def _legend(axes: Axes, moment: Moment) -> None:
    about = {"fontsize": 14, "va": "top", "fontweight": "bold"}
    if moment.planned:
        axes.text(6.6, 170, "planned", color=BLUE, **about)
    if moment.real:
        axes.text(9.0, 170, "real (hatched)", color=ORANGE, **about)


def _sums(side: Axes, moment: Moment) -> None:
    if moment.sums:
        about = {"fontsize": 15, "alpha": moment.sums, "ha": "right"}
        side.text(94, 92, f"planned  {sum(PLANNED)} min", color=BLUE, **about)
        side.text(94, 81, f"real  {sum(REAL)} min", color=ORANGE, **about)
    if moment.stretch:
        side.plot([4, 94], [77, 77], color=QUIET, linewidth=1, alpha=moment.stretch)
        about = {"fontsize": 15, "alpha": moment.stretch, "ha": "right", "color": INK}
        side.text(94, 67, f"{sum(REAL)} ÷ {sum(PLANNED)} = {STRETCH:.1f}", **about)
        side.text(94, 57, "the stretch", fontweight="bold", **about)


def _talk(side: Axes, moment: Moment) -> None:
    """A bar for the plan of the talk, and one for its forecast; or how many tasks would fit."""
    if moment.factor > 1:
        _count(side, moment)
    elif moment.talk:
        _long_bar(side, 30, "talk, planned", PLAN, BLUE, moment.talk)
        if moment.forecast:
            grown = PLAN + (PLAN * STRETCH - PLAN) * moment.forecast
            _long_bar(side, 5, f"forecast: {PLAN} × {STRETCH:.1f}", grown, INK, 1)


def _long_bar(side: Axes, y: float, name: str, minutes: float, color: str, seen: float) -> None:
    side.text(4, y + 13, name, fontsize=14, color=INK, alpha=seen)
    length = minutes * 1.25
    side.add_patch(Rectangle((4, y), length, 10, color=color, alpha=seen, linewidth=0))
    about = {"fontsize": 14, "color": "white", "va": "center", "ha": "right", "alpha": seen}
    side.text(2 + length, y + 5, f"{minutes:.0f} min", **about)


def _count(side: Axes, moment: Moment) -> None:
    about = {"fontsize": 15, "color": INK, "ha": "right"}
    side.text(94, 32, f"every plan × {moment.factor:.1f}", **about)
    if moment.counted:
        count = f"{fitting(moment.factor)} of {TASKS} fit"
        side.text(94, 21, count, fontweight="bold", **about)


def _shown(share: float, task: int) -> float:
    """How much of a task's bar is there, when the bars come one after the other."""
    return min(max(share * TASKS - task, 0), 1)
