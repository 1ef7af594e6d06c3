"""What the outputs of a check's cell say, as nbgrader reads them.

The rules are those of ``nbgrader.utils.determine_grade`` (0.9.6), which the learner's side needs
without nbgrader: an error or anything on stderr is nothing; a result that is a number is that many
points; anything else is all the points.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from ownpace.course.outline import Cell, grading


class Verdict(NamedTuple):
    outcome: Literal["passed", "partial", "failed", "not run"]
    score: float | None = None


def verdict(cell: Cell) -> Verdict:
    """How a grade-only code cell did when it last ran. Its points are those of its metadata."""
    if not isinstance(cell.get("execution_count"), int):
        return Verdict("not run")
    points = number(grading(cell).get("points", 0)) or 0.0
    for output in outputs(cell):
        if is_failure(output):
            return Verdict("failed", 0.0)
        if output.get("output_type") == "execute_result":
            return _by_result(output, points)
    return Verdict("passed", points)


def outputs(cell: Cell) -> Iterable[dict[str, Any]]:
    found = cell.get("outputs")
    return [o for o in found if isinstance(o, dict)] if isinstance(found, list) else []


def is_failure(output: dict[str, Any]) -> bool:
    """Whether an output is an error, or was written to stderr."""
    kind = output.get("output_type")
    return kind == "error" or (kind == "stream" and output.get("name") == "stderr")


def number(value: object) -> float | None:
    """``value`` as a number, if it reads as one."""
    if not isinstance(value, str | int | float):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _by_result(output: dict[str, Any], points: float) -> Verdict:
    earned = _number_shown(output)
    if earned is None or earned < 0:  # nbgrader gives all the points for both
        return Verdict("passed", points)
    if earned == points:
        return Verdict("passed", points)
    if 0 < earned < points:
        return Verdict("partial", earned)
    return Verdict("failed", 0.0)  # over the maximum nbgrader refuses to grade; NaN is no score


def _number_shown(output: dict[str, Any]) -> float | None:
    data = output.get("data")
    text = data.get("text/plain") if isinstance(data, dict) else None
    if isinstance(text, list):
        text = text[0] if len(text) == 1 else None
    return number(text)
