"""Five boxes for your cards: the film of the module *practice*, a loop with a condition."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from docs.films.film import BLUE, INK, ORANGE, QUIET, eased

MODULE = "practice"

CARDS = "ABCDEF"
REST = ("1 day", "2 days", "4 days", "8 days", "16 days")  #: of a card, by box
RULE = ("for each card in the box:", "    if recalled: one box up", "    else: back to box 1")
WIDE, GAP, FLOOR, TALL = 17.0, 2.5, 12.0, 46.0  #: of a box
CARD = (6.4, 11.0)  #: its width and height
RIM = 60.0  #: a little above that of the boxes

#: In which box each card is.
Places = Mapping[str, int]
NOWHERE: Places = MappingProxyType({})
NEW: Places = dict.fromkeys(CARDS, 1)
FIRST: Places = {**NEW, "A": 2, "B": 2, "D": 2, "F": 2}
DAYS: tuple[Places, ...] = (
    FIRST,
    {**FIRST, "A": 3, "B": 3, "C": 2},
    {**FIRST, "A": 3, "B": 4, "C": 2, "D": 3},
    {**FIRST, "A": 4, "B": 5, "C": 2, "D": 3, "F": 3},
)
SPREAD = DAYS[-1]
FALLEN = {**SPREAD, "A": 1}


class Moment(NamedTuple):
    """What is to be seen: the cards on their way from one place to the next, how far they have
    come (0 to 1), the lines of the rule, and which card is asked or how it went."""

    before: Places = NOWHERE
    after: Places = NOWHERE
    moved: float = 1.0
    lines: int = 0
    asked: str = ""
    hits: str = ""
    misses: str = ""
    drop: float = 1.0  #: how far new cards have come down
    frame: float = 0.0  #: around the rule


def draw(figure: Figure, cue: str, share: float) -> None:
    moment = MOMENTS[cue](share)
    bench = figure.add_axes((0.03, 0.2, 0.94, 0.79))
    bench.set(xlim=(0, 100), ylim=(0, 101))
    bench.axis("off")
    _boxes(bench)
    _rule(bench, moment)
    for card in moment.after:
        _card(bench, card, moment)


def _start(share: float) -> Moment:
    return Moment(NEW, NEW, drop=eased(share, 0.05, 0.6))


def _loop(share: float) -> Moment:
    step = (share - 0.25) / 0.7
    asked = CARDS[min(int(step * len(CARDS)), len(CARDS) - 1)] if step >= 0 else ""
    return Moment(NEW, NEW, lines=1, asked=asked)


def _hit(share: float) -> Moment:
    return Moment(NEW, FIRST, eased(share, 0.35, 0.85), lines=2, hits="ABDF")


def _miss(share: float) -> Moment:
    return Moment(FIRST, FIRST, lines=3, misses="CE" if share > 0.2 else "")


def _higher(share: float) -> Moment:
    """A third of the time for each of the days that follow."""
    day = min(int(share * 3), 2)
    return Moment(DAYS[day], DAYS[day + 1], eased(share * 3 - day, 0.15, 0.85), lines=3)


def _fall(share: float) -> Moment:
    return Moment(SPREAD, FALLEN, eased(share, 0.4, 0.9), lines=3, misses="A")


def _rule_framed(share: float) -> Moment:
    return Moment(FALLEN, FALLEN, lines=3, frame=eased(share, 0.1, 0.3))


MOMENTS = {
    "boxes": lambda share: Moment(),
    "start": _start,
    "loop": _loop,
    "hit": _hit,
    "miss": _miss,
    "higher": _higher,
    "fall": _fall,
    "rule": _rule_framed,
    "honest": lambda share: Moment(FALLEN, FALLEN, lines=3),
}


def _boxes(bench: Axes) -> None:
    for number, rest in enumerate(REST, start=1):
        left = _left(number)
        for x, y, wide, tall in (
            (left, FLOOR, WIDE, 1.5),
            (left, FLOOR, 0.5, TALL),
            (left + WIDE - 0.5, FLOOR, 0.5, TALL),
        ):
            bench.add_patch(Rectangle((x, y), wide, tall, color=QUIET, linewidth=0))
        style = {"ha": "center", "va": "top", "color": INK}
        bench.text(left + WIDE / 2, 10, f"box {number}: {rest}", fontsize=13, **style)


def _rule(bench: Axes, moment: Moment) -> None:
    for number, line in enumerate(RULE[: moment.lines]):
        style = {"fontsize": 15, "family": "monospace", "va": "top", "color": INK}
        bench.text(2, 99 - 9 * number, line, **style)
    if moment.frame:
        shape = FancyBboxPatch((0.5, 72), 56, 28, boxstyle="round,pad=0", fill=False, linewidth=2)
        shape.set(edgecolor=BLUE, alpha=moment.frame)
        bench.add_patch(shape)


def _card(bench: Axes, card: str, moment: Moment) -> None:
    x, y = _on_its_way(card, moment)
    wide, tall = CARD
    asked = card == moment.asked
    # Letters stay on their own cards, and a card that moves is before those that rest.
    place = 3 + 3 * CARDS.index(card) + 20 * (moment.before[card] != moment.after[card])
    edge, width = (ORANGE, 4) if asked else (INK, 1)
    shape = FancyBboxPatch((x, y), wide, tall, boxstyle="round,pad=0,rounding_size=1")
    shape.set(facecolor="white", edgecolor=edge, linewidth=width, zorder=place)
    bench.add_patch(shape)
    middle = {"ha": "center", "va": "center", "fontweight": "bold", "zorder": place + 1}
    bench.text(x + wide / 2, y + tall / 2, card, fontsize=16, color=INK, **middle)
    if card in moment.hits or card in moment.misses:
        sign, color = ("✓", BLUE) if card in moment.hits else ("✗", ORANGE)
        style = {"fontsize": 17, "family": "DejaVu Sans", **middle}
        bench.text(x + wide - 1, y + tall - 1, sign, color=color, **style)


def _on_its_way(card: str, moment: Moment) -> tuple[float, float]:
    """Where a card is: it is lifted over the rims of the boxes, and put down in its seat."""
    (x, y), (to_x, to_y) = _seat(card, moment.before), _seat(card, moment.after)
    y, to_y = (height + 90 * (1 - moment.drop) for height in (y, to_y))
    lift = (RIM - y) * math.sin(math.pi * moment.moved) if x != to_x else 0
    return x + (to_x - x) * moment.moved, y + (to_y - y) * moment.moved + lift


def _seat(card: str, places: Places) -> tuple[float, float]:
    """A card's own seat in its box, so that no card covers another."""
    column, row = divmod(CARDS.index(card), 3)
    return _left(places[card]) + 1.6 + 7.4 * column, FLOOR + 2.5 + 14 * row


def _left(number: int) -> float:
    return (WIDE + GAP) * (number - 1) + 2.5
