"""The result of one graded submission, in the words that learners read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ownpace.course.outline import Cell, grading, source, title_of
from ownpace.results import CheckResult, ModuleResult, Outcome
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import CheckScore, ModuleScore, scores
from ownpace_graders.notebooks import readable_notebooks
from ownpace_graders.notebooks.hidden import BEGIN, END, has_hidden

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_LONGEST = 300


def module_result(classroom: Classroom, learner: str, module: str) -> ModuleResult | None:
    """What the gradebook and ``autograded/`` say of a submission; ``None`` before it is graded."""
    found = scores(classroom, [module], [learner])
    if not found:
        return None
    at = found[0].at or when(classroom.folder("autograded", learner, module))
    return result_of(classroom, found[0], at, *cells_of(classroom, learner, module))


def cells_of(
    classroom: Classroom, learner: str, module: str
) -> tuple[dict[str, Cell], dict[str, Cell]]:
    """The graded cells of a module's source, and those that were executed, by id."""
    written = classroom.folder("source", ".", module)
    run = classroom.folder("autograded", learner, module)
    return graded_cells(readable_notebooks(written)), graded_cells(readable_notebooks(run))


def result_of(
    classroom: Classroom,
    score: ModuleScore,
    at: datetime,
    written: Mapping[str, Cell],
    run: Mapping[str, Cell],
) -> ModuleResult:
    """The same from what is at hand: the source's cells, and those that were executed, by id."""
    begin, _ = delimiters(classroom)
    return ModuleResult(
        course=classroom.course_id,
        module=score.module,
        at=at,
        score=score.score,
        max_score=score.max_score,
        needs_manual_grade=score.needs_manual_grade,
        checks=tuple(
            _result(check, written.get(check.id), run.get(check.id), begin)
            for check in score.checks
        ),
    )


def _result(check: CheckScore, written: Cell | None, run: Cell | None, begin: str) -> CheckResult:
    cell = written or run or {"metadata": {"nbgrader": {"grade_id": check.id}}}
    error = _error(run)
    outcome = _outcome(check, error)
    return CheckResult(
        id=check.id,
        title=title_of(cell),
        outcome=outcome,
        score=check.score,
        points=check.points,
        message="" if outcome == "passed" else _message(cell, run, error, begin),
    )


def _outcome(check: CheckScore, error: str) -> Outcome:
    if check.score is None or check.needs_manual_grade:
        return "for a person"
    if check.points == 0:
        return "failed" if error else "passed"
    if check.score >= check.points:
        return "passed"
    return "partial" if check.score > 0 else "failed"


def _message(cell: Cell, run: Cell | None, error: str, begin: str) -> str:
    """The author's hint; else the error, unless a hidden check may have raised it."""
    open_to_see = run is not None and not has_hidden(source(run), begin)
    return hint_of(cell) or (error if open_to_see else "")


def hint_of(cell: Cell) -> str:
    """The author's next step for a check (``metadata.ownpace.hint``)."""
    own = cell.get("metadata", {}).get("ownpace", {})
    return str(own.get("hint") or "") if isinstance(own, dict) else ""


def _error(cell: Cell | None) -> str:
    """The last error a cell showed, in one line."""
    errors = [o for o in (cell or {}).get("outputs", []) if o.get("output_type") == "error"]
    if not errors:
        return ""
    text = f"{errors[-1].get('ename', '')}: {errors[-1].get('evalue', '')}"
    return " ".join(_COLOUR.sub("", text).split())[:_LONGEST]


def graded_cells(notebooks: Iterable[Mapping[str, Any]]) -> dict[str, Cell]:
    """The cells that nbgrader knows in some notebooks, by id."""
    return {
        str(grading(cell)["grade_id"]): cell
        for notebook in notebooks
        for cell in notebook["cells"]
        if grading(cell).get("grade_id")
    }


def delimiters(classroom: Classroom) -> tuple[str, str]:
    """The words around the hidden part of a check."""
    configured: Any = getattr(classroom.app, "config", {}).get("ClearHiddenTests", {})
    return (
        str(configured.get("begin_test_delimeter", BEGIN)),
        str(configured.get("end_test_delimeter", END)),
    )


def when(folder: Path) -> datetime:
    """Stands for the time of arrival where nothing says it."""
    return datetime.fromtimestamp(folder.stat().st_mtime if folder.exists() else 0, UTC)
