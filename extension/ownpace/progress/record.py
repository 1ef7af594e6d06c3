"""What is kept for good. A record only grows, so no order of events loses completion, and running
a cell again, wrongly this time, never locks anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from ownpace.course.model import Course, Module, Step
from ownpace.progress.model import Attempt, Evidence, Progress, Record

NOTHING = Evidence()


def recorded(
    course: Course, evidence: Mapping[str, Evidence], progress: Progress, now: datetime
) -> Progress:
    """``progress`` grown by what the files show ``now``. Idempotent; modules that the course no
    longer has keep their records. A record of an older format is one of the newest from now on."""
    grown = {
        m.id: grow(m, evidence.get(m.id, NOTHING), progress.modules.get(m.id, Record()), now)
        for m in course.modules
    }
    return progress.model_copy(update={"format": 2, "modules": {**progress.modules, **grown}})


def grow(module: Module, evidence: Evidence, record: Record, now: datetime) -> Record:
    """One module's record with the evidence added to it; what is new was finished ``now``."""
    seen = _changed(
        record,
        started=record.started or evidence.fetched or evidence.touched,
        passed=record.passed | evidence.passed,
        answered=record.answered | evidence.answered,
    )
    done = seen.done | {step.id for step in module.steps if step_done(step, seen)}
    finished = {**record.finished, **dict.fromkeys(sorted(done - record.done), now)}
    seen = _changed(seen, done=done, finished=finished)
    cleared = record.cleared or is_cleared(module, seen, evidence.attempts)
    complete = record.complete or (cleared and is_scored(module, evidence.attempts))
    return _changed(seen, cleared=cleared, complete=complete)


def _changed(record: Record, **said: object) -> Record:
    """``record`` as it is ``said`` to be; itself, where it says so already: of 200 modules most do,
    and the panel asks often."""
    news = {name: value for name, value in said.items() if getattr(record, name) != value}
    return record.model_copy(update=news) if news else record


def step_done(step: Step, record: Record) -> bool:
    """A step is done when its checks passed and its activities and answers are given; one that has
    none of them, when the learner ticked it."""
    if step.id in record.done:
        return True
    if step.ticked_by_hand:
        return step.id in record.ticked
    wanted = {*step.activities, *(answer.id for answer in step.answers)}
    return {check.id for check in step.checks} <= record.passed and wanted <= record.answered


def is_cleared(module: Module, record: Record, attempts: Iterable[Attempt]) -> bool:
    """Whether everything that completes the module holds, but for a score, which only the
    teacher's side knows: nobody waits for a grade to go on."""
    rule = module.complete_when
    if not module.released or not record.started:
        return False
    by_steps = rule.steps or not (rule.checks or rule.submitted or rule.score)
    if by_steps and not all(step.id in record.done for step in module.steps):
        return False
    if rule.checks is not None and checks_passed(module, record) < rule.checks:
        return False
    return bool(tuple(attempts)) or not (rule.submitted or rule.score is not None)


def is_scored(module: Module, attempts: Iterable[Attempt]) -> bool:
    """Whether the best score so far reaches what completes the module, if a score is asked."""
    wanted = module.complete_when.score
    return wanted is None or (best_fraction(attempts) or 0.0) >= wanted


def checks_passed(module: Module, record: Record) -> float:
    """The share of the module's checks that passed, 0 to 1; 1 when it has none."""
    checks = {check.id for step in module.steps for check in step.checks}
    return len(checks & record.passed) / len(checks) if checks else 1.0


def best_fraction(attempts: Iterable[Attempt]) -> float | None:
    """The best score of any attempt as a share of its maximum; ``None`` when none is scored."""
    return max((f for a in attempts if (f := fraction(a)) is not None), default=None)


def fraction(attempt: Attempt) -> float | None:
    if attempt.score is None or not attempt.max_score:
        return None
    return attempt.score / attempt.max_score
