"""How savings are measured: the film of the module *forgetting*, with Ebbinghaus's own results."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from docs.films.film import BLUE, INK, ORANGE, QUIET, eased

MODULE = "forgetting"

#: Syllables without meaning, made up for this film.
SYLLABLES = ("ZOF", "KEB", "WUX", "TIV", "MEP", "DAJ")
FADED = 0.12
FIRST = 100  #: minutes; what is saved of 100 is a percentage


class Result(NamedTuple):
    delay: str
    days: float
    saved: float  #: percent


def results() -> list[Result]:
    """Ebbinghaus's savings, from the table that learners are given."""
    table = Path(__file__).parents[2] / "course" / "source" / MODULE / "savings.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Result(r["delay"], float(r["hours"]) / 24, 100 * float(r["ebbinghaus"])) for r in rows]


RESULTS = results()
SOON, DAY, MONTH = RESULTS[0], RESULTS[3], RESULTS[-1]


class Moment(NamedTuple):
    """What is to be seen: how well each syllable is known (0 to 1), how long both learnings took
    so far (minutes), the wait between them, and how much of the plot there is."""

    known: float = 0.0
    first: float = 0.0
    second: float | None = None
    delay: str = ""
    waited: float = 0.0
    saved: float = 0.0  #: how clearly what was saved is marked, 0 to 1
    dots: tuple[Result, ...] = ()
    line: float = 0.0
    plot: float = 0.0


def draw(figure: Figure, cue: str, share: float) -> None:
    moment = MOMENTS[cue](share)
    bench = figure.add_axes((0.03, 0.3, 0.5, 0.69))
    bench.set(xlim=(0, 120), ylim=(0, 100))
    bench.axis("off")
    _list(bench, moment.known)
    _bar(bench, 46, "first", moment.first, BLUE)
    _wait(bench, moment)
    if moment.second is not None:
        _bar(bench, 8, "again", moment.second, BLUE)
        _saved(bench, moment)
    if moment.plot:
        _plot(figure.add_axes((0.62, 0.46, 0.35, 0.5)), moment)


def _learn(share: float) -> Moment:
    done = eased(share, 0.1, 0.9)
    return Moment(known=done, first=FIRST * done)


def _first(share: float) -> Moment:
    return Moment(known=1, first=FIRST)


def _waiting(share: float) -> Moment:
    gone = eased(share, 0.1, 0.9)
    return Moment(known=1 - gone, first=FIRST, delay=SOON.delay, waited=gone)


def _again(share: float) -> Moment:
    done = eased(share, 0.1, 0.9)
    return _relearnt(SOON)._replace(known=done, second=_effort(SOON) * done)


def _soon(share: float) -> Moment:
    seen = eased(share, 0.1, 0.3)
    dots = (SOON,) if share > 0.6 else ()
    return _relearnt(SOON)._replace(saved=seen, plot=eased(share, 0.35, 0.55), dots=dots)


def _longer(share: float) -> Moment:
    """From 20 minutes to a day in the first half, to 31 days in the second."""
    before, after = (SOON, DAY) if share < 0.5 else (DAY, MONTH)
    moved = eased(share % 0.5 if share < 1 else 0.5, 0.05, 0.35)
    effort = _effort(before) + (_effort(after) - _effort(before)) * moved
    dots = (SOON, DAY, MONTH)[: 1 + (share > 0.4) + (share > 0.9)]
    shown = _relearnt(after)._replace(second=effort, saved=1, plot=1, dots=dots)
    return shown if moved > 0.5 else shown._replace(delay=before.delay)


def _curve(share: float) -> Moment:
    known = (SOON, DAY, MONTH)
    dots = tuple(RESULTS) if share > 0.15 else known
    return _relearnt(MONTH)._replace(saved=1, plot=1, dots=dots, line=eased(share, 0.25, 0.85))


def _recall(share: float) -> Moment:
    return _curve(1)._replace(known=1 - eased(share, 0.05, 0.4))


