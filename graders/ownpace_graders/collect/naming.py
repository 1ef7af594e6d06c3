"""Learners' names as names of folders, and what the folders of the exchange are called."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime
from typing import NamedTuple

from ownpace.errors import WorkError
from ownpace.store.attempts import QUESTION_MARK

LONGEST = 100
#: Beside letters, marks and digits of any script. What is left out has a meaning to nbgrader (``+``
#: and the patterns ``* ? [ ]``) or to the file system.
_SIGNS = set("_.@-',’")
#: Outside these years no clock was right, and arithmetic on times ends in errors.
_YEARS = range(1970, 3000)


def learner_id(name: str) -> str:
    """A learner's name as it is used in folders and in the gradebook: composed (NFC), with ``-``
    for spaces. Raises ``WorkError`` for a name that cannot be one."""
    safe = re.sub(r"\s+", "-", unicodedata.normalize("NFC", name).strip())
    if not safe or len(safe) > LONGEST or len(safe.encode(errors="replace")) > 200:
        raise _refused(name)
    # nbgrader, and so grading, passes over folders whose names begin with a sign.
    if unicodedata.category(safe[0])[0] not in "LN" or not all(
        _may_stand(character) for character in safe
    ):
        raise _refused(name)
    return safe


def _may_stand(character: str) -> bool:
    return character in _SIGNS or unicodedata.category(character)[0] in "LMN"


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


def _refused(name: str) -> WorkError:
    return WorkError(
        f"“{name[:40]}” cannot be the name of a learner.",
        hint="Ask the learner to hand in under a name of letters, digits and '-'.",
        code="name",
    )
