"""A report that can be shown to others: without names, ids, and what could say whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from ownpace_graders.report.model import Entry, LearnerRow, Report, Waiting

_PROBLEM = "It could not be graded."
_FAULT = "The roster has a fault."


def anonymous(report: Report, order: Sequence[int]) -> Report:
    """The same figures under made-up ids. ``order`` is a permutation of the learners' places, drawn
    anew each time: an order that follows from the ids would give them away. Times of arrival, which
    others may know, become days; what grading said of a notebook may name its folder, and a
    roster's fault its learners: both go."""
    width = len(str(len(order)))
    new = {
        report.learners[place].id: f"learner-{number:0{width}}"
        for number, place in enumerate(order, 1)
    }
    rows = sorted((_row(row, new[row.id]) for row in report.learners), key=lambda row: row.id)
    waiting = (_waiting(one, new[one.learner]) for one in report.waiting)
    return report.model_copy(
        update={
            "anonymous": True,
            "roster_problem": _FAULT if report.roster_problem else "",
            "learners": tuple(rows),
            "waiting": tuple(sorted(waiting, key=lambda one: (one.since, one.learner))),
        }
    )


def _row(row: LearnerRow, name: str) -> LearnerRow:
    hidden = {
        "id": name,
        "first_name": "",
        "last_name": "",
        "email": "",
        "lms_id": "",
        "last": _day(row.last),
    }
    return row.model_copy(update=hidden | {"modules": tuple(map(_entry, row.modules))})


def _entry(entry: Entry) -> Entry:
    problem = _PROBLEM if entry.problem else ""
    days = {"newest": _day(entry.newest), "counted": _day(entry.counted)}
    return entry.model_copy(update=days | {"problem": problem})


def _waiting(one: Waiting, name: str) -> Waiting:
    day, promised = _day(one.since), _day(one.promised)
    hidden = {"learner": name, "since": day, "promised": promised, "question": None, "next": ""}
    return one.model_copy(update=hidden)


def _day(at: datetime | None) -> datetime | None:
    return at and at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
