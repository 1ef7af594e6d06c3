"""What learners wait for: the longest first, against the promise of the course file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from ownpace_graders.questions import AskedQuestion
from ownpace_graders.report.model import Entry, Kind, LearnerRow, Waiting

_NEXT: dict[Kind, str] = {
    "problem": "ownpace grade {module} --learner {learner}",
    "grading": "ownpace grade {module}",
    "person": "nbgrader formgrader",
    "feedback": "ownpace feedback {module}",
    "question": "ownpace answer {number}",
}


def waiting(
    rows: Iterable[LearnerRow],
    asked: Iterable[AskedQuestion],
    promise: timedelta | None,
    now: datetime,
) -> tuple[Waiting, ...]:
    """Hand-ins whose feedback is not out, or that a person has yet to grade, and open questions.
    ``promise`` holds from the arrival on."""
    found = [*_work(rows), *_questions(asked)]
    promised = [_promised(one, promise, now) for one in found]
    return tuple(sorted(promised, key=lambda one: (one.since, one.learner, one.module)))


def _work(rows: Iterable[LearnerRow]) -> Iterator[Waiting]:
    for row in rows:
        for entry in row.modules:
            kind = _kind(entry)
            if kind and entry.newest:
                next_ = _NEXT[kind].format(module=entry.module, learner=row.id)
                yield Waiting(
                    kind=kind, learner=row.id, module=entry.module, since=entry.newest, next=next_
                )


def _kind(entry: Entry) -> Kind | None:
    """Nobody owes anything for what does not count."""
    if not entry.counts:
        return None
    if entry.problem:
        return "problem"
    if not entry.graded:
        return "grading"
    if entry.needs_manual_grade:
        return "person"
    return None if entry.feedback else "feedback"


def _questions(asked: Iterable[AskedQuestion]) -> Iterator[Waiting]:
    for one in asked:
        if one.is_open:
            yield Waiting(
                kind="question",
                learner=one.learner,
                module=one.module,
                since=one.arrived,
                question=one.number,
                next=_NEXT["question"].format(number=one.number),
            )


def _promised(one: Waiting, promise: timedelta | None, now: datetime) -> Waiting:
    if promise is None:
        return one
    by = one.since + promise
    return one.model_copy(update={"promised": by, "overdue": by < now})
