"""Hand-ins in nbgrader's exchange.

A folder's name and content are the learner's own, who could name another time: what cannot be
forged is who owns it, and that is checked.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ownpace.errors import CommandError, WorkError
from ownpace_graders.bridge import Classroom, checks_owner, inbound_folder
from ownpace_graders.collect.attempts import Attempt, keep
from ownpace_graders.collect.naming import Arrival, learner_id, parse_arrival, parse_time
from ownpace_graders.notebooks import safe_copy


def arrivals(classroom: Classroom) -> list[tuple[Path, Arrival]]:
    """Every hand-in in the exchange, oldest first. Raises ``CommandError`` when the exchange is
    not there or may not be read."""
    inbound = inbound_folder(classroom)
    if inbound is None:
        raise CommandError(
            "There is no nbgrader exchange on this machine.",
            hint="Take bundles in with `ownpace collect --inbox DIR`, or set c.Exchange.root in "
            "nbgrader_config.py.",
        )
    try:
        folders = list(inbound.iterdir())
    except OSError as problem:
        raise CommandError(
            f"The exchange cannot be read: {inbound} ({problem.strerror}).",
            hint="Run `ownpace release` first, or correct c.Exchange.root.",
        ) from problem
    found = [(folder, parse_arrival(folder.name)) for folder in folders]
    return sorted([(f, a) for f, a in found if a is not None], key=lambda one: one[1].at)


def take_arrival(classroom: Classroom, folder: Path, arrival: Arrival, now: datetime) -> bool:
    """Keep one hand-in; whether it is new. Raises ``WorkError`` for one that is refused."""
    learner = learner_id(arrival.learner)
    if checks_owner(classroom):
        _refuse_stranger(folder, arrival.learner)
    attempt = Attempt(
        course=classroom.course_id,
        module=arrival.module,
        learner=learner,
        name=arrival.learner,
        came_by="exchange",
        source=folder.name,
        arrived=_arrived(folder, arrival, now),
        claimed=_claimed(folder),
    )
    fill = partial(_fill, classroom, folder)
    return keep(classroom, attempt, fill) is not None


def _fill(classroom: Classroom, folder: Path, target: Path) -> None:
    safe_copy(folder, target, ignore=classroom.coursedir.ignore)
    if not any(target.glob("*.ipynb")):
        raise WorkError(
            f"{folder.name} holds no notebook.", hint="Ask the learner to hand in again."
        )


def _refuse_stranger(folder: Path, learner: str) -> None:
    owner = _owner(folder)
    if owner != learner:
        raise WorkError(
            f"{folder.name} says it is by {learner}, but belongs to {owner}.",
            hint="Ask both. Where everybody is one user of the system, set "
            "c.ExchangeCollect.check_owner = False in nbgrader_config.py.",
            code="owner",
        )


def _owner(folder: Path) -> str:
    try:
        return folder.owner()
    except KeyError:
        return f"user {folder.stat().st_uid}"


def _arrived(folder: Path, arrival: Arrival, now: datetime) -> datetime:
    """The time in the folder's name, unless it is yet to come: such a hand-in would stay the
    newest whatever the learner hands in afterwards."""
    if arrival.at <= now:
        return arrival.at
    return min(now, datetime.fromtimestamp(folder.stat().st_mtime, UTC))


def _claimed(folder: Path) -> datetime | None:
    """What nbgrader's submit wrote, or the learner after it."""
    path = folder / "timestamp.txt"
    try:
        if path.is_symlink() or not path.is_file() or path.stat().st_size > 200:
            return None
        return parse_time(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
