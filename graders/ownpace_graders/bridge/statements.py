"""What is asked of the gradebook for each submission (imports nbgrader). Built once: SQLAlchemy
takes longer over a statement than SQLite over running it."""

from __future__ import annotations

from typing import Any

from nbgrader import api
from sqlalchemy import bindparam, func, insert, select, update

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
#: A row for each notebook that was handed in, with what it scores before any penalty.
_GIVEN = func.coalesce(GRADE.c.manual_score, GRADE.c.auto_score, 0.0)
PENALTIES = (
    select(
        NOTEBOOK.c.id,
        SUBMISSION.c.student_id.label("learner"),
        api.Assignment.name.label("module"),
        SUBMISSION.c.timestamp.label("at"),
        SUBMISSION.c.extension,
        NOTEBOOK.c.late_submission_penalty.label("penalty"),
        func.sum(_GIVEN + func.coalesce(GRADE.c.extra_credit, 0.0)).label("score"),
    )
    .select_from(NOTEBOOK)
    .join(SUBMISSION, SUBMISSION.c.id == NOTEBOOK.c.assignment_id)
    .join(api.Assignment, api.Assignment.id == SUBMISSION.c.assignment_id)
    .outerjoin(GRADE, GRADE.c.notebook_id == NOTEBOOK.c.id)
    .where(api.Assignment.name == bindparam("module"))
    .group_by(NOTEBOOK.c.id)
)

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
