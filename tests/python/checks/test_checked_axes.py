"""What `check_axes` sees on a plot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import matplotlib
import matplotlib.pyplot as plt
import pytest

from ownpace.checks import CheckFailed, check_axes

DAYS = [date(2027, 1, 11), date(2027, 1, 12)]


@pytest.fixture(autouse=True)
def no_screen() -> Iterator[None]:
    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture
def axes() -> Any:
    """A line with everything on it."""
    _, axes = plt.subplots()
    axes.plot([1, 2, 3], [0.5, 0.4, 0.3], label="Ebbinghaus")
    axes.set_title("How savings fall")
    axes.set_xlabel("Hours since learning")
    axes.set_ylabel("Savings")
    axes.legend()
    return axes


def said(axes: Any, *args: Any, **how: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check_axes(axes, *args, **how)
    return str(failed.value)


def test_a_right_plot_passes(axes: Any) -> None:
    """Given as axes, by name, or as the figure that has them."""
    how: dict[str, Any] = {"x": [1, 2, 3], "y": [0.5, 0.4, 0.3], "title": "savings", "xlabel": True}
    check_axes(axes, "line", ylabel="SAVINGS", legend=["Ebbinghaus"], **how)
    check_axes("axes", "line", legend=True, **how)
    check_axes(axes.figure, "line")


@pytest.mark.parametrize(
    ("how", "text"),
    [
        ({"kind": "bar"}, "The plot shows a line. We expected a group of bars. Use axes.bar."),
        ({"x": [1, 2, 4]}, "The x values of the line are [1.0, 2.0, 3.0]. We expected [1, 2, 4]."),
        ({"y": [0.5, 0.4]}, "The y values of the line are [0.5, 0.4, 0.3]. We expected [0.5, 0.4]"),
        ({"x": ["a", "b", "c"]}, "We expected ['a', 'b', 'c']."),
        ({"title": "power"}, "The title is 'How savings fall'. We expected a text with the word p"),
        ({"xlabel": "days"}, "The x axis is named 'Hours since learning'. We expected a name with"),
        ({"legend": ["Dros"]}, "The legend says ['Ebbinghaus']. We expected ['Dros']."),
    ],
)
def test_a_wrong_plot_is_told_why(axes: Any, how: dict[str, Any], text: str) -> None:
    """What the plot shows, what it should show, and what to call."""
    assert text in said(axes, **how)


@pytest.mark.parametrize(
    "how",
    [
        {"kind": "bar"},
        {"x": [1, 2, 731]},
        {"title": "731"},
        {"xlabel": "731"},
        {"legend": ["731"]},
    ],
)
def test_a_hidden_check_shows_nothing_of_what_is_expected(axes: Any, how: dict[str, Any]) -> None:
    """Neither the data nor the words."""
    text = said(axes, hidden=True, **how)
    assert "731" not in text
    assert "bars" not in text


def test_a_bare_plot_lacks_everything() -> None:
    """Without data, names and legend."""
    _, bare = plt.subplots()
    assert "The plot shows no data. We expected a line." in said(bare, "line")
    assert "The x axis is named ''. We expected a name. Use axes.set_xlabel." in said(
        bare, xlabel=True
    )
    assert "There is no legend." in said(bare, legend=True)


def test_kinds_of_plots_are_told_apart() -> None:
    """Points, bars, lying bars, histograms; places by name and by date."""
    _, (points, marks, bars, lying, counts, dated) = plt.subplots(6)
    points.scatter([1, 2], [3, 4])
    marks.plot([1, 2], [3, 4], "o")
    bars.bar(["a", "b"], [3, 4])
    lying.barh(["a", "b"], [3, 4])
    counts.hist([1, 1, 2, 3], bins=[1, 2, 3, 4])
    dated.plot(DAYS, [1, 2])
    check_axes(points, "scatter", x=[1, 2], y=[3, 4])
    check_axes(marks, "scatter", x=[1, 2], y=[3, 4])
    check_axes(bars, "bar", x=["a", "b"], y=[3, 4])
    check_axes(lying, "bar", y=[3, 4])
    check_axes(counts, "hist", y=[2, 1, 1])
    check_axes(dated, "line", x=DAYS)
    assert said(bars, "bar", x=["a", "c"])
    assert said(points, "line")


def test_one_of_several_lines_is_enough(axes: Any) -> None:
    """A plot may show more than was asked for."""
    axes.plot([1, 2], [7, 8])
    check_axes(axes, "line", x=[1, 2], y=[7, 8])


@pytest.mark.parametrize("value", [None, 3, "nowhere", plt])
def test_what_is_no_plot_is_told(value: Any) -> None:
    """With how to make one."""
    assert "We expected the axes of one plot." in said(value)


def test_a_plot_is_not_asked_what_it_shows(axes: Any) -> None:
    """Methods put on the axes, and classes that look like axes, do not speak for it."""
    axes.get_xlabel = lambda: "Days"
    assert "Hours since learning" in said(axes, xlabel="days")
    fake = type("Axes", (type(axes),), {"get_xlabel": lambda self: "days"})
    assert "object of class Axes" in said(fake(axes.figure, (0, 0, 1, 1)), xlabel="days")


def test_an_unknown_kind_is_the_teachers_error(axes: Any) -> None:
    """It names those that there are."""
    with pytest.raises(ValueError, match="line, scatter, bar, hist"):
        check_axes(axes, "pie")  # type: ignore[arg-type]
