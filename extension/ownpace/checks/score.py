"""Partial credit: a check in parts, each worth some points."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from ownpace.checks.failure import CheckFailed
from ownpace.checks.showing import error_words

#: Begins the line that is printed of a part that is not right.
MISSED = "✗"
_STEP = "Look at that line, and at the names in it."


class Score:
    """Adds up the parts of a check and prints each. Its cell ends in ``score.total()``.

    >>> total, mean = 200, 50
    >>> score = Score()
    >>> with score.part(0.5, "the total"):
    ...     check_value("total", 200)
    ✓ the total: 0.5 of 0.5
    >>> with score.part(0.5, "the mean"):
    ...     check_value("mean", 40, hint="Divide by the number of items.")
    ✗ the mean: 0 of 0.5. mean is 50. We expected 40. Divide by the number of items.
    >>> score.total()
    1 of 2 parts are right.
    0.5
    """

    def __init__(self) -> None:
        self._parts: list[tuple[float, bool]] = []

    @contextmanager
    def part(self, points: float, title: str = "") -> Iterator[None]:
        """What stands under ``with`` earns its points if nothing in it fails: no check, no
        ``assert``, no error. What fails is printed, and the cell goes on."""
        if not 0 <= points < math.inf:
            raise ValueError("The points of a part are a number from 0 on.")
        title = title or f"part {len(self._parts) + 1}"
        try:
            yield
        except (Exception, SystemExit) as error:
            self._parts.append((points, False))
            print(f"{MISSED} {title}: 0 of {points:g}. {_words(error)}")
        else:
            self._parts.append((points, True))
            print(f"✓ {title}: {points:g} of {points:g}")

    def total(self) -> float:
        """The points earned, which as a cell's last value are its score."""
        right = sum(passed for _, passed in self._parts)
        print(f"{right} of {len(self._parts)} parts are right.")
        # Three thirds are 1, and not more than the check has to give.
        return round(math.fsum(points for points, passed in self._parts if passed), 9)


def _words(error: BaseException) -> str:
    if type(error) is CheckFailed or type(error) is AssertionError:
        said = error.args[0] if error.args else ""
        return said if type(said) is str else ""
    return f"{error_words(error)}. {_STEP}"
