"""What lateness costs."""

from __future__ import annotations

from datetime import datetime, timedelta
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


def kept_until(due: datetime, now: datetime, rule: Late) -> datetime | None:
    """The last moment at which a hand-in keeps the share that it keeps ``now``; ``None`` when that
    is for good, as at the floor."""
    days = max(0, ceil((now - due - rule.grace) / DAY))
    until = due + rule.grace + days * DAY
    falls = share_kept(until + DAY - due, rule) < share_kept(now - due, rule)
    return until if falls else None
