"""The gradebook, opened once for a run: read by module, written a transaction a submission
(imports nbgrader)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from time import sleep
from typing import Any

from nbgrader import api
from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import OperationalError

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.released import (
    Mark,
    NotebookMarks,
    ReleasedModule,
)
from ownpace_graders.bridge.rows import grades_query
from ownpace_graders.bridge.sheets import ModuleRows, module_rows, released_notebook
from ownpace_graders.bridge.work import NotDone

#: Seconds between attempts to write while another program holds the gradebook.
WAITS = (0.1, 0.2, 0.4, 0.8)

_STUDENT: Any = api.Student.__table__
_SUBMISSION: Any = api.SubmittedAssignment.__table__
_NOTEBOOK: Any = api.SubmittedNotebook.__table__
_GRADE: Any = api.Grade.__table__
_COMMENT: Any = api.Comment.__table__

#: Built once: SQLAlchemy takes longer over a statement than SQLite over running it.
_SCORES = grades_query([], []).where(
    api.Assignment.name == bindparam("module"),
    api.SubmittedAssignment.student_id == bindparam("learner"),
)
_SET_GRADE = (
    update(_GRADE)
    .where(_GRADE.c.id == bindparam("row"))
    .values(auto_score=bindparam("auto"), needs_manual_grade=bindparam("person"))
)
_SET_COMMENT = (
    update(_COMMENT)
    .where(_COMMENT.c.id == bindparam("row"))
    .values(auto_comment=bindparam("comment"))
)

#: Learner, score before it, seconds late: the penalty, or None.
Late = Callable[[str, float, float], float | None]


class Register:
    """nbgrader's gradebook object, kept open. ``late`` is asked for a penalty only where nbgrader
    would ask; ``create_student`` is nbgrader's setting of that name."""

    def __init__(self, classroom: Classroom, late: Late | None, create_student: bool) -> None:
        self._book = api.Gradebook(classroom.coursedir.db_url, classroom.course_id)
        self._late = late
        self._create_student = create_student
        self._modules: dict[str, ModuleRows] = {}
        self._was_held = False

    def close(self) -> None:
        self._book.close()

    def released(self, module: str) -> ReleasedModule | None:
        """The module as it was released; ``None`` if the gradebook does not know it."""
        try:
            found = self._book.find_assignment(module)
        except api.MissingEntry:
            return None
        self._modules[module] = module_rows(found)
        notebooks = tuple(released_notebook(notebook) for notebook in found.notebooks)
        self._book.db.rollback()  # holds no lock while submissions are executed
        return ReleasedModule(name=module, notebooks=notebooks) if notebooks else None

    def score_rows(self, learner: str, module: str) -> Sequence[Any]:
        """The rows of one submission, as ``gradebook.scores`` reads them."""
        asked = {"module": module, "learner": learner}
        rows = list(self._book.db.execute(_SCORES, asked).all())
        self._book.db.rollback()
        return rows

    def record(
        self,
        learner: str,
        module: str,
        arrived: datetime | None,
        marks: Mapping[str, NotebookMarks],
    ) -> None:
        """Write all of one submission, or nothing of it. A person's scores, comments and extra
        credit stay. ``arrived`` is UTC without a zone; ``None`` leaves what is there.

        Where another program holds the gradebook, this waits for it; for those after it only as
        long as SQLite itself does, lest a class takes hours to say it."""
        for wait in (None,) if self._was_held else (*WAITS, None):
            try:
                self._write(learner, self._modules[module], arrived, marks)
                self._book.db.commit()
                self._was_held = False
                return
            except OperationalError:
                self._book.db.rollback()
                self._was_held = True
                if wait is None:
                    raise
                sleep(wait)
            except BaseException:
                self._book.db.rollback()
                raise

    def _write(
        self,
        learner: str,
        module: ModuleRows,
        arrived: datetime | None,
        marks: Mapping[str, NotebookMarks],
    ) -> None:
        self._know(learner)
        submission, seconds = self._submission(learner, module, arrived)
        for name, sheet in module.sheets.items():
            notebook = self._row(
                _NOTEBOOK, {"assignment_id": submission, "notebook_id": sheet.id}, "id"
            ).id
            grades = self._rows(_GRADE, notebook, sheet.graded)
            comments = self._rows(_COMMENT, notebook, sheet.commented)
            if (found := marks.get(name)) is not None:
                score = self._write_grades(grades, found.marks)
                self._write_comments(comments, found.comments)
                self._write_penalty(notebook, learner, score, 0 if found.absent else seconds)

    def _know(self, learner: str) -> None:
        if self._one(select(_STUDENT.c.id).where(_STUDENT.c.id == learner)) is not None:
            return
        if not self._create_student:
            message = f"{learner} is not in the gradebook, and nbgrader_config.py adds nobody."
            raise NotDone(message, hint=f"nbgrader db student add {learner}")
        self._book.db.execute(insert(_STUDENT).values(id=learner))

    def _submission(
        self, learner: str, module: ModuleRows, arrived: datetime | None
    ) -> tuple[str, float]:
        """The row's id, and the seconds by which the work is late, a granted extension counted."""
        key = {"assignment_id": module.id, "student_id": learner}
        row = self._row(_SUBMISSION, key, "id", "timestamp", "extension")
        if arrived is not None and arrived != row.timestamp:
            self._set(_SUBMISSION, row.id, timestamp=arrived)
        at = arrived or row.timestamp
        if at is None or module.duedate is None:
            return row.id, 0
        late: timedelta = at - module.duedate - (row.extension or timedelta())
        return row.id, max(0, late.total_seconds())

    def _write_grades(self, rows: Mapping[str, Any], marks: Mapping[str, Mark]) -> float:
        """Returns what the notebook scores now."""
        total, new = 0.0, []
        for name, row in rows.items():
            auto, mark = row.auto_score, marks.get(name)
            if mark is not None:
                auto = mark.score
                person = row.manual_score is not None or auto is None or mark.flagged
                new.append({"row": row.id, "auto": auto, "person": person})
            given = auto if row.manual_score is None else row.manual_score
            total += 0.0 if given is None else given + (row.extra_credit or 0.0)
        self._set_all(_SET_GRADE, new)
        return total

    def _write_comments(self, rows: Mapping[str, Any], comments: Mapping[str, str | None]) -> None:
        new = [
            {"row": rows[name].id, "comment": comments[name]}
            for name in comments.keys() & rows.keys()
            if rows[name].auto_comment != comments[name]
        ]
        self._set_all(_SET_COMMENT, new)

    def _write_penalty(self, notebook: str, learner: str, score: float, seconds: float) -> None:
        if self._late is not None:
            penalty = self._late(learner, score, seconds) if seconds > 0 else None
            self._set(_NOTEBOOK, notebook, late_submission_penalty=penalty)

    def _rows(self, table: Any, notebook: str, cells: Mapping[str, str]) -> dict[str, Any]:
        """The rows of a notebook's cells by name, made where there are none."""
        query = select(table).where(table.c.notebook_id == notebook)
        found = {row.cell_id: row for row in self._book.db.execute(query)}
        missing = [
            {"cell_id": i, "notebook_id": notebook} for i in cells.values() if i not in found
        ]
        if missing:
            self._book.db.execute(insert(table), missing)
            found = {row.cell_id: row for row in self._book.db.execute(query)}
        return {name: found[cell] for name, cell in cells.items()}

    def _row(self, table: Any, key: Mapping[str, Any], *columns: str) -> Any:
        query = select(*(table.c[name] for name in columns)).filter_by(**key)
        found = self._one(query)
        if found is None:
            self._book.db.execute(insert(table).values(**key))
            found = self._one(query)
        return found

    def _one(self, query: Any) -> Any:
        return self._book.db.execute(query).first()

    def _set_all(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            # On the connection: a session would look up each row's object first.
            self._book.db.connection().execute(statement, rows)

    def _set(self, table: Any, row: str, **values: Any) -> None:
        self._book.db.execute(update(table).where(table.c.id == row).values(**values))
