"""The gradebook's tables (imports nbgrader)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from nbgrader import api
from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.memory import Memory, NotebookRows

#: The columns that grading writes, by table.
_GRADE = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade")
_COMMENT = ("auto_comment", "manual_comment")
_NOTEBOOK = ("late_submission_penalty", "flagged")


@contextmanager
def gradebook(classroom: Classroom) -> Iterator[Any]:
    """nbgrader's own gradebook object, closed afterwards."""
    with api.Gradebook(classroom.coursedir.db_url, classroom.course_id) as book:
        yield book


def grade_rows(
    classroom: Classroom, modules: Sequence[str], learners: Sequence[str]
) -> Sequence[Any]:
    """A row for each graded cell of each submission, in one query however large the class is."""
    with gradebook(classroom) as book:
        return list(book.db.execute(grades_query(modules, learners)).all())


def notebook_names(classroom: Classroom, module: str) -> list[str]:
    """The notebooks of a module, by name."""
    with gradebook(classroom) as book:
        try:
            return sorted(notebook.name for notebook in book.find_assignment(module).notebooks)
        except api.MissingEntry:
            return []


def memory(classroom: Classroom, learner: str, module: str) -> Memory | None:
    """What the gradebook knows of one submission; ``None`` if it knows of none."""
    with gradebook(classroom) as book:
        try:
            submission = book.find_submission(module, learner)
        except api.MissingEntry:
            return None
        notebooks = {notebook.name: _rows(notebook) for notebook in submission.notebooks}
        return Memory(timestamp=submission.timestamp, notebooks=notebooks)


def put_back(classroom: Classroom, learner: str, module: str, before: Memory | None) -> None:
    """Make the gradebook say of one submission what it said ``before``."""
    with gradebook(classroom) as book:
        try:
            submission = book.find_submission(module, learner)
        except api.MissingEntry:
            return
        if before is None:
            book.remove_submission(module, learner)
            return
        _restore(submission, before)
        book.db.commit()


def _restore(submission: Any, before: Memory) -> None:
    submission.timestamp = before.timestamp
    for notebook in submission.notebooks:
        known = before.notebooks.get(notebook.name, NotebookRows())
        _assign(notebook, known.row)
        for kind in ("grades", "comments"):
            for row in getattr(notebook, kind):
                _assign(row, getattr(known, kind).get(row.name, {}))


def _rows(notebook: Any) -> NotebookRows:
    return NotebookRows(
        row=_values(notebook, _NOTEBOOK),
        grades={row.name: _values(row, _GRADE) for row in notebook.grades},
        comments={row.name: _values(row, _COMMENT) for row in notebook.comments},
    )


def _values(row: Any, columns: Sequence[str]) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _assign(row: Any, values: dict[str, Any]) -> None:
    for column, value in values.items():
        setattr(row, column, value)


_CELL: Any = api.BaseCell.__table__


def grades_query(modules: Sequence[str], learners: Sequence[str]) -> Any:
    """A row for each graded cell of each submission (of those named, if any are)."""
    submitted, notebook, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    query = (
        select(*_columns())
        .select_from(submitted)
        .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
        .join(notebook, notebook.assignment_id == submitted.id)
        .join(api.Notebook, api.Notebook.id == notebook.notebook_id)
        .outerjoin(grade, grade.notebook_id == notebook.id)
        .outerjoin(_CELL, _CELL.c.id == grade.cell_id)
        .order_by(submitted.student_id, api.Assignment.name, api.Notebook.name, _CELL.c.name)
    )
    if modules:
        query = query.where(api.Assignment.name.in_(modules))
    return query.where(submitted.student_id.in_(learners)) if learners else query


def _columns() -> list[Any]:
    """The attributes of a row; ``gradebook`` reads them by these names."""
    return [
        api.SubmittedAssignment.student_id.label("learner"),
        api.Assignment.name.label("module"),
        api.SubmittedAssignment.timestamp.label("at"),
        api.Notebook.name.label("notebook"),
        api.SubmittedNotebook.late_submission_penalty.label("penalty"),
        _CELL.c.name.label("check"),
        _CELL.c.type.label("type"),
        _is_answer().label("answer"),
        func.coalesce(_points(api.GradeCell), _points(api.TaskCell)).label("points"),
        api.Grade.auto_score.label("auto"),
        api.Grade.manual_score.label("manual"),
        api.Grade.extra_credit.label("extra"),
        api.Grade.needs_manual_grade.label("needs_manual"),
    ]


def _points(kind: Any) -> Any:
    """The points of a row's cell, if it is of this kind: each kind has a table for them."""
    table = kind.__table__
    found = select(table.c.max_score).where(table.c.id == api.Grade.cell_id)
    return found.correlate(api.Grade).scalar_subquery()


def _is_answer() -> Any:
    """Whether a row's cell is a solution as well, under the same name: a person grades it."""
    twin = aliased(_CELL)
    same = and_(twin.c.name == _CELL.c.name, twin.c.notebook_id == _CELL.c.notebook_id)
    found = select(twin.c.id).where(same, twin.c.type == "SolutionCell")
    return found.correlate(_CELL).exists()
