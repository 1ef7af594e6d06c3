"""Those whom the gradebook knows, with their names; also who has handed in nothing yet."""

from __future__ import annotations

from typing import NamedTuple

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import has_gradebook
from ownpace_graders.bridge.tables import rows_of
from ownpace_graders.bridge.work import explained

_STUDENTS = "SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY id"


class Student(NamedTuple):
    """What nbgrader's ``student`` table says; "" where it says nothing."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_id: str = ""


def students(classroom: Classroom) -> dict[str, Student]:
    """By id; nobody where there is no gradebook. Raises ``NotDone`` where it cannot be read."""
    if not has_gradebook(classroom):
        return {}
    with explained("The gradebook"):
        [rows] = rows_of(str(classroom.coursedir.db_url), [_STUDENTS], {})
    return {
        row.id: Student(
            row.id,
            row.first_name or "",
            row.last_name or "",
            row.email or "",
            row.lms_user_id or "",
        )
        for row in rows
    }
