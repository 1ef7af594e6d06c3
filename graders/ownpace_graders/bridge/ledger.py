"""All that the gradebook says of one module, read at once and without nbgrader, whose import takes
longer than writing a class its feedback.

The tables are nbgrader's (0.9); ``tests/python/bridge/test_glancing.py`` holds this to what
nbgrader itself reads from them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import ModuleScore, has_gradebook, module_score
from ownpace_graders.bridge.tables import rows_of, time
from ownpace_graders.bridge.work import explained

_GRADES = """
SELECT sa.student_id AS learner, a.name AS module, sa.timestamp AS at, n.name AS notebook,
       sn.late_submission_penalty AS penalty, c.name AS "check", c.type AS type,
       EXISTS (SELECT 1 FROM base_cell twin WHERE twin.name = c.name
               AND twin.notebook_id = c.notebook_id AND twin.type = 'SolutionCell') AS answer,
       COALESCE((SELECT max_score FROM grade_cells WHERE id = c.id),
                (SELECT max_score FROM task_cells WHERE id = c.id)) AS points,
       g.auto_score AS auto, g.manual_score AS manual, g.extra_credit AS extra,
       g.needs_manual_grade AS needs_manual
FROM submitted_assignment sa
JOIN assignment a ON a.id = sa.assignment_id
JOIN submitted_notebook sn ON sn.assignment_id = sa.id
JOIN notebook n ON n.id = sn.notebook_id
LEFT JOIN grade g ON g.notebook_id = sn.id
LEFT JOIN base_cell c ON c.id = g.cell_id
WHERE a.name = :module ORDER BY sa.student_id, n.name, c.name
"""
_COMMENTS = """
SELECT sa.student_id AS learner, n.name AS notebook, c.name AS cell,
       COALESCE(k.manual_comment, k.auto_comment) AS text
FROM comment k
JOIN base_cell c ON c.id = k.cell_id
JOIN submitted_notebook sn ON sn.id = k.notebook_id
JOIN notebook n ON n.id = sn.notebook_id
JOIN submitted_assignment sa ON sa.id = sn.assignment_id
JOIN assignment a ON a.id = sa.assignment_id
WHERE a.name = :module ORDER BY n.name, c.name
"""
_SUBMISSIONS = """
SELECT sa.student_id AS learner, sa.extension AS extension, a.duedate AS due
FROM submitted_assignment sa JOIN assignment a ON a.id = sa.assignment_id WHERE a.name = :module
"""
_MODULES = "SELECT name FROM assignment ORDER BY name"
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - SQLite keeps a span as a time after it


class Remark(NamedTuple):
    """What is said of one cell of a learner's, by a person or, if none did, by grading."""

    notebook: str
    cell: str
    text: str


class Ledger(NamedTuple):
    """By learner: scores, remarks, and the more time that was given. ``due`` is the gradebook's."""

    scores: Mapping[str, ModuleScore]
    remarks: Mapping[str, tuple[Remark, ...]]
    extensions: Mapping[str, timedelta]
    due: datetime | None


def read_ledger(classroom: Classroom, module: str) -> Ledger:
    """Raises ``NotDone`` where there is a gradebook that cannot be read; one that is not there
    says nothing."""
    if not has_gradebook(classroom):
        return Ledger({}, {}, {}, None)
    with explained("The gradebook"):
        grades, comments, submissions = rows_of(
            str(classroom.coursedir.db_url), (_GRADES, _COMMENTS, _SUBMISSIONS), {"module": module}
        )
    by_learner, remarks = defaultdict(list), defaultdict(list)
    for row in grades:
        by_learner[row.learner].append(row)
    for row in comments:
        if row.text:
            remarks[row.learner].append(Remark(row.notebook, row.cell, row.text))
    return Ledger(
        scores={learner: module_score(rows) for learner, rows in by_learner.items()},
        remarks={learner: tuple(found) for learner, found in remarks.items()},
        extensions={row.learner: _span(row.extension) for row in submissions},
        due=next((_aware(row.due) for row in submissions), None),
    )


def graded_modules(classroom: Classroom) -> tuple[str, ...]:
    """The modules that the gradebook knows, by name; also those that have left the course."""
    if not has_gradebook(classroom):
        return ()
    with explained("The gradebook"):
        [rows] = rows_of(str(classroom.coursedir.db_url), [_MODULES], {})
    return tuple(row.name for row in rows)


def _aware(value: datetime | str | None) -> datetime | None:
    found = time(value)
    return found and found.replace(tzinfo=UTC)


def _span(value: timedelta | datetime | str | None) -> timedelta:
    if value is None or isinstance(value, timedelta):
        return value or timedelta(0)
    return (time(value) or _EPOCH) - _EPOCH
