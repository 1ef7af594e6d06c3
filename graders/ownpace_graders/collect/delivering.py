"""Keeping parcels: whose they are, by the roster, and what is said where that is not clear."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.learner import learner_id
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt, attempts_of
from ownpace_graders.collect.parcels import Parcel
from ownpace_graders.collect.roster import ROSTER, Person, Roster, read_roster
from ownpace_graders.collect.taking import Taken, take
from ownpace_graders.notebooks import names_in

_BY_HAND = "a column with the id, mail or name used here"


class Known:
    """Those whom the roster that was ``given`` names, or else ``roster.csv`` of the course
    directory ``root``, if there is one."""

    def __init__(self, root: Path, given: Path | None) -> None:
        self._path, self._must_be = given or root / ROSTER, given is not None

    def read(self) -> Roster:
        """Raises ``CommandError``."""
        return read_roster(self._path) if self._must_be or self._path.is_file() else Roster()

    def look(self) -> tuple[int, int] | None:
        """Another one when the file has changed; ``None`` where there is none."""
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_size, status.st_mtime_ns


def take_parcel(classroom: Classroom, roster: Roster, parcel: Parcel, now: datetime) -> Taken:
    """Keep it as an attempt. Raises ``WorkError`` where it is not clear whose it is."""
    person = whose(roster, parcel)
    attempt = Attempt(
        course=classroom.course_id,
        module=parcel.module,
        learner=person.id,
        name=parcel.signed or person.name,
        came_by="inbox",
        source=f"sha256:{_digest(parcel)}",
        arrived=min(parcel.at, now),
    )
    taken = take(classroom, attempt, partial(_write, parcel))
    return taken._replace(also=_also(classroom, roster, attempt)) if taken.new else taken


def _also(classroom: Classroom, roster: Roster, attempt: Attempt) -> str:
    """Who has the same work without standing in the roster: a name that was taken for an id before
    there was one. Learners of the roster may hand in the same."""
    there = names_in(classroom.attempts) if roster else []
    for learner in sorted({*there} - {*roster.ids(), attempt.learner}):
        kept = attempts_of(classroom, learner, attempt.module)
        if any(one.source == attempt.source for _, one in kept):
            return learner
    return ""


def whose(roster: Roster, parcel: Parcel) -> Person:
    """Raises ``WorkError`` (``nobody``) that says how to say it."""
    label = parcel.label
    found = roster.find(*label.called)
    if found is not None:
        return found
    if label.by == "nameless":
        raise WorkError(
            f"Canvas calls this learner “{label.name}”: the assignment is graded anonymously.",
            hint="Turn anonymous grading off there, download again, and collect again.",
            code="nobody",
        )
    if roster:
        raise _unknown(roster, label.name, label.called, _telling(parcel))
    if label.by == "canvas":
        raise WorkError(
            f"Canvas calls this learner “{label.name}”, and does not say who that is.",
            hint="Export the gradebook, and add `--roster FILE`.",
            code="nobody",
        )
    return Person(_id_of(label.name), label.name, frozenset())


def who_typed(roster: Roster, name: str) -> str:
    """The id of whoever typed ``name`` into the panel, which a bundle bears. Raises ``WorkError``
    (``nobody``) that says how to say it."""
    found = roster.find(name)
    if found is not None:
        return found.id
    if roster:
        raise _unknown(roster, name, (name,), _BY_HAND)
    return learner_id(name)


def _unknown(roster: Roster, name: str, called: Iterable[str], telling: str) -> WorkError:
    several = "several learners" if roster.is_shared(*called) else "nobody"
    return WorkError(
        f"“{name[:40]}” is {several} in {roster.file}.",
        hint=f"Add what tells them apart to {roster.file} ({telling}), and collect again.",
        code="nobody",
    )


def _id_of(name: str) -> str:
    try:
        return learner_id(name)
    except WorkError as problem:
        raise WorkError(
            problem.message,
            hint=f"Give this learner an id in {ROSTER}, with this name beside it; collect again.",
            code="nobody",
        ) from problem


def _telling(parcel: Parcel) -> str:
    number = parcel.label.called[0].rpartition(" ")[2]
    if parcel.label.by == "canvas":
        return f"the column ID, here {number}"
    if parcel.label.by == "moodle":
        return f"the column Identifier, here {number}, or the full name"
    return _BY_HAND


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
