"""What matplotlib axes show, read by matplotlib's own methods from objects of its own classes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from ownpace.checks.libraries import is_exactly, loaded

Kind = Literal["line", "scatter", "bar", "hist"]


@dataclass(frozen=True)
class Series:
    """One line, group of points or group of bars; ``x`` and ``y`` in the numbers of the axes."""

    kind: Kind
    x: tuple[float, ...]
    y: tuple[float, ...]
    label: str


def is_axes(value: Any) -> bool:
    return is_exactly(value, "matplotlib.axes", "Axes") or is_exactly(
        value, "matplotlib.projections.polar", "PolarAxes"
    )


def axes_of(value: Any) -> Any:
    """The axes themselves, or the only ones of a figure; None where there are none."""
    if is_exactly(value, "matplotlib.figure", "Figure"):
        own = loaded("matplotlib.figure").Figure.get_axes(value)
        value = own[0] if len(own) == 1 else None
    return value if is_axes(value) else None


def series_of(axes: Any) -> tuple[Series, ...]:
    """All that is drawn of data, in the order in which it was drawn by kind."""
    return (*_lines(axes), *_points(axes), *_bars(axes))


def words_on(axes: Any) -> dict[str, str]:
    """``title``, ``xlabel`` and ``ylabel``; empty where there is none."""
    own = loaded("matplotlib.axes").Axes
    return {
        "title": own.get_title(axes),
        "xlabel": own.get_xlabel(axes),
        "ylabel": own.get_ylabel(axes),
    }


def legend_of(axes: Any) -> tuple[str, ...] | None:
    """The texts of the legend; None without one."""
    legend = loaded("matplotlib.axes").Axes.get_legend(axes)
    if not is_exactly(legend, "matplotlib.legend", "Legend"):
        return None
    return tuple(text.get_text() for text in legend.get_texts())


def positions(axes: Any, values: Any, which: Literal["x", "y"]) -> tuple[float, ...]:
    """Where values stand on an axis: of names and dates the numbers that matplotlib gives them."""
    axis = axes.xaxis if which == "x" else axes.yaxis
    return _floats(axis.convert_units(values))


def _lines(axes: Any) -> Iterator[Series]:
    own = loaded("matplotlib.lines").Line2D
    for line in axes.lines:
        if type(line) is own:
            joined = own.get_linestyle(line) not in ("None", " ", "")
            x, y = own.get_xdata(line, orig=False), own.get_ydata(line, orig=False)
            yield Series("line" if joined else "scatter", _floats(x), _floats(y), _label(line))


def _points(axes: Any) -> Iterator[Series]:
    for group in axes.collections:
        if is_exactly(group, "matplotlib.collections", "PathCollection"):
            places = loaded("numpy").asarray(group.get_offsets(), dtype=float)
            yield Series("scatter", _floats(places[:, 0]), _floats(places[:, 1]), _label(group))


def _bars(axes: Any) -> Iterator[Series]:
    for group in axes.containers:
        if is_exactly(group, "matplotlib.container", "BarContainer"):
            yield _bar_group(group)


def _bar_group(group: Any) -> Series:
    """Bars that touch are a histogram's; of lying bars ``y`` is their length too."""
    bars = [(b.get_x(), b.get_y(), b.get_width(), b.get_height()) for b in group.patches]
    lying = group.orientation == "horizontal"
    places = [(y, height, width) if lying else (x, width, height) for x, y, width, height in bars]
    middles = tuple(float(start + size / 2) for start, size, _ in places)
    heights = tuple(float(length) for _, _, length in places)
    ends = [(start, start + size) for start, size, _ in places]
    touching = len(ends) > 1 and all(
        abs(before[1] - after[0]) <= 1e-9 * abs(before[1] - before[0])
        for before, after in pairwise(ends)
    )
    return Series("hist" if touching else "bar", middles, heights, _label(group))


def _label(artist: Any) -> str:
    """The label that a person gave; matplotlib's own begin with an underscore."""
    label = artist.get_label()
    return label if type(label) is str and not label.startswith("_") else ""


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in loaded("numpy").ravel(values))
