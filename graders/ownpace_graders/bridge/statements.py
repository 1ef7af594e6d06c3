"""What is asked of the gradebook for each submission (imports nbgrader). Built once: SQLAlchemy
takes longer over a statement than SQLite over running it."""

from __future__ import annotations

from typing import Any

from nbgrader import api
from sqlalchemy import bindparam, insert, select, update

from ownpace_graders.bridge.rows import grades_query

STUDENT: Any = api.Student.__table__
SUBMISSION: Any = api.SubmittedAssignment.__table__
NOTEBOOK: Any = api.SubmittedNotebook.__table__
GRADE: Any = api.Grade.__table__
COMMENT: Any = api.Comment.__table__

SCORES = grades_query([], []).where(
    api.Assignment.name == bindparam("module"),
    api.SubmittedAssignment.student_id == bindparam("learner"),
)
FIND_STUDENT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("learner"))
FIND_SUBMISSION = select(SUBMISSION.c.id, SUBMISSION.c.timestamp, SUBMISSION.c.extension).where(
    SUBMISSION.c.assignment_id == bindparam("assignment_id"),
    SUBMISSION.c.student_id == bindparam("student_id"),
)
FIND_NOTEBOOK = select(NOTEBOOK.c.id).where(
    NOTEBOOK.c.assignment_id == bindparam("assignment_id"),
    NOTEBOOK.c.notebook_id == bindparam("notebook_id"),
)
FIND_GRADES = select(GRADE).where(GRADE.c.notebook_id == bindparam("notebook"))
FIND_COMMENTS = select(COMMENT).where(COMMENT.c.notebook_id == bindparam("notebook"))

ADD_STUDENT, ADD_SUBMISSION, ADD_NOTEBOOK = insert(STUDENT), insert(SUBMISSION), insert(NOTEBOOK)
ADD_GRADE, ADD_COMMENT = insert(GRADE), insert(COMMENT)

SET_GRADE = (
    update(GRADE)
    .where(GRADE.c.id == bindparam("row"))
    .values(auto_score=bindparam("auto"), needs_manual_grade=bindparam("person"))
)
SET_COMMENT = (
    update(COMMENT)
    .where(COMMENT.c.id == bindparam("row"))
    .values(auto_comment=bindparam("comment"))
)
SET_ARRIVAL = (
    update(SUBMISSION)
    .where(SUBMISSION.c.id == bindparam("row"))
    .values(timestamp=bindparam("arrived"))
)
SET_PENALTY = (
    update(NOTEBOOK)
    .where(NOTEBOOK.c.id == bindparam("row"))
    .values(late_submission_penalty=bindparam("penalty"))
)