MOMENTS = {
    "learn": _learn,
    "first": _first,
    "wait": _waiting,
    "again": _again,
    "saved": _soon,
    "longer": _longer,
    "curve": _curve,
    "recall": _recall,
    "one": lambda share: _recall(1),
}


def _effort(result: Result) -> float:
    return FIRST - result.saved


def _relearnt(result: Result) -> Moment:
    return Moment(
        known=1, first=FIRST, second=_effort(result), delay=result.delay, waited=1, saved=0
    )


def _list(bench: Axes, known: float) -> None:
    """The syllables, which come one after the other and go together."""
    box = FancyBboxPatch((4, 71), 102, 26, boxstyle="round,pad=0,rounding_size=4", fill=False)
    box.set_edgecolor(QUIET)
    bench.add_patch(box)
    for number, syllable in enumerate(SYLLABLES):
        there = min(max(known * len(SYLLABLES) - number, 0), 1)
        x, y = 21 + 34 * (number % 3), 90 - 12 * (number // 3)
        style = {"fontsize": 17, "fontweight": "bold", "ha": "center", "va": "center"}
        bench.text(x, y, syllable, color=INK, alpha=FADED + (1 - FADED) * there, **style)


def _bar(bench: Axes, y: float, name: str, minutes: float, color: str) -> None:
    """A learning, as long as it took."""
    bench.text(4, y + 13, name, fontsize=14, color=INK)
    bench.add_patch(Rectangle((4, y), minutes, 10, color=color, linewidth=0))
    if minutes >= 25:
        about = {"fontsize": 14, "color": "white", "va": "center", "ha": "right"}
        bench.text(2 + minutes, y + 5, f"{minutes:.0f} min", **about)


def _wait(bench: Axes, moment: Moment) -> None:
    if not moment.delay:
        return
    bench.plot([44, 44 + 36 * moment.waited], [37, 37], color=QUIET, linewidth=2, linestyle=":")
    bench.text(84, 37, moment.delay, fontsize=14, color=INK, va="center")
    bench.text(40, 37, "wait", fontsize=14, color=INK, va="center", ha="right")


def _saved(bench: Axes, moment: Moment) -> None:
    """What the second learning was shorter by: hatched, so that it is no matter of colour."""
    if not moment.saved:
        return
    second = moment.second or 0
    gap = Rectangle((4 + second, 8), FIRST - second, 10, fill=False, hatch="///", linewidth=1.5)
    gap.set(edgecolor=ORANGE, alpha=moment.saved)
    bench.add_patch(gap)
    about = {"fontsize": 14, "color": ORANGE, "fontweight": "bold", "ha": "right"}
    bench.text(104, 21, f"saved: {FIRST - second:.0f} min", alpha=moment.saved, **about)


def _plot(axes: Axes, moment: Moment) -> None:
    axes.set(xlim=(-1.2, 32), ylim=(0, 65), xticks=(0, 10, 20, 30), yticks=(0, 20, 40, 60))
    axes.set_xlabel("days of waiting", fontsize=14, color=INK)
    axes.set_ylabel("saved, in percent", fontsize=14, color=INK)
    axes.tick_params(labelsize=13, colors=INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    days, saved = [r.days for r in RESULTS], [r.saved for r in RESULTS]
    if moment.line:
        # Each of the stretches between two dots takes as long as any other.
        reach = moment.line * (len(days) - 1)
        whole, part = int(reach), reach % 1
        xs, ys = days[: whole + 1], saved[: whole + 1]
        if part:
            xs = [*xs, xs[-1] + part * (days[whole + 1] - xs[-1])]
            ys = [*ys, ys[-1] + part * (saved[whole + 1] - ys[-1])]
        axes.plot(xs, ys, color=ORANGE, linewidth=2.5)
    dots = moment.dots
    axes.plot([d.days for d in dots], [d.saved for d in dots], "o", color=ORANGE, markersize=9)
    for artist in axes.get_children():
        if artist is not axes.patch:
            artist.set_alpha(moment.plot)
