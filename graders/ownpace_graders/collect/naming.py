"""Learners' names as names of folders, and what the folders of the exchange are called."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import NamedTuple

from ownpace.errors import WorkError

LONGEST = 100
#: nbgrader gives these a meaning in names of folders; the others lead out of one.
_REFUSED = set("+*/\\")


def learner_id(name: str) -> str:
    """A learner's name as it is used in folders and in the gradebook: composed (NFC), with ``-``
    for spaces. Raises ``WorkError`` for a name that cannot be one."""
    safe = re.sub(r"\s+", "-", unicodedata.normalize("NFC", name).strip())
    control = any(unicodedata.category(character)[0] == "C" for character in safe)
    if not safe or safe.startswith(".") or len(safe) > LONGEST or len(safe.encode()) > 200:
        raise _refused(name)
    if control or _REFUSED & set(safe):
        raise _refused(name)
    return safe


class Arrival(NamedTuple):
    """What the name of a folder in the exchange says."""

    learner: str
    module: str
    at: datetime


def parse_arrival(folder: str) -> Arrival | None:
    """``learner+module+time[+random]``; ``None`` for a folder that is called otherwise."""
    parts = folder.rsplit("+", 3)
    if len(parts) < 3:
        return None
    at = parse_time(parts[2])
    return Arrival(parts[0], parts[1], at) if at else None


def parse_time(text: str) -> datetime | None:
    """nbgrader's time (``2027-01-20 12:00:00.000000 UTC``) or an ISO one, in UTC. Other names of
    zones are not guessed at."""
    plain = re.sub(r" (UTC|GMT|Z)$", "+00:00", text.strip())
    try:
        found = datetime.fromisoformat(re.sub(r" ([+-]\d{4})$", r"\1", plain))
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def _refused(name: str) -> WorkError:
    shown = name[:40].encode("unicode_escape").decode("ascii")
    return WorkError(
        f"{shown!r} cannot be the name of a learner.",
        hint="Ask the learner to hand in under a name of letters, digits and '-'.",
        code="name",
    )
