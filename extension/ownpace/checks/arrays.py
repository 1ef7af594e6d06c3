"""Comparing NumPy arrays: shape, kind of numbers, values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ownpace.checks.difference import Difference, of_values
from ownpace.checks.libraries import loaded
from ownpace.checks.tolerance import Tolerance

#: NumPy's letters for kinds of dtype, as words; whole numbers and fractions stand for each other.
_KINDS = {
    "b": "truth values",
    "i": "numbers",
    "u": "numbers",
    "f": "numbers",
    "c": "complex numbers",
    "U": "text",
    "S": "bytes",
    "M": "dates",
    "m": "spans of time",
    "O": "objects",
    "V": "records",
}


def compare_arrays(
    found: Any, expected: Any, within: Tolerance, each: Callable[[Any, Any], Difference | None]
) -> Difference | None:
    """Both are exactly ``numpy.ndarray``; ``each`` compares two values of arrays of objects."""
    if found.shape != expected.shape:
        seen, wanted = f"has the shape {found.shape}", f"the shape {expected.shape}"
        return Difference(seen, wanted, guess="Look at its .shape.")
    if within.exact and found.dtype != expected.dtype:
        return Difference(f"has the dtype {found.dtype}", f"the dtype {expected.dtype}")
    mine, yours = _KINDS.get(found.dtype.kind), _KINDS.get(expected.dtype.kind)
    if mine != yours:
        guess = "Look at its .dtype."
        return Difference(f"is an array of {mine}", f"an array of {yours}", guess=guess)
    if expected.dtype.kind in "OV":
        return _one_by_one(found, expected, each)
    return _first(found, expected, _off(found, expected, within))


def _off(found: Any, expected: Any, within: Tolerance) -> Any:
    """An array of truth values: where the two differ."""
    numpy = loaded("numpy")
    same = found == expected
    kinds = found.dtype.kind + expected.dtype.kind
    if expected.dtype.kind in "fcMm":
        same |= (found != found) & (expected != expected)
    if expected.dtype.kind in "iufc":
        rtol, atol = within.limits(whole=not {"f", "c"} & set(kinds))
        if rtol or atol:
            same |= _near(numpy, found, expected, rtol, atol)
    return ~same


def _near(numpy: Any, found: Any, expected: Any, rtol: float, atol: float) -> Any:
    wide = numpy.complex128 if expected.dtype.kind == "c" else numpy.float64
    with numpy.errstate(all="ignore"):  # a warning would be on stderr, and so cost all the points
        mine, yours = found.astype(wide), expected.astype(wide)
        limit = numpy.maximum(atol, rtol * numpy.abs(yours))
        return (numpy.abs(mine - yours) <= limit) & numpy.isfinite(mine) & numpy.isfinite(yours)


def _first(found: Any, expected: Any, off: Any) -> Difference | None:
    if not off.any():
        return None
    place = tuple(int(index) for index in loaded("numpy").argwhere(off)[0])
    inner = of_values(found[place], expected[place])
    return inner.at(place)


def _one_by_one(
    found: Any, expected: Any, each: Callable[[Any, Any], Difference | None]
) -> Difference | None:
    if found.dtype.names != expected.dtype.names:
        return Difference(f"has the fields {found.dtype.names}", f"{expected.dtype.names}")
    for place in loaded("numpy").ndindex(expected.shape):
        mine, yours = found[place], expected[place]
        if expected.dtype.names:
            mine, yours = mine.item(), yours.item()
        inner = each(mine, yours)
        if inner:
            return inner.at(place)
    return None
