"""Where two values first differ, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ownpace.checks.showing import kind, show


@dataclass(frozen=True)
class Difference:
    """``seen`` continues "it …", ``expected`` continues "we expected …". ``where``: the way into
    the value, as Python writes it (``[2]['name']``); empty for the value itself. ``step``: what the
    difference asks for next, whatever the teacher's hint; ``guess``: for want of a hint.

    All but the value itself may give away what was expected: a hidden check shows none of it.
    """

    seen: str
    expected: str
    step: str = ""
    guess: str = ""
    where: str = ""

    def inside(self, key: Any) -> Difference:
        """The same, seen from the container that holds the value under ``key``."""
        return replace(self, where=f"[{show(key)}]{self.where}")

    def at(self, place: tuple[int, ...]) -> Difference:
        """The same, seen from the array that holds the value at ``place``."""
        indices = ", ".join(map(str, place))
        return replace(self, where=f"[{indices}]{self.where}") if place else self


def of_values(found: Any, expected: Any, step: str = "") -> Difference:
    """Two values of one kind that are not the same."""
    mine, yours = show(found), show(expected)
    if mine == yours:  # twelve digits, or the first few items, are not enough to tell them apart
        mine, yours = f"close to {mine}", f"a value closer to {yours}"
    return Difference(f"is {mine}", yours, step)


def of_kinds(found: Any, expected: Any) -> Difference:
    """Two values of different kinds."""
    shown, mine, yours = show(found), kind(found), kind(expected)
    if mine == yours:
        yours = f"{yours} of another class"
    named = found is None or shown.startswith(("a ", "an "))
    seen = f"is {shown}" if named else f"is {shown}, which is {mine}"
    if type(found) is str and type(expected) in (int, float):
        return Difference(seen, yours, step="Leave out the quotation marks.")
    if found is None:
        return Difference(seen, yours, guess="Give it a value.")
    return Difference(seen, yours, guess="" if expected is None else f"Turn it into {yours}.")
