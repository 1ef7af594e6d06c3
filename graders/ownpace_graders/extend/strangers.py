"""A misspelt name gets its extension, too: nobody would notice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, students
from ownpace_graders.collect.roster import ROSTER, read_roster
from ownpace_graders.course_file import closest
from ownpace_graders.lines import Line
from ownpace_graders.notebooks import names_in

_MEND = "If it is misspelt, correct the name in extensions.yml."


def stranger(classroom: Classroom, learner: str) -> Iterator[Line]:
    """A line about who has handed in nothing, and is known to nobody: neither to the gradebook nor
    to the course's roster, where it has one."""
    listed, others = _listed(classroom), _others(classroom)
    if learner in listed | others:
        return
    message = f"{learner} has handed in nothing yet"
    if near := closest(learner, sorted(listed | others)):
        message, status = f"{message}. Did you mean “{near}”?", "attention"
    elif listed:
        message, status = f"{message}, and is not in {ROSTER}.", "attention"
    else:
        message, status = f"{message}, so that nobody can say whether the id is right.", "skipped"
    yield Line.model_validate(
        {"status": status, "message": message, "next": _MEND, "learner": learner}
    )


def _listed(classroom: Classroom) -> frozenset[str]:
    with suppress(OwnpaceError):  # a roster with a fault is collect's to tell
        path = classroom.root / ROSTER
        return read_roster(path).ids() if path.is_file() else frozenset()
    return frozenset()


def _others(classroom: Classroom) -> frozenset[str]:
    return frozenset({*names_in(classroom.attempts), *students(classroom)})
