"""What lateness costs."""

from __future__ import annotations

from datetime import timedelta
from math import ceil

from ownpace.course.model import Late

DAY = timedelta(days=1)


def share_kept(lateness: timedelta, rule: Late | None) -> float:
    """The share of the points earned that a hand-in keeps, ``floor`` to 1.

    ``per_day`` is lost for each started day after ``due + grace``; never under ``floor`` times
    what was earned.
    """
    over = lateness - rule.grace if rule else timedelta(0)
    if rule is None or over <= timedelta(0):
        return 1.0
    return max(rule.floor, 1.0 - rule.per_day * ceil(over / DAY))
