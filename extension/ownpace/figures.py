"""Figures that everybody can read, and controls with a label, for the modules of a course.

``present`` shows a plot as a picture with its alternative text, and in words what can be read from
it. ``slider``, ``choice`` and ``buttons`` are for ipywidgets' ``interact``, which draws anew when
one of them is moved. Nothing here imports matplotlib: a course that draws has it.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from html import escape
from io import BytesIO
from typing import Any, Protocol

from IPython.display import display
from ipywidgets import FloatSlider, IntSlider, SelectionSlider, ToggleButtons

from ownpace.errors import ActivityError

__all__ = ["buttons", "choice", "present", "slider"]

#: Pixels in an inch: sharp at the width of a notebook, and some 30 kB for a plain plot.
RESOLUTION = 110

#: What one chooses from: values, or values by what they are called.
Options = Sequence[Any] | Mapping[str, Any]


class Figure(Protocol):
    """What is asked of a figure: matplotlib's own, or one of a library that stands on it."""

    def savefig(self, fname: Any, **how: Any) -> Any: ...


def present(figure: Figure, alternative: str, words: str) -> None:
    """Show a figure as a picture, and close it, so that the notebook does not show it again.

    ``alternative`` says in a few words what kind of picture it is; ``words``, shown below it, what
    can be read from it now: what was chosen, and the values. Both are text, not HTML. Raises
    ``ActivityError`` where one of them says nothing.

    >>> present(figure, "Bar chart of minutes", "3 days: 50 minutes each.")  # doctest: +SKIP
    """
    try:
        _require(alternative, words)
        picture = b64encode(_png(figure)).decode()
    finally:
        _close(figure)
    page = (
        f'<figure style="margin: 0.5em 0"><img alt="{escape(alternative)}" '
        f'style="max-width: 100%" src="data:image/png;base64,{picture}">'
        f"<figcaption>{escape(words)}</figcaption></figure>"
    )
    display({"text/html": page, "text/plain": words}, raw=True)  # type: ignore[no-untyped-call]


def slider(
    label: str, low: float, high: float, value: float, step: float = 1
) -> IntSlider | FloatSlider:
    """A slider for a number, whole where all of its numbers are. It tells when it is let go, and
    not on the way, so that a slow link can keep up.

    >>> slider("Minutes a day", 20, 120, 30, step=5).value
    30
    """
    numbers = {"min": low, "max": high, "value": value, "step": step}
    told = {"continuous_update": False, **_labelled(label)}
    if all(isinstance(number, int) for number in numbers.values()):
        return IntSlider(**numbers, **told)
    return FloatSlider(**numbers, readout_format=f".{_places(numbers.values())}f", **told)


def choice(label: str, options: Options, value: Any = None) -> SelectionSlider:
    """A slider over options in their order, at ``value``, or the first. It tells when it is let go.
    It is here in place of a menu, from which JupyterLab takes the arrow keys.

    >>> choice("Days until the test", (10, 60, 365), 60).value
    60
    """
    made = SelectionSlider(options=options, continuous_update=False, **_labelled(label))
    if value is not None:
        made.value = value
    return made


def buttons(label: str, options: Options) -> ToggleButtons:
    """A few options side by side, of which the first is chosen.

    >>> buttons("Time axis", ("even", "stretched")).value
    'even'
    """
    made = ToggleButtons(options=options, **_labelled(label))
    made.style.button_width = "auto"  # as wide as its words, which would be cut off otherwise
    return made


def _labelled(label: str) -> dict[str, Any]:
    """A label to the left, as wide for all, and no wider control than a notebook's text."""
    return {
        "description": label,
        "style": {"description_width": "14em"},
        "layout": {"width": "95%", "max_width": "38em"},
    }


def _places(numbers: Iterable[float]) -> int:
    """How many places after the point show each of the numbers, and all that steps lead to."""
    return max(len(f"{Decimal(str(number)):f}".partition(".")[2]) for number in numbers)


def _require(alternative: str, words: str) -> None:
    if not (alternative.strip() and words.strip()):
        raise ActivityError(
            "A figure without words is nothing to who does not see it.",
            hint="Say what kind of picture it is, and what can be read from it.",
            code="no-words",
        )


def _png(figure: Figure) -> bytes:
    picture = BytesIO()
    # Tight: a figure that a learner made has no layout of its own, and would lose its labels.
    figure.savefig(picture, format="png", dpi=RESOLUTION, bbox_inches="tight")
    return picture.getvalue()


def _close(figure: Figure) -> None:
    """What ``pyplot`` did not make is shown by nobody but us, and needs no closing."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)
