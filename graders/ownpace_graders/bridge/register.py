"""The gradebook, opened once for a run: read by module, written a transaction a submission
(imports nbgrader)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from time import sleep
from typing import Any

from nbgrader import api
from sqlalchemy.exc import OperationalError

from ownpace_graders.bridge import statements as sql
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.released import (
    Mark,
    NotebookMarks,
    ReleasedModule,
)
from ownpace_graders.bridge.sheets import ModuleRows, module_rows, released_notebook
from ownpace_graders.bridge.work import NotDone
from ownpace_graders.rules import Rulebook

#: Seconds between attempts to write while another program holds the gradebook.
WAITS = (0.1, 0.2, 0.4, 0.8)

#: Learner, score before it, seconds late: the penalty, or None.
Late = Callable[[str, float, float], float | None]


class Register:
    """nbgrader's gradebook object, kept open. ``late`` is asked for a penalty only where nbgrader
    would ask; ``create_student`` is nbgrader's setting of that name. ``rules`` are those of a
    course with a ``course.yml``: its dates win over the gradebook's."""

    def __init__(
        self,
        classroom: Classroom,
        late: Late | None,
        create_student: bool,
        rules: Rulebook | None = None,
    ) -> None:
        self._book = api.Gradebook(classroom.coursedir.db_url, classroom.course_id)
        self._late = late
        self._create_student = create_student
        self._rules = rules
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
        self._date(found)
        self._modules[module] = module_rows(found)
        notebooks = tuple(released_notebook(notebook) for notebook in found.notebooks)
        self._book.db.rollback()  # holds no lock while submissions are executed
        return ReleasedModule(name=module, notebooks=notebooks) if notebooks else None

    def _date(self, assignment: Any) -> None:
        """Let the gradebook, and so ``nbgrader export``, know the course's due date."""
        found = self._rules and self._rules.course.module(assignment.name)
        if found:
            due = found.due.astimezone(UTC).replace(tzinfo=None) if found.due else None
            if assignment.duedate != due:
                assignment.duedate = due
                self._book.db.commit()

    def settle(self, module: str) -> list[str]:
        """Take off what lateness costs now: dates, rules and extensions may have changed since work
        was graded, and a person may have given points. The learners whose score changed. Nothing
        is done where no course says what the dates are."""
        if self._late is None or self._rules is None or self._rules.course.module(module) is None:
            return []
        rows = self._run(sql.PENALTIES, {"module": module}).all()
        changed = [
            (row, penalty) for row in rows if (penalty := self._new_penalty(row)) is not None
        ]
        self._run_all(sql.SET_PENALTY, [{"row": row.id, "penalty": p} for row, p in changed])
        self._book.db.commit()
        return sorted({row.learner for row, _ in changed})

    def _new_penalty(self, row: Any) -> float | None:
        """The penalty of a notebook, where it is another than the one in its row."""
        assert self._late is not None
        seconds = self._seconds(row.learner, row.module, row.at, None, row.extension)
        score = row.score or 0.0
        new = (self._late(row.learner, score, seconds) or 0.0) if seconds > 0 and score else 0.0
        return None if abs(new - (row.penalty or 0.0)) < 1e-9 else new

    def _seconds(
        self,
        learner: str,
        module: str,
        at: datetime | None,
        duedate: datetime | None,
        extension: timedelta | None,
    ) -> float:
        """The seconds by which work is late. ``duedate`` counts where no course knows the module;
        times are UTC, without a zone."""
        granted = extension or timedelta(0)
        if at is None:
            return 0
        if self._rules and self._rules.course.module(module):
            aware = at.replace(tzinfo=UTC)
            return self._rules.lateness(learner, module, aware, granted).total_seconds()
        return max(0.0, (at - duedate - granted).total_seconds()) if duedate else 0

    def score_rows(self, learner: str, module: str) -> Sequence[Any]:
        """The rows of one submission, as ``gradebook.scores`` reads them."""
        rows = list(self._run(sql.SCORES, {"module": module, "learner": learner}).all())
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
            notebook = self._notebook(submission, sheet.id)
            grades = self._rows(sql.FIND_GRADES, sql.ADD_GRADE, notebook, sheet.graded)
            comments = self._rows(sql.FIND_COMMENTS, sql.ADD_COMMENT, notebook, sheet.commented)
            if (found := marks.get(name)) is not None:
                score = self._write_grades(grades, found.marks)
                self._write_comments(comments, found.comments)
                self._write_penalty(notebook, learner, score, 0 if found.absent else seconds)

    def _know(self, learner: str) -> None:
        if self._run(sql.FIND_STUDENT, {"learner": learner}).first() is not None:
            return
        if not self._create_student:
            message = f"{learner} is not in the gradebook, and nbgrader_config.py adds nobody."
            raise NotDone(message, hint=f"nbgrader db student add {learner}")
        self._run(sql.ADD_STUDENT, {"id": learner})

    def _submission(
        self, learner: str, module: ModuleRows, arrived: datetime | None
    ) -> tuple[str, float]:
        """The row's id, and the seconds by which the work is late, a granted extension counted."""
        key = {"assignment_id": module.id, "student_id": learner}
        row = self._run(sql.FIND_SUBMISSION, key).first()
        if row is None:
            self._run(sql.ADD_SUBMISSION, key)
            row = self._run(sql.FIND_SUBMISSION, key).one()
        if arrived is not None and arrived != row.timestamp:
            self._run(sql.SET_ARRIVAL, {"row": row.id, "arrived": arrived})
        at = arrived or row.timestamp
        return row.id, self._seconds(learner, module.name, at, module.duedate, row.extension)

    def _notebook(self, submission: str, notebook: str) -> str:
        """The id of its row, which is made where there is none."""
        key = {"assignment_id": submission, "notebook_id": notebook}
        row = self._run(sql.FIND_NOTEBOOK, key).first()
        if row is not None:
            return str(row.id)
        return str(self._run(sql.ADD_NOTEBOOK, key).inserted_primary_key.id)

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
        self._run_all(sql.SET_GRADE, new)
        return total

    def _write_comments(self, rows: Mapping[str, Any], comments: Mapping[str, str | None]) -> None:
        new = [
            {"row": rows[name].id, "comment": comments[name]}
            for name in comments.keys() & rows.keys()
            if rows[name].auto_comment != comments[name]
        ]
        self._run_all(sql.SET_COMMENT, new)

    def _write_penalty(self, notebook: str, learner: str, score: float, seconds: float) -> None:
        if self._late is not None:
            penalty = self._late(learner, score, seconds) if seconds > 0 else None
            self._run(sql.SET_PENALTY, {"row": notebook, "penalty": penalty})

    def _rows(self, find: Any, add: Any, notebook: str, cells: Mapping[str, str]) -> dict[str, Any]:
        """The rows of a notebook's cells by name, made where there are none."""
        found = {row.cell_id: row for row in self._run(find, {"notebook": notebook})}
        missing = [i for i in cells.values() if i not in found]
        if missing:
            self._run_all(add, [{"cell_id": i, "notebook_id": notebook} for i in missing])
            found = {row.cell_id: row for row in self._run(find, {"notebook": notebook})}
        return {name: found[cell] for name, cell in cells.items()}

    def _run_all(self, statement: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._run(statement, rows)

    def _run(self, statement: Any, values: Any) -> Any:
        # On the connection: a session would look up each row's object first.
        return self._book.db.connection().execute(statement, values)
