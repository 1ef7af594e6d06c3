"""Checks of matplotlib axes: what kind of plot, of which data, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, get_args

from ownpace.checks.compare import difference
from ownpace.checks.drawings import Kind, Series, axes_of, legend_of, positions, series_of, words_on
from ownpace.checks.failure import CheckFailed, sentences
from ownpace.checks.names import ABSENT, look_up
from ownpace.checks.showing import kind as kind_of
from ownpace.checks.showing import show
from ownpace.checks.tolerance import Tolerance

_NAMES = {"line": "line", "scatter": "group of points", "bar": "group of bars", "hist": "histogram"}
_CALLS = {"line": "plot", "scatter": "scatter", "bar": "bar", "hist": "hist"}
_PLACES = {"title": "The title", "xlabel": "The x axis", "ylabel": "The y axis"}
Words = str | Literal[True] | None


def check_axes(
    axes: Any,
    kind: Kind | None = None,
    *,
    x: Any = None,
    y: Any = None,
    title: Words = None,
    xlabel: Words = None,
    ylabel: Words = None,
    legend: Sequence[str] | Literal[True] | None = None,
    rtol: float | None = None,
    atol: float | None = None,
    hint: str = "",
    hidden: bool = False,
) -> None:
    """A plot (its axes, a figure with one, or the name of either) must show what is given here;
    what is not given does not matter.

    ``kind``: ``line``, ``scatter`` (also markers without a line), ``bar`` or ``hist`` (bars that
    touch). ``x`` and ``y``: the data of one of these; of bars their places or names, and their
    heights. ``title``, ``xlabel``, ``ylabel``: words that must occur, whatever their case; True:
    any. ``legend``: its texts; True: any. ``hint`` is the next step for kind and data.

    >>> check_axes("axes", "line", x=[1, 2], y=[10, 20], xlabel="hours", ylabel=True)

    Raises ``CheckFailed``. With ``hidden`` nothing of what is expected is in its message.
    """
    if kind is not None and kind not in get_args(Kind):
        raise ValueError(f"kind is one of {', '.join(get_args(Kind))}.")
    shown = _axes(axes)
    _check_data(shown, kind, {"x": x, "y": y}, Tolerance(rtol, atol), hint, hidden)
    said = words_on(shown)
    for place, words in (("title", title), ("xlabel", xlabel), ("ylabel", ylabel)):
        _check_words(place, said[place], words, hidden)
    _check_legend(legend_of(shown), legend, hidden)


def _axes(given: Any) -> Any:
    value = look_up(given) if type(given) is str else given
    found = axes_of(value)
    if found is not None:
        return found
    subject = given if type(given) is str else "What we looked at"
    seen = "is not there" if value is ABSENT else f"is {kind_of(value)}"
    raise CheckFailed(
        f"{subject} {seen}. We expected the axes of one plot. "
        "Make them with figure, axes = plt.subplots(), and return axes from a function."
    )


def _check_data(
    axes: Any,
    kind: Kind | None,
    data: dict[Literal["x", "y"], Any],
    within: Tolerance,
    hint: str,
    hidden: bool,
) -> None:
    drawn = [one for one in series_of(axes) if kind in (None, one.kind)]
    asked = {which: values for which, values in data.items() if values is not None}
    if not drawn and (kind or asked):
        raise CheckFailed(_nothing(series_of(axes), kind, hint, hidden))
    wrong = [_first_wrong(axes, one, asked, within) for one in drawn]
    if asked and all(wrong):
        raise CheckFailed(_other_data(drawn[0], asked, wrong[0], hint, hidden))


def _first_wrong(
    axes: Any, one: Series, asked: dict[Literal["x", "y"], Any], within: Tolerance
) -> Literal["x", "y", ""]:
    for which, values in asked.items():
        try:
            expected = positions(axes, values, which)
        except (TypeError, ValueError):  # names where the axis has numbers
            return which
        if difference(getattr(one, which), expected, within):
            return which
    return ""


def _nothing(drawn: Sequence[Series], kind: Kind | None, hint: str, hidden: bool) -> str:
    seen = ", ".join(sorted({f"a {_NAMES[one.kind]}" for one in drawn})) or "no data"
    if hidden:
        return sentences(f"The plot shows {seen}.", "We expected another kind of plot.", hint)
    wanted = f"a {_NAMES[kind]}" if kind else "some data"
    step = f"Use axes.{_CALLS[kind or 'line']}."
    return sentences(f"The plot shows {seen}.", f"We expected {wanted}.", hint or step)


def _other_data(
    one: Series,
    asked: dict[Literal["x", "y"], Any],
    which: Literal["x", "y", ""],
    hint: str,
    hidden: bool,
) -> str:
    step = hint or "Plot x and y, in this order."
    if hidden or not which:
        return sentences(f"The {_NAMES[one.kind]} does not show the data that we expected.", step)
    seen = f"The {which} values of the {_NAMES[one.kind]} are {show(list(getattr(one, which)))}."
    return sentences(seen, f"We expected {show(asked[which])}.", step)


def _check_words(place: str, said: str, wanted: Words, hidden: bool) -> None:
    if wanted is None or (said.strip() and wanted is True):
        return
    if type(wanted) is str and wanted.casefold() in said.casefold():
        return
    named = "is" if place == "title" else "is named"
    expected = "a name" if wanted is True or hidden else f"a name with the word {wanted}"
    expected = expected.replace("a name", "a text") if place == "title" else expected
    other = "another text" if hidden and said.strip() else expected
    raise CheckFailed(
        f"{_PLACES[place]} {named} {show(said)}. We expected {other}. Use axes.set_{place}."
    )


def _check_legend(
    said: tuple[str, ...] | None, wanted: Sequence[str] | Literal[True] | None, hidden: bool
) -> None:
    if wanted is None or (said and wanted is True):
        return
    if said is not None and wanted is not True and list(said) == list(wanted):
        return
    seen = "There is no legend." if said is None else f"The legend says {show(list(said))}."
    expected = "a legend" if wanted is True else show(list(wanted))
    raise CheckFailed(
        sentences(
            seen,
            "We expected something else." if hidden else f"We expected {expected}.",
            "Give each part a label, then call axes.legend().",
        )
    )
