"""Who is in the class: those whom the gradebook knows, and those who stand in the course's roster,
under the ids that collecting gives them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ownpace.errors import CommandError
from ownpace_graders.bridge import Classroom, Student, students
from ownpace_graders.collect.delivering import Known
from ownpace_graders.collect.roster import Person, Roster
from ownpace_graders.printable import printable


class ClassList(NamedTuple):
    """By id. ``problem`` says why the roster says nothing, where it has a fault."""

    students: Mapping[str, Student]
    problem: str = ""


def class_list(classroom: Classroom) -> ClassList:
    """Also where neither is there. Raises ``NotDone`` for a gradebook that cannot be read."""
    found = students(classroom)
    try:
        roster = Known(classroom.root, None).read()
    except CommandError as fault:
        return ClassList(found, printable(f"{fault.message} {fault.hint}"))
    return ClassList(found | _named(found, roster))


def _named(found: Mapping[str, Student], roster: Roster) -> dict[str, Student]:
    """Those of the roster, by the gradebook where that names them."""
    return {
        person.id: _filled(found.get(person.id, Student(person.id)), person)
        for person in roster.people()
    }


def _filled(student: Student, person: Person) -> Student:
    has_name = student.first_name or student.last_name
    names = {} if has_name else {"first_name": person.first, "last_name": person.last}
    return student._replace(email=student.email or person.mail, **names)
