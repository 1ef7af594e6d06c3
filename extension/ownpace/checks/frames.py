"""Comparing pandas data frames and series: names, index, values column by column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ownpace.checks.arrays import compare_arrays
from ownpace.checks.difference import Difference
from ownpace.checks.libraries import is_exactly, loaded
from ownpace.checks.showing import show
from ownpace.checks.tolerance import Tolerance

Each = Callable[[Any, Any], Difference | None]


def compare_frames(found: Any, expected: Any, within: Tolerance, each: Each) -> Difference | None:
    """Both are exactly a DataFrame, or both a Series. Columns count in their order."""
    if is_exactly(expected, "pandas", "Series"):
        return _compare_series(found, expected, within, each)
    mine, yours = list(found.columns), list(expected.columns)
    if each(mine, yours):
        return Difference(f"has the columns {show(mine)}", f"the columns {show(yours)}")
    if len(found) != len(expected):
        return Difference(f"has {len(found)} rows", f"{len(expected)} rows")
    for place, name in enumerate(yours):
        inner = _compare_series(found.iloc[:, place], expected.iloc[:, place], within, each)
        if inner:
            return inner.inside(name)
    return None


def _compare_series(found: Any, expected: Any, within: Tolerance, each: Each) -> Difference | None:
    if len(found) != len(expected):
        return Difference(f"has {len(found)} values", f"{len(expected)} values")
    mine, yours = _values(found.index), _values(expected.index)
    if compare_arrays(mine, yours, within, each):
        guess = "Look at its .index; .reset_index(drop=True) numbers the rows from 0."
        seen, wanted = f"has the index {show(mine)}", f"the index {show(yours)}"
        return Difference(seen, wanted, guess=guess)
    return compare_arrays(_values(found), _values(expected), within, each)


def _values(column: Any) -> Any:
    """A column or index as an array, by pandas' own method whatever the object says."""
    own = loaded("pandas")
    kind = own.Series if is_exactly(column, "pandas", "Series") else own.Index
    return kind.to_numpy(column)
