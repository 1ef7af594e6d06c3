"""Whether two values are the same, and where they first differ if not.

The expected value, which the teacher wrote, decides how; of the found one nothing is believed but
its exact class. So an object that claims to equal everything differs, and so does one whose class
calls itself ``ndarray``. What this does not stop is code that changes Python or a library itself
before the check runs (docs/grading.md says what grading does about that).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ownpace.checks.arrays import compare_arrays
from ownpace.checks.difference import Difference, of_kinds, of_values
from ownpace.checks.frames import compare_frames
from ownpace.checks.libraries import is_exactly, plain
from ownpace.checks.showing import is_fixed, kind, show, type_name
from ownpace.checks.tolerance import Tolerance

_DEEPEST = 50
_NUMBERS = (int, float)
_SIMPLE = (str, bytes, bool, int, float, complex, type(None))


def difference(
    found: Any, expected: Any, within: Tolerance | None = None, depth: int = 0
) -> Difference | None:
    """None when the two are the same; raises TypeError where the expected value is of a class whose
    own ``==`` would have to be believed."""
    within = within or Tolerance()
    if depth > _DEEPEST:
        return Difference("is nested without end", "a value that ends")
    if within.exact and type(found) is not type(expected):
        return _of_classes(found, expected)
    found, expected = plain(found), plain(expected)
    if _is(expected, *_NUMBERS, complex):
        return _compare_numbers(found, expected, within)
    if type(found) is not type(expected):
        return of_kinds(found, expected)
    if is_exactly(expected, "numpy", "ndarray"):
        return compare_arrays(found, expected, within, _deeper(within, depth))
    if is_exactly(expected, "pandas", "DataFrame", "Series"):
        return compare_frames(found, expected, within, _deeper(within, depth))
    compare = next((way for own, way in _CONTAINERS.items() if type(expected) is own), None)
    if compare:
        return compare(found, expected, _deeper(within, depth))
    return _compare_others(found, expected)


Deeper = Callable[[Any, Any], Difference | None]


def _deeper(within: Tolerance, depth: int) -> Deeper:
    return lambda found, expected: difference(found, expected, within, depth + 1)


def _is(value: Any, *kinds: type) -> bool:
    return any(type(value) is own for own in kinds)


def _of_classes(found: Any, expected: Any) -> Difference:
    mine, yours = type_name(type(found)), type_name(type(expected))
    if mine == yours:
        return of_kinds(found, expected)
    guess = f"Turn it into the type {yours}."
    return Difference(f"is {show(found)}, of type {mine}", f"the type {yours}", guess=guess)


def _compare_numbers(found: Any, expected: Any, within: Tolerance) -> Difference | None:
    kinds = (complex,) if type(expected) is complex else _NUMBERS
    if not _is(found, *kinds):
        return of_kinds(found, expected)
    return None if within.holds(found, expected) else of_values(found, expected)


def _compare_sequences(found: Any, expected: Any, deeper: Deeper) -> Difference | None:
    if len(found) != len(expected):
        return _of_lengths(found, expected)
    for place, (mine, yours) in enumerate(zip(found, expected, strict=True)):
        inner = deeper(mine, yours)
        if inner:
            return inner.inside(place)
    return None


def _compare_dictionaries(found: Any, expected: Any, deeper: Deeper) -> Difference | None:
    strange = next((key for key in found if not _is_simple(key)), None)
    if strange is not None:
        return Difference(f"has a key that is {kind(strange)}", "only keys of plain kinds")
    keys = {_key(key): key for key in found}
    for key, yours in expected.items():
        if _key(key) not in keys:
            return Difference(f"has no key {show(key)}", f"the key {show(key)}")
        inner = deeper(found[key], yours)
        if inner:
            return inner.inside(key)
    known = {_key(key) for key in expected}
    extra = next((key for mark, key in keys.items() if mark not in known), None)
    if len(keys) != len(known):
        return Difference(f"has the key {show(extra)}", "no such key")
    return None


def _compare_sets(found: Any, expected: Any, deeper: Deeper) -> Difference | None:
    """Sets of plain values; fractions may be off as anywhere else."""
    strange = next((item for item in found if not _is_simple(item)), None)
    if strange is not None:
        return Difference(f"holds {kind(strange)}", "only plain values")
    if len(found) != len(expected):
        return _of_lengths(found, expected)
    index = {_key(item): item for item in found}
    rest = [item for item in expected if index.pop(_key(item), _ABSENT) is _ABSENT]
    for yours in rest:
        near = next((mark for mark, item in index.items() if not deeper(item, yours)), None)
        if near is None:
            return Difference(f"does not hold {show(yours)}", show(expected))
        del index[near]
    return None


def _compare_text(found: Any, expected: Any, _: Deeper) -> Difference | None:
    if found == expected:
        return None
    step = ""
    if found.casefold() == expected.casefold():
        step = "Mind capital and small letters."
    elif found.split() == expected.split():
        step = "Mind the spaces."
    return of_values(found, expected, step)


def _compare_directly(found: Any, expected: Any, _: Deeper) -> Difference | None:
    return None if found == expected else of_values(found, expected)


def _compare_others(found: Any, expected: Any) -> Difference | None:
    if found is expected:
        return None
    own = type(expected)
    if not is_fixed(own) and own.__module__.partition(".")[0] not in sys.stdlib_module_names:
        raise TypeError(
            f"A check cannot compare objects of class {type_name(own)}: the class itself decides "
            "what it equals. Compare their parts, each with a check of its own."
        )
    same = found == expected
    return None if same is True else of_values(found, expected)


def _of_lengths(found: Any, expected: Any) -> Difference:
    return Difference(f"has {_count(found)}", _count(expected))


def _count(values: Any) -> str:
    return f"{len(values)} item" + ("" if len(values) == 1 else "s")


def _is_simple(value: Any) -> bool:
    """Whether hashing it and comparing it runs no learner's code."""
    value = plain(value)
    if _is(value, tuple, frozenset):
        return all(_is_simple(item) for item in value)
    return _is(value, *_SIMPLE)


def _key(value: Any) -> Any:
    """A stand-in that keeps 1 and True apart, as Python's own keys do not."""
    value = plain(value)
    if _is(value, tuple):
        return ("tuple", tuple(_key(item) for item in value))
    if _is(value, frozenset):
        return ("frozenset", frozenset(_key(item) for item in value))
    return ("number" if _is(value, *_NUMBERS) else type_name(type(value)), value)


_ABSENT = object()
_CONTAINERS: Mapping[type, Callable[[Any, Any, Deeper], Difference | None]] = MappingProxyType(
    {
        list: _compare_sequences,
        tuple: _compare_sequences,
        dict: _compare_dictionaries,
        set: _compare_sets,
        frozenset: _compare_sets,
        str: _compare_text,
        bytes: _compare_directly,
        bool: _compare_directly,
        type(None): _compare_directly,
    }
)
