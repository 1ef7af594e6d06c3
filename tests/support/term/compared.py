"""Where two reports differ, place by place: every field of either is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def differences(expected: Any, found: Any, place: str = "") -> Iterator[str]:
    """A line for each; fractions are the same to six places."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in sorted(expected.keys() ^ found.keys()):
            yield f"{place}.{key}: only {'expected' if key in expected else 'found'}"
        for key in expected.keys() & found.keys():
            yield from differences(expected[key], found[key], f"{place}.{key}")
    elif isinstance(expected, list) and isinstance(found, list):
        yield from _lists(expected, found, place)
    elif isinstance(expected, float) and isinstance(found, int | float):
        if abs(expected - found) > 1e-6:
            yield f"{place}: {expected} expected, {found} found"
    elif expected != found or type(expected) is not type(found):
        yield f"{place}: {expected!r} expected, {found!r} found"


def _lists(expected: list[Any], found: list[Any], place: str) -> Iterator[str]:
    if len(expected) != len(found):
        yield f"{place}: {len(expected)} expected, {len(found)} found"
    for number, (one, other) in enumerate(zip(expected, found, strict=False)):
        yield from differences(one, other, f"{place}[{_named(one, number)}]")


def _named(one: Any, number: int) -> Any:
    about = one if isinstance(one, dict) else {}
    return about.get("id") or about.get("module") or number
