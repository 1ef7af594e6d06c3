"""The four facets of a module: access, work, hand-in and time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from ownpace.course.model import Course, Late, Module, Rules, Step
from ownpace.progress import words
from ownpace.progress.late import kept_until, share_kept
from ownpace.progress.model import (
    Access,
    Attempt,
    Evidence,
    HandIn,
    Record,
    StepState,
    Time,
    TimeKind,
    Work,
)
from ownpace.progress.record import fraction, is_scored

RecordOf = Callable[[str], Record]


def access(course: Course, module: Module, record_of: RecordOf, now: datetime) -> Access:
    """Locks guide, they do not protect: what was started stays open, and what can no longer be
    completed in time blocks nothing."""
    if is_closed(module, now):
        return Access(kind="closed", reason=_closed(course, module))
    if record_of(module.id).started:
        return Access(kind="open")
    if module.opens and now < module.opens:
        opens = words.moment(module.opens, course.timezone)
        return Access(kind="locked", reason=f"Opens {opens}.")
    if waiting := _unmet(course, module, record_of, now):
        reason = words.to_complete_first(waiting)
        return Access(kind="locked", reason=reason, waits_for=tuple(m.id for m in waiting))
    if not module.released:
        return Access(kind="locked", reason="Your teacher has not released it yet.")
    return Access(kind="open")


def work(module: Module, record: Record, evidence: Evidence) -> Work:
    attempts = evidence.attempts
    return Work(
        kind="complete" if record.complete else "in progress" if record.started else "not started",
        steps_done=sum(step.id in record.done for step in module.steps),
        steps_total=len(module.steps),
        missing=words.left_to_do(
            module, record, attempts=len(attempts), scored=is_scored(module, attempts)
        ),
    )


def step_state(step: Step, record: Record) -> StepState:
    wanted = [*step.activities, *[answer.id for answer in step.answers]]
    return StepState(
        id=step.id,
        title=step.title,
        done=step.id in record.done,
        by_hand=step.ticked_by_hand,
        checks_passed=len([check for check in step.checks if check.id in record.passed]),
        checks_total=len(step.checks),
        activities_answered=len([answer for answer in wanted if answer in record.answered]),
        activities_total=len(wanted),
    )


def hand_in(rules: Rules, evidence: Evidence) -> HandIn:
    attempts = sorted(evidence.attempts, key=lambda attempt: attempt.at)
    if not attempts:
        return HandIn(kind="none", limit=rules.attempts.limit)
    newest, counts = attempts[-1], _that_counts(rules, attempts)
    is_provisional = rules.attempts.keep == "best" and any(a.needs_manual_grade for a in attempts)
    known = newest.score is not None and not newest.needs_manual_grade
    ready = newest.waiting or bool(newest.feedback)
    return HandIn(
        kind="graded" if known else "feedback ready" if ready else "handed in",
        attempts=len(attempts),
        limit=rules.attempts.limit,
        score=counts.score,
        max_score=counts.max_score,
        at=newest.at,
        needs_manual_grade=counts.needs_manual_grade or is_provisional,
        news=any(attempt.waiting for attempt in attempts),
    )


def time(rules: Rules, module: Module, evidence: Evidence, record: Record, now: datetime) -> Time:
    """A due date that was met, by handing in or by completing what asks for no hand-in, is past."""
    kind = _time_kind(module, evidence, record, now)
    plain = Time(kind=kind, opens=module.opens, due=module.due, closes=module.closes)
    if module.due is None or rules.late is None or kind not in {"due", "overdue"}:
        return plain
    return plain.model_copy(
        update={
            "note": _late_note(rules.late, now - module.due),
            "until": kept_until(module.due, now, rules.late),
        }
    )


def is_closed(module: Module, now: datetime) -> bool:
    return module.closes is not None and module.closes <= now


def _closed(course: Course, module: Module) -> str:
    assert module.closes is not None
    closed = words.moment(module.closes, course.timezone)
    return f"Closed {closed}. You can still read it and run it; nothing more counts."


def _time_kind(module: Module, evidence: Evidence, record: Record, now: datetime) -> TimeKind:
    if is_closed(module, now):
        return "closed"
    if module.opens and now < module.opens:
        return "not open yet"
    if module.due is None or evidence.attempts or record.complete:
        return "none"
    return "due" if now <= module.due else "overdue"


def _late_note(rule: Late, lateness: timedelta) -> str:
    if lateness <= timedelta(0):
        return words.lateness_ahead(rule)
    return words.lateness_note(share_kept(lateness, rule))


def _unmet(
    course: Course, module: Module, record_of: RecordOf, now: datetime
) -> tuple[Module, ...]:
    required = (course.module(module_id) for module_id in module.requires)
    return tuple(m for m in required if m and not record_of(m.id).cleared and not is_closed(m, now))


def _that_counts(rules: Rules, attempts: list[Attempt]) -> Attempt:
    attempts = attempts[: rules.attempts.limit]
    if rules.attempts.keep == "last":
        return attempts[-1]
    return max(attempts, key=lambda a: (f if (f := fraction(a)) is not None else -1.0, a.at))
