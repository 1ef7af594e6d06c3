"""Which of a learner's attempts at a module counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal, NamedTuple


class Standing(NamedTuple):
    """What one graded attempt is worth: its ``score`` with lateness taken off, and, while a part of
    it ``waits`` for a person, the most that it can ``reach``."""

    arrived: datetime
    score: float
    reach: float
    waits: bool = False


def in_time(
    arrivals: Sequence[datetime], closes: datetime | None, limit: int | None
) -> Sequence[datetime]:
    """Of the arrivals, oldest first, those that count: before the module closed, and no more than
    the limit."""
    return [at for at in arrivals if closes is None or at <= closes][:limit]


def best(standings: Sequence[Standing]) -> Standing:
    """Of equal ones the newest."""
    return max(standings, key=lambda one: (one.score, one.arrived))


def on_the_desk(standings: Sequence[Standing], keep: Literal["best", "last"]) -> Standing:
    """The attempt that belongs in the gradebook. The best is provisional while a person can still
    make another one better: then that one is there, the newest first, so that it can be graded."""
    newest = max(standings, key=lambda one: one.arrived)
    if keep == "last":
        return newest
    settled = [one for one in standings if not one.waits]
    sure = best(settled).score if settled else float("-inf")
    open_ = [one for one in standings if one.waits and one.reach > sure]
    return max(open_, key=lambda one: one.arrived) if open_ else best(standings)
