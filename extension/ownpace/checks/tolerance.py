"""How far off a number may be."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Tolerance:
    """A number is right when it is off by at most ``atol``, or by ``rtol`` times the expected one.

    None: 1e-12 and 1e-6 where a fraction (float, complex) is compared, and nothing between two
    whole numbers. NaN is right for NaN only, an infinity for the same infinity. ``exact`` also
    asks for the very type: otherwise whole numbers and fractions stand for each other, as they do
    in Python, and NumPy's stand for Python's.
    """

    rtol: float | None = None
    atol: float | None = None
    exact: bool = False

    def __post_init__(self) -> None:
        for value in (self.rtol, self.atol):
            if value is not None and not 0 <= value < math.inf:
                raise ValueError("A tolerance is a number from 0 on.")

    def limits(self, whole: bool) -> tuple[float, float]:
        """``rtol`` and ``atol`` between two whole numbers, or between others."""
        rtol = self.rtol if self.rtol is not None else 0.0 if whole else 1e-6
        atol = self.atol if self.atol is not None else 0.0 if whole else 1e-12
        return rtol, atol

    def holds(self, found: complex, expected: complex) -> bool:
        """Whether ``found`` is right, both being Python's own numbers."""
        if type(found) is complex or type(expected) is complex:
            pairs = ((found.real, expected.real), (found.imag, expected.imag))
            if not all(math.isfinite(part) for pair in pairs for part in pair):
                return all(self.holds(mine, yours) for mine, yours in pairs)
        elif found == expected or (_is_nan(found) and _is_nan(expected)):
            return True
        return self._is_near(found, expected)

    def _is_near(self, found: complex, expected: complex) -> bool:
        rtol, atol = self.limits(whole=type(found) is int and type(expected) is int)
        try:
            off = abs(found - expected)
            return off <= max(atol, rtol * abs(expected)) and off != math.inf
        except OverflowError:  # a whole number that no float can hold
            return bool(found == expected)


def _is_nan(value: complex) -> bool:
    return value != value
