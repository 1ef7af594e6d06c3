"""Whom the gradebook knows, read without nbgrader."""

from __future__ import annotations

from pathlib import Path

from nbgrader import api

from ownpace_graders.bridge import Student, glance, students
from ownpace_graders.bridge.work import at_work
from tests.support import teacher


def test_students_are_those_of_nbgrader(tmp_path: Path) -> None:
    """Names, mails and the platform's ids, as nbgrader's own table has them; nobody without one."""
    root = teacher.make_course(tmp_path / "course")
    classroom = glance(root)
    assert classroom is not None
    assert students(classroom) == {}
    with at_work(), api.Gradebook(classroom.coursedir.db_url, teacher.COURSE) as book:
        book.add_student("zoe")
        about = {"first_name": "Ada", "last_name": "Lovelace", "email": "a@example.org"}
        book.add_student("ada", lms_user_id="4711", **about)
    assert students(classroom) == {
        "ada": Student("ada", "Ada", "Lovelace", "a@example.org", "4711"),
        "zoe": Student("zoe"),
    }
