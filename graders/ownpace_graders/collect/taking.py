"""Keeping one hand-in, and what a person should look at in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt, Fill, attempts_of, keep


class Taken(NamedTuple):
    """A hand-in that is kept: whether it is ``new``, and what makes one doubt whose it is.
    ``also``: whose the same work was taken for before, by a name that the roster does not have."""

    attempt: Attempt
    new: bool
    doubts: str
    also: str = ""


def take(classroom: Classroom, attempt: Attempt, fill: Fill) -> Taken:
    """Keep an attempt whose files ``fill`` writes. Raises ``OwnpaceError`` when it is refused."""
    before = [one for _, one in attempts_of(classroom, attempt.learner, attempt.module)]
    new = keep(classroom, attempt, fill) is not None
    return Taken(attempt, new, " ".join(_doubts(attempt, before)) if new else "")


def _doubts(attempt: Attempt, before: Sequence[Attempt]) -> Iterator[str]:
    """A bundle says itself who made it: what contradicts what is known needs a person."""
    ways = {one.came_by for one in before}
    if attempt.came_by == "bundle" and "exchange" in ways:
        yield "It is a bundle, and those before came through the exchange: it does not count."
    elif attempt.came_by == "exchange" and "bundle" in ways:
        yield "It came through the exchange, and those before as bundles."
    names = {one.name for one in before if one.came_by == attempt.came_by}
    # Of what came by a platform, that says whose it is.
    if attempt.came_by != "inbox" and names and attempt.name not in names:
        yield f"Its learner is “{attempt.name}”, before “{min(names)}”."
