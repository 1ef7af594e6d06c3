"""The two figures of *Python from zero*. You may read this file, but you do not need to."""

from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import matplotlib.pyplot as plt
from ipywidgets import interact
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ownpace.figures import buttons, present, slider

INK, QUIET, BLUE, ORANGE = "#1f1f1f", "#6b6b6b", "#0072B2", "#D55E00"

#: Small programs of five lines each.
PROGRAMS = {
    "sharing out": (
        "pages = 40",
        "days = 5",
        "daily = pages / days",
        "days = 4",
        "print(daily)",
    ),
    "adding up": (
        "total = 0",
        "total = total + 20",
        "total = total + 35",
        "total = total + 15",
        "print(total)",
    ),
    "changing places": (
        "first = 3",
        "second = 8",
        "first = second",
        "second = first",
        "print(first, second)",
    ),
}
LINES = 5
VALUES = (12, 8, 0, 15, 9, 20, 5, 30)


def show_trace() -> None:
    """A small program, run line by line, with what each name holds."""
    interact(
        draw_trace,
        program=buttons("Program", tuple(PROGRAMS)),
        lines=slider("Lines that have run", 0, LINES, 0),
    )


def show_places() -> None:
    """A list, and what stands at a place of it, if anything does."""
    interact(
        draw_places,
        items=slider("Items in the list", 3, len(VALUES), 6),
        place=slider("Place", 0, len(VALUES), 0),
    )


def draw_trace(program: str, lines: int) -> None:
    source = PROGRAMS[program]
    names, printed = run(source[:lines])
    figure, axes = _sheet(3.2)
    for number, line in enumerate(source, start=1):
        _line(axes, number, line, lines)
    axes.text(5.4, 5.15, "names and their values", color=QUIET, fontsize=11)
    for row, (name, value) in enumerate(names.items()):
        _named_box(axes, 4.1 - 1.15 * row, name, value)
    axes.text(0.2, -0.45, f"printed:  {printed}", family="monospace", fontsize=12, color=INK)
    axes.set(xlim=(0, 10), ylim=(-0.8, 5.6))
    values = ", ".join(f"{name} is {value}" for name, value in names.items())
    text = f"{lines} of {LINES} lines have run. {values or 'There is no name yet'}."
    text += f" Printed: {printed}." if printed else ""
    alt = f"The program {program}, with a box for each name: {'; '.join(source)}"
    present(figure, alt, text)


def draw_places(items: int, place: int) -> None:
    values = list(VALUES[:items])
    figure, axes = _sheet(2.4)
    for number, value in enumerate(values):
        _item(axes, number, value, chosen=number == place)
    if place >= items:
        axes.text(place + 0.5, 1.5, "?", fontsize=18, color=ORANGE, ha="center", va="center")
        _arrow(axes, place)
    axes.text(-0.1, 0.55, "place", color=QUIET, fontsize=11, ha="right")
    axes.set(xlim=(-1.1, len(VALUES) + 1.1), ylim=(-0.4, 3.1))
    present(figure, "A row of boxes, one for each item of the list", words(values, place))


def run(source: tuple[str, ...]) -> tuple[dict[str, Any], str]:
    """The names and values after these lines of a program have really run, and what it printed."""
    names: dict[str, Any] = {}
    printed = StringIO()
    with redirect_stdout(printed):
        for line in source:
            exec(line, {}, names)
    return names, printed.getvalue().strip()


def words(values: list[int], place: int) -> str:
    """What Python answers when it is asked for a place of a list."""
    asked = f"values = {values}. values[{place}]"
    if place < len(values):
        skipped = f"{place} item{'' if place == 1 else 's'}"
        return f"{asked} is {values[place]}: you skip {skipped} to get there."
    return (
        f"{asked} stops with IndexError: the list has {len(values)} items, and the last of them "
        f"has place {len(values) - 1}."
    )


def _sheet(height: float) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(7, height), layout="constrained")
    axes.axis("off")
    return figure, axes


def _line(axes: Axes, number: int, line: str, run_so_far: int) -> None:
    """A line of code: the one that ran last has an arrow, and those to come are pale."""
    y = 5.15 - number + 0.2
    weight = "bold" if number == run_so_far else "normal"
    style = {"family": "monospace", "fontsize": 12, "fontweight": weight}
    axes.text(0.7, y, f"{number}  {line}", color=INK if number <= run_so_far else QUIET, **style)
    if number == run_so_far:
        axes.text(0.1, y, "→", fontsize=14, color=ORANGE, fontweight="bold")


def _named_box(axes: Axes, y: float, name: str, value: Any) -> None:
    axes.text(7.2, y, name, family="monospace", fontsize=12, color=INK, ha="right", va="center")
    frame = {"boxstyle": "square,pad=0.5", "facecolor": "white", "edgecolor": BLUE}
    style = {"family": "monospace", "fontsize": 12, "va": "center", "bbox": frame}
    axes.text(7.7, y, str(value), color=INK, **style)


def _item(axes: Axes, number: int, value: int, chosen: bool) -> None:
    edge, width = (ORANGE, 3) if chosen else (BLUE, 1.2)
    axes.add_patch(
        plt.Rectangle((number + 0.05, 1), 0.9, 1, fill=False, edgecolor=edge, linewidth=width)
    )
    middle = {"ha": "center", "va": "center", "color": INK}
    axes.text(number + 0.5, 1.5, str(value), fontsize=14, **middle)
    axes.text(number + 0.5, 0.65, str(number), fontsize=11, **middle)
    if chosen:
        _arrow(axes, number)


def _arrow(axes: Axes, place: int) -> None:
    axes.text(place + 0.5, 2.4, "↓", fontsize=18, color=ORANGE, ha="center", va="center")
