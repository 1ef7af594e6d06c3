"""Keeping parcels: whose they are, by the roster, and what is said where that is not clear."""

from __future__ import annotations

import hashlib
from datetime import datetime
from functools import partial
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.learner import learner_id
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt
from ownpace_graders.collect.parcels import Parcel
from ownpace_graders.collect.roster import ROSTER, Person, Roster, read_roster
from ownpace_graders.collect.taking import Taken, take


def roster_of(root: Path, given: Path | None) -> Roster:
    """The roster that was ``given``, or ``roster.csv`` of the course directory, if there is one.
    Raises ``CommandError``."""
    path = given or root / ROSTER
    return read_roster(path) if given or path.is_file() else Roster()


def take_parcel(classroom: Classroom, roster: Roster, parcel: Parcel, now: datetime) -> Taken:
    """Keep it as an attempt. Raises ``WorkError`` where it is not clear whose it is."""
    person = whose(roster, parcel)
    attempt = Attempt(
        course=classroom.course_id,
        module=parcel.module,
        learner=person.id,
        name=person.name,
        came_by="inbox",
        source=f"sha256:{_digest(parcel)}",
        arrived=min(parcel.at, now),
    )
    return take(classroom, attempt, partial(_write, parcel))


def whose(roster: Roster, parcel: Parcel) -> Person:
    """Raises ``WorkError`` (``nobody``) that says how to say it."""
    label = parcel.label
    found = roster.find(*label.called)
    if found is not None:
        return found
    if roster:
        several = "several learners" if roster.is_shared(*label.called) else "nobody"
        raise WorkError(
            f"“{label.name}” is {several} in {roster.file}.",
            hint=f"Add what tells them apart to {roster.file} ({_telling(parcel)}), and collect "
            "again.",
            code="nobody",
        )
    if label.by == "canvas":
        raise WorkError(
            f"Canvas calls this learner “{label.name}”, and does not say who that is.",
            hint="Export the gradebook, and add `--roster FILE`.",
            code="nobody",
        )
    return Person(learner_id(label.name), label.name, frozenset())


def _telling(parcel: Parcel) -> str:
    number = parcel.label.called[0]
    if parcel.label.by == "canvas":
        return f"the column ID, here {number}"
    if parcel.label.by == "moodle":
        return f"the column Identifier, here {number}, or the full name"
    return "a column with the id, mail or name used here"


def _digest(parcel: Parcel) -> str:
    """The same work, downloaded again, is no other attempt."""
    digest = hashlib.sha256()
    for name in sorted(parcel.files):
        for part in (name.encode(), parcel.files[name]):
            digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()


def _write(parcel: Parcel, target: Path) -> None:
    for name, content in parcel.files.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
