"""What the folders of the exchange are called."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import NamedTuple

from ownpace.store.attempts import QUESTION_MARK

#: Outside these years no clock was right, and arithmetic on times ends in errors.
_YEARS = range(1970, 3000)


class Arrival(NamedTuple):
    """What the name of a folder in the exchange says. ``is_question``: it holds no work."""

    learner: str
    module: str
    at: datetime
    is_question: bool = False


def parse_arrival(folder: str) -> Arrival | None:
    """``learner+module+time[+random]``; ``None`` for a folder that is called otherwise."""
    parts = folder.rsplit("+", 3)
    if len(parts) < 3:
        return None
    at = parse_time(parts[2])
    module = parts[1].removesuffix(QUESTION_MARK)
    return Arrival(parts[0], module, at, module != parts[1]) if at else None


def parse_time(text: str) -> datetime | None:
    """nbgrader's time (``2027-01-20 12:00:00.000000 UTC``) or an ISO one, in UTC. Other names of
    zones are not guessed at, and times at the ends of the calendar are none."""
    plain = re.sub(r" (UTC|GMT|Z)$", "+00:00", text.strip())
    try:
        found = datetime.fromisoformat(re.sub(r" ([+-]\d{4})$", r"\1", plain))
        moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if moment.year in _YEARS else None
