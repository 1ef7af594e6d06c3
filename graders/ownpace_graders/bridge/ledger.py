"""What the gradebook says of one module, or of all, read at once and without nbgrader, whose import
takes longer than writing a class its feedback.

The tables are nbgrader's (0.9); ``tests/python/bridge/test_glancing.py`` holds this to what
nbgrader itself reads from them. Each is gone through once, and put together here: of a grade's row
nbgrader indexes the cell alone, and a database that joins a class's rows takes seconds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import ModuleScore, has_gradebook, module_score
from ownpace_graders.bridge.tables import rows_of, time
from ownpace_graders.bridge.work import explained

_CELLS = """
SELECT c.id AS id, c.name AS "check", c.type AS type, twin.id AS twin, a.name AS module,
       COALESCE(g.max_score, t.max_score) AS points
FROM base_cell c
JOIN notebook n ON n.id = c.notebook_id
JOIN assignment a ON a.id = n.assignment_id
LEFT JOIN grade_cells g ON g.id = c.id
LEFT JOIN task_cells t ON t.id = c.id
LEFT JOIN base_cell twin ON twin.name = c.name AND twin.notebook_id = c.notebook_id
          AND twin.type = 'SolutionCell'
"""
_MODULES = "SELECT a.name AS module, a.duedate AS due FROM assignment a"
_SUBMISSIONS = """
SELECT sa.student_id AS learner, a.name AS module, sa.extension AS extension
FROM submitted_assignment sa JOIN assignment a ON a.id = sa.assignment_id
"""
_NOTEBOOKS = """
SELECT sn.id AS id, sa.student_id AS learner, a.name AS module, sa.timestamp AS at,
       n.name AS notebook, sn.late_submission_penalty AS penalty
FROM submitted_notebook sn
JOIN submitted_assignment sa ON sa.id = sn.assignment_id
JOIN assignment a ON a.id = sa.assignment_id
JOIN notebook n ON n.id = sn.notebook_id
"""
_GRADES = """
SELECT g.notebook_id AS work, g.cell_id AS cell, g.auto_score AS auto, g.manual_score AS manual,
       g.extra_credit AS extra, g.needs_manual_grade AS needs_manual
FROM grade g
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
_OF_ONE = " WHERE a.name = :module"
_CELLS_OF_ONE = """ WHERE g.cell_id IN (
SELECT c.id FROM base_cell c JOIN notebook n ON n.id = c.notebook_id
JOIN assignment a ON a.id = n.assignment_id WHERE a.name = :module)"""
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - SQLite keeps a span as a time after it


class Remark(NamedTuple):
    """What is said of one cell of a learner's, by a person or, if none did, by grading."""

    notebook: str
    cell: str
    text: str


class Ledger(NamedTuple):
    """By learner: scores, the more time that was given, and remarks. ``due`` is the gradebook's,
    ``points`` what can be earned in the module as it was released last."""

    scores: Mapping[str, ModuleScore]
    extensions: Mapping[str, timedelta]
    due: datetime | None
    points: float | None
    remarks: Mapping[str, tuple[Remark, ...]] = {}


NO_LEDGER = Ledger({}, {}, None, None)


class _Row(NamedTuple):
    """One grade of a submission, as ``module_score`` takes it; of one that has none, ``check`` is
    ``None``."""

    learner: str
    module: str
    at: datetime | None
    notebook: str
    penalty: float | None
    check: str | None = None
    type: str = ""
    answer: bool = False
    points: float | None = None
    auto: float | None = None
    manual: float | None = None
    extra: float | None = None
    needs_manual: bool = False


def read_ledger(classroom: Classroom, module: str) -> Ledger:
    """Raises ``NotDone`` where there is a gradebook that cannot be read; one that is not there
    says nothing."""
    of_one = (*(query + _OF_ONE for query in (_MODULES, _SUBMISSIONS, _NOTEBOOKS)), _COMMENTS)
    found = _rows(classroom, (_CELLS, _GRADES + _CELLS_OF_ONE, *of_one), {"module": module})
    if not found:
        return NO_LEDGER
    cells, grades, modules, submissions, notebooks, comments = found
    remarks = defaultdict(list)
    for row in comments:
        if row.text:
            remarks[row.learner].append(Remark(row.notebook, row.cell, row.text))
    ledger = _ledgers(cells, grades, modules, submissions, notebooks).get(module, NO_LEDGER)
    return ledger._replace(remarks={learner: tuple(said) for learner, said in remarks.items()})


def read_ledgers(classroom: Classroom) -> dict[str, Ledger]:
    """The same of every module that the gradebook knows, by name, also of those that have left the
    course; without remarks."""
    queries = (_CELLS, _GRADES, _MODULES, _SUBMISSIONS, _NOTEBOOKS)
    found = _rows(classroom, queries, {})
    return _ledgers(*found) if found else {}


def _rows(
    classroom: Classroom, queries: Sequence[str], values: Mapping[str, Any]
) -> list[list[Any]]:
    """What each of ``queries`` finds; nothing at all where there is no gradebook."""
    if not has_gradebook(classroom):
        return []
    with explained("The gradebook"):
        return list(rows_of(str(classroom.coursedir.db_url), queries, values))


def _ledgers(
    cells: Sequence[Any],
    grades: Iterable[Any],
    modules: Iterable[Any],
    submissions: Iterable[Any],
    notebooks: Iterable[Any],
) -> dict[str, Ledger]:
    scores: dict[str, dict[str, ModuleScore]] = defaultdict(dict)
    for score in _scores(cells, grades, notebooks):
        scores[score.module][score.learner] = score
    points: dict[str, float] = defaultdict(float)
    for cell in cells:
        points[cell.module] += cell.points or 0.0
    more: dict[str, dict[str, timedelta]] = defaultdict(dict)
    for row in submissions:
        more[row.module][row.learner] = _span(row.extension)
    return {
        row.module: Ledger(
            scores[row.module], more[row.module], _aware(row.due), points.get(row.module)
        )
        for row in sorted(modules, key=lambda row: str(row.module))
    }


def _scores(
    cells: Iterable[Any], grades: Iterable[Any], notebooks: Iterable[Any]
) -> Iterator[ModuleScore]:
    """By module and learner."""
    known, given = {cell.id: cell for cell in cells}, defaultdict(list)
    for grade in grades:
        if grade.cell in known:
            given[grade.work].append(grade)
    rows = sorted(
        (row for one in notebooks for row in _graded(one, given[one.id], known)),
        key=lambda row: (row.module, row.learner, row.notebook, row.check or ""),
    )
    for _, mine in groupby(rows, key=lambda row: (row.module, row.learner)):
        yield module_score(list(mine))


def _graded(one: Any, grades: Iterable[Any], cells: Mapping[str, Any]) -> Iterator[_Row]:
    """The rows of one notebook: at least one, so that what is not graded yet is known."""
    plain = _Row(one.learner, one.module, one.at, one.notebook, one.penalty)
    if not grades:
        yield plain
    for grade in grades:
        cell = cells[grade.cell]
        yield _Row(
            *plain[:5],
            *(cell.check, cell.type, cell.twin is not None, cell.points),
            *(grade.auto, grade.manual, grade.extra, grade.needs_manual),
        )


def _aware(value: datetime | str | None) -> datetime | None:
    found = time(value)
    return found and found.replace(tzinfo=UTC)


def _span(value: timedelta | datetime | str | None) -> timedelta:
    if value is None or isinstance(value, timedelta):
        return value or timedelta(0)
    return (time(value) or _EPOCH) - _EPOCH
