"""What learners of a term wait for, counted from its script."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from tests.support.term.plan import (
    ANSWERS_UNTIL,
    OVERLOOKED,
    SITTINGS,
    Asked,
    HandIn,
    questions,
    sitting_of,
)
from tests.support.term.worth import Pair

PROMISE = timedelta(days=2)
Numbers = Mapping[tuple[str, str, str], int]  #: of questions, by learner, module and text
Entries = Mapping[tuple[str, str], Mapping[str, Any]]  #: of the report, by learner and module


def open_questions(sitting: int) -> list[Asked]:
    """Those that had come and that nobody had answered."""
    come = [one for one in questions() if sitting_of(one.at) <= sitting]
    return [
        one
        for one in come
        if sitting_of(one.at) >= ANSWERS_UNTIL or (one.learner.id, one.module) in OVERLOOKED
    ]


def waiting(
    found: Mapping[tuple[str, str], Pair], entries: Entries, sitting: int, numbers: Numbers
) -> list[dict[str, Any]]:
    now = SITTINGS[sitting]
    kinds = ((pair, _kind(pair, entries[key])) for key, pair in found.items())
    rows = [_row(pair.newest, kind, now) for pair, kind in kinds if kind]
    for one in open_questions(sitting):
        number = numbers[one.learner.id, one.module, one.text]
        about = {"question": number, "next": f"ownpace answer {number}"}
        rows.append(_row(one, "question", now) | about)
    return sorted(rows, key=lambda row: (row["since"], row["learner"], row["module"]))


def _kind(pair: Pair, entry: Mapping[str, Any]) -> str:
    """What is done next for it; nothing for what does not count."""
    if not pair.counting:
        return ""
    if entry["problem"]:
        return "problem"
    if not entry["graded"]:
        return "grading"
    if entry["needs_manual_grade"]:
        return "person"
    return "" if entry["feedback"] else "feedback"


def _row(one: HandIn | Asked, kind: str, now: datetime) -> dict[str, Any]:
    next_ = {
        "problem": f"ownpace grade {one.module} --learner {one.learner.id}",
        "grading": f"ownpace grade {one.module}",
        "person": "nbgrader formgrader",
        "feedback": f"ownpace feedback {one.module}",
    }
    return {
        "kind": kind,
        "learner": one.learner.id,
        "module": one.module,
        "since": one.at,
        "promised": one.at + PROMISE,
        "overdue": one.at + PROMISE < now,
        "question": None,
        "next": next_.get(kind, ""),
    }
