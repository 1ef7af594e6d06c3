"""Checks of values: numbers, text, lists, arrays, data frames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ownpace.checks.compare import difference
from ownpace.checks.difference import Difference
from ownpace.checks.failure import CheckFailed, sentences
from ownpace.checks.names import ABSENT, look_up
from ownpace.checks.showing import show
from ownpace.checks.tolerance import Tolerance

Mistakes = Mapping[Any, str] | Iterable[tuple[Any, str]]


def check_value(
    name: str,
    expected: Any,
    *,
    value: Any = ABSENT,
    rtol: float | None = None,
    atol: float | None = None,
    exact: bool = False,
    means: str = "",
    mistakes: Mistakes = (),
    hint: str = "",
    hidden: bool = False,
) -> None:
    """The variable ``name`` (or ``value``, which is then called that) must be ``expected``.

    ``expected`` may be a number, text, True, None, a list, tuple, dictionary or set of such, a
    NumPy array, a pandas DataFrame or Series. Types count: text is no number, a list no tuple, True
    not 1; whole numbers and fractions stand for each other unless ``exact``. For ``rtol`` and
    ``atol`` see ``Tolerance``.

    ``means`` says what is expected in words, and the value is then not in the message. ``mistakes``
    are wrong values with what to say of each, instead of ``hint``, the next step. With ``hidden``
    nothing of the expected value is in the message.

    >>> total = 75
    >>> check_value("total", 75, hint="Multiply sessions by minutes.")

    Raises ``CheckFailed``; TypeError and ValueError where the check itself is wrong.
    """
    within = Tolerance(rtol, atol, exact)
    found = look_up(_name(name)) if value is ABSENT else value
    if found is ABSENT:
        raise CheckFailed(_not_found(name, means))
    seen = difference(found, expected, within)
    if seen:
        said = said_of(found, mistakes, within)
        raise CheckFailed(message(name, found, seen, said, hint, means=means, hidden=hidden))


def message(
    subject: str,
    found: Any,
    seen: Difference,
    said: str,
    hint: str,
    *,
    means: str = "",
    hidden: bool = False,
) -> str:
    """What was seen, what was expected, and the next step: what is ``said`` of a foreseen mistake
    before all else. Hidden, nothing in it depends on the expected value."""
    if hidden:
        step = said or hint or "Work out an example by hand and compare."
        wanted = means or "something else"
        return sentences(f"{subject} is {show(found)}.", f"We expected {wanted}.", step)
    step = said or seen.step or hint or seen.guess or "Look again at how it is made."
    wanted = means or seen.expected
    return sentences(f"{subject}{seen.where} {seen.seen}.", f"We expected {wanted}.", step)


def said_of(found: Any, mistakes: Mistakes, within: Tolerance) -> str:
    """What the teacher says of a wrong value that was foreseen."""
    pairs = mistakes.items() if isinstance(mistakes, Mapping) else mistakes
    return next((said for wrong, said in pairs if not difference(found, wrong, within)), "")


def _name(name: object) -> str:
    if type(name) is str and name.isidentifier():
        return name
    raise TypeError('Give the name of the variable in quotation marks: check_value("total", 75).')


def _not_found(name: str, means: str) -> str:
    return sentences(
        f"We looked for {name} and did not find it.",
        f"It should hold {means}." if means else "",
        f"Write a line that starts with {name} = and run that cell first.",
    )
