"""What a run of a module says about each check, in words for the learner."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ownpace.checks import CheckFailed
from ownpace.checks.score import MISSED
from ownpace.course.model import Check, Module
from ownpace.course.outline import Cell, activities, checksum, grading, is_check, source
from ownpace.results import CheckResult
from ownpace.server.running import Run
from ownpace.store.verdict import is_failure, number, outputs, verdict

_LONGEST = 1000
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_NEXT_STEP = {
    "NameError": "Give that name a value in a cell above the check.",
    "ModuleNotFoundError": "Use only the libraries that the module names.",
    "SyntaxError": "Look for a missing bracket, quote or colon in your code.",
    "KeyboardInterrupt": "Look for a loop that never ends.",
}
_ANY_NEXT_STEP = "Restart the kernel, run the cells from the top, and look at the first error."


def judge(module: Module, run: Run, *, corrected: bool = False) -> tuple[CheckResult, ...]:
    """A result for each check that the learner can see, in the order of the course. Quizzes are
    left out: only the teacher's side knows their key. ``corrected`` when the teacher changed the
    module since it was begun, and the learner has not brought that in."""
    cells = {str(grading(cell).get("grade_id")): cell for cell in run.cells if is_check(cell)}
    checks = (check for step in module.steps for check in step.checks)
    return tuple(
        _result(check, cells.get(check.id), run.stopped, corrected)
        for check in checks
        if not _is_quiz(cells.get(check.id))
    )


def cells_of_checks(run: Run) -> dict[str, str]:
    """The id of each check's cell; cells from before notebooks had ids are left out."""
    checks = (
        (str(grading(c).get("grade_id")), str(c.get("id") or "")) for c in run.cells if is_check(c)
    )
    return {name: cell for name, cell in checks if cell}


def passed_in(results: Sequence[CheckResult]) -> frozenset[str]:
    return frozenset(result.id for result in results if result.outcome == "passed")


def _is_quiz(cell: Cell | None) -> bool:
    return cell is not None and any(True for _ in activities(source(cell)))


def _result(check: Check, cell: Cell | None, stopped: str, corrected: bool) -> CheckResult:
    about: Mapping[str, Any] = {"id": check.id, "title": check.title, "points": check.points}
    if cell is None or checksum(cell) != check.checksum:
        return CheckResult(**about, outcome="not run", message=_not_released(cell, corrected))
    found = verdict(cell)
    if found.outcome == "not run":
        message = f"{stopped} {_ANY_NEXT_STEP}".strip()
        return CheckResult(**about, outcome="not run", message=message)
    return CheckResult(
        **about, outcome=found.outcome, score=found.score, message=_message(cell, found.score)
    )


def _not_released(cell: Cell | None, corrected: bool) -> str:
    if corrected:
        return "Your teacher corrected this check. Bring in the changes, then check again."
    change = "deleted" if cell is None else "changed"
    return f"The cell of this check was {change}, so it tells nothing. Choose Start over."


def _message(cell: Cell, score: float | None) -> str:
    """What was seen and one next step; nothing for a check that passed."""
    failure = next((output for output in outputs(cell) if is_failure(output)), None)
    if failure is not None:
        return _of_failure(failure, _hint(cell))
    points = number(grading(cell).get("points")) or 0.0
    if score is not None and score < points:
        step = _first_missed(cell) or _hint(cell)
        return f"{score:g} of {points:g} points so far. {step}".strip()
    return ""


def _first_missed(cell: Cell) -> str:
    """What a ``Score`` said of the first part that is not right."""
    texts = (_plain(o.get("text")) for o in outputs(cell) if o.get("name") == "stdout")
    lines = (line for text in texts for line in text.splitlines())
    missed = next((line for line in lines if line.startswith(MISSED)), "")
    return missed.removeprefix(MISSED).strip()


def _of_failure(output: Mapping[str, Any], hint: str) -> str:
    if output.get("output_type") == "stream":
        said = _plain(output.get("text")).strip().splitlines() or [""]
        step = hint or "Change your code so that it gives no warning."
        return f"It wrote an error or a warning: {said[-1]} {step}"
    kind, value = str(output.get("ename", "Error")), _plain(output.get("evalue"))
    if kind == CheckFailed.__name__:
        return value  # it has its next step
    if kind == "AssertionError" and value:
        return " ".join(filter(None, [value, hint]))
    if kind == "AssertionError":
        return hint or "Not right yet. Read this check's cell: it shows what is expected."
    seen = f"{kind}: {value.splitlines()[0]}" if value.strip() else kind
    return f"{seen} {hint or _NEXT_STEP.get(kind, _ANY_NEXT_STEP)}"


def _hint(cell: Cell) -> str:
    """The author's hint for a check, ``metadata.ownpace.hint``."""
    own = cell.get("metadata", {}).get("ownpace", {})
    return str(own.get("hint") or "") if isinstance(own, Mapping) else ""


def _plain(text: object) -> str:
    """Text of an output without terminal colours, and not without end."""
    joined = "".join(text) if isinstance(text, list) else str(text or "")
    return _COLOURS.sub("", joined)[:_LONGEST]
