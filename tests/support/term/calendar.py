"""When a term takes place: eight weeks of the past, over the night in which clocks go back.

All of it lies before the machine's own time, so that the times which hand-ins bear are believed: a
system that saw a folder change years after a class was at work is no evidence.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

LONDON = "Europe/London"
KOLKATA = "Asia/Kolkata"
LOS_ANGELES = "America/Los_Angeles"
ZONES = (LONDON, KOLKATA, LOS_ANGELES)
#: A Monday. Clocks go back in London as the fifth week ends, in Los Angeles a week later.
FIRST = date(2025, 9, 22)
WEEK, DAY = timedelta(weeks=1), timedelta(days=1)
#: How long after it is due a module closes.
OPEN_FOR = 2 * WEEK
MODULES = ("adding", "counting", "writing", "measuring", "asking", "guessing", "telling", "ending")


class Week(NamedTuple):
    """A module and its days: it opens on a Monday, is due on a Sunday, and closes on a later
    one."""

    module: str
    opens: date

    @property
    def due(self) -> date:
        return self.opens + WEEK - DAY

    @property
    def closes(self) -> date:
        return self.due + OPEN_FOR

    def at(self, days: int, clock: str, zone: str) -> datetime:
        """So many days after the module is due, at a clock time of the zone."""
        return moment(self.due + days * DAY, clock, zone)


WEEKS = tuple(Week(module, FIRST + n * WEEK) for n, module in enumerate(MODULES))


def moment(day: date, clock: str, zone: str = LONDON) -> datetime:
    """A clock time of a zone, in UTC."""
    local = datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone))
    return local.astimezone(UTC)


def last_second(day: date) -> datetime:
    """When a day ends in the course's zone, in UTC."""
    return moment(day, "23:59:59")
