"""Whether a class is still as it was, without looking at what is in it.

To look at an object counts a reference, which copies its page of memory in a fork: comparing the
classes that a check runs on name by name would cost as much as running a short cell.
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable

#: Where CPython keeps ``tp_version_tag``: after the 45 fields of ``PyTypeObject`` before it.
_PLACE = object.__basicsize__ + (1 + 45) * ctypes.sizeof(ctypes.c_void_p)


class Versions:
    """The state of some classes. Holds addresses, for even to name a class would be to look at it:
    whoever remembers it must keep the classes alive."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self._places = array("Q", [id(kind) + _PLACE for kind in kinds])
        self._numbers = array("Q", map(_number, self._places))

    def changed(self) -> list[int]:
        """The positions of classes that changed, or whose bases did, and of those not known."""
        return [
            at
            for at, (place, number) in enumerate(zip(self._places, self._numbers, strict=True))
            if not (_WORKS and number and number == _number(place))
        ]


def _number(place: int) -> int:
    return ctypes.c_uint.from_address(place).value


def _works() -> bool:
    """Tried on a class and its base, so that another layout is noticed and not believed."""

    class Base:
        mark = 0

    class Kind(Base):
        pass

    place, seen = id(Kind) + _PLACE, set()
    for mark in range(8):
        Base.mark = mark
        if Kind().mark != mark:
            return False
        before = _number(place)
        if before == 0 or Kind().mark != mark or _number(place) != before:
            return False
        seen.add(before)
    return len(seen) == 8


_WORKS = _works()
