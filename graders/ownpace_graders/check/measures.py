"""A module in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import ownpace
from ownpace.course.outline import called_activities, calls, grading, is_check, source
from ownpace.store.verdict import outputs
from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.minutes import Contents, estimated
from ownpace_graders.check.trial.figures import Report
from ownpace_graders.check.writing.prose import prose, reading_grade, words
from ownpace_graders.lines import Measure

_WIDGET = "application/vnd.jupyter.widget-view+json"
_SUMS = ("words", "exercises", "questions", "figures", "estimate", "seconds")
_ACTIVITIES = frozenset(ownpace.__all__)


def measured(
    source_: ModuleSource, executed: dict[str, Any], seconds: float, report: Report
) -> Measure:
    """Of a module whose solution was run."""
    text = prose(executed)
    contents = contents_of(source_, executed)
    films = source_.entry if source_.main else source_.entry.model_copy(update={"resources": ()})
    grade = reading_grade(text) if source_.language.startswith("en") else None
    return Measure(
        module=source_.module,
        words=contents.words,
        grade=None if grade is None else round(grade, 1),
        exercises=contents.exercises,
        questions=contents.questions,
        figures=contents.figures,
        minutes=source_.entry.minutes,
        estimate=round(estimated(contents, films), 1),
        seconds=round(seconds, 1),
        memory_mb=round(report.memory_mb),
    )


def together(parts: Sequence[Measure]) -> Measure:
    """A module in numbers whose notebooks were run each for itself."""
    grades = [(one.grade, one.words) for one in parts if one.grade is not None]
    read = sum(words for _, words in grades)
    sums = {name: sum(getattr(one, name) for one in parts) for name in _SUMS}
    return parts[0].model_copy(
        update={
            **sums,
            "grade": round(sum(g * n for g, n in grades) / read, 1) if read else parts[0].grade,
            "memory_mb": max(one.memory_mb for one in parts),
        }
    )


def contents_of(source_: ModuleSource, executed: dict[str, Any]) -> Contents:
    """A figure to move is a cell that shows a widget, and calls no activity."""
    code = [cell for cell in executed["cells"] if cell.get("cell_type") == "code"]
    free = [cell for cell in code if not grading(cell)]
    used = [_called(cell) for cell in free]
    plain = [cell for cell, names in zip(free, used, strict=True) if not names]
    figures = [cell for cell in plain if any(_WIDGET in o.get("data", {}) for o in outputs(cell))]
    exercises = [c for c in executed["cells"] if grading(c).get("solution") and not is_check(c)]
    return Contents(
        words=len(words(prose(executed))),
        cells=len(plain) - len(figures),
        figures=len(figures),
        exercises=len(exercises),
        questions=_questions(source_, code),
        activities=tuple(name for names in used for name in names),
    )


def _called(cell: dict[str, Any]) -> list[str]:
    found = (call.func for call in calls(source(cell), _ACTIVITIES))
    return [getattr(function, "attr", getattr(function, "id", "")) for function in found]


def _questions(source_: ModuleSource, code: list[dict[str, Any]]) -> int:
    """Of the quizzes that the notebook asks."""
    asked = {name for c in code for kind, name in called_activities(source(c)) if kind == "quiz"}
    quizzes = source_.bank.quizzes if source_.bank else {}
    return sum(len(quiz.questions) for name, quiz in quizzes.items() if name in asked)
