"""The whole course's state: one pure function, used by the panel, the command line and reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from ownpace.course.extending import More
from ownpace.course.model import Course, Module
from ownpace.progress import facets, words
from ownpace.progress.model import (
    Continue,
    CourseState,
    Evidence,
    ModuleState,
    NextDue,
    Progress,
    Record,
)
from ownpace.progress.record import NOTHING, best_fraction, recorded

NO_MORE: More = {}


def course_state(
    course: Course,
    evidence: Mapping[str, Evidence],
    progress: Progress,
    now: datetime,
    more: More = NO_MORE,
) -> CourseState:
    """What a learner can do, has done and is due, at the moment ``now`` (aware).

    ``evidence`` is what the files show, ``progress`` what was recorded before; a module missing
    from either is one that nothing is known of. ``more`` is the more time that is in the dates of
    ``course`` already: it is said.
    """
    progress = recorded(course, evidence, progress, now)
    modules = tuple(_module(course, m, evidence, progress, now) for m in course.modules)
    required = [m for m in modules if not m.optional]
    return CourseState(
        revision=course.revision,
        id=course.id,
        title=course.title,
        language=course.language,
        timezone=course.timezone,
        modules_complete=sum(m.work.kind == "complete" for m in required),
        modules_total=len(required),
        fraction=_share_done(required),
        resume=_resume(modules),
        next_due=_next_due(required),
        rules=(*words.rules_in_words(course), *words.more_time_in_words(course, more)),
        modules=modules,
    )


def _module(
    course: Course,
    module: Module,
    evidence: Mapping[str, Evidence],
    progress: Progress,
    now: datetime,
) -> ModuleState:
    def record_of(module_id: str) -> Record:
        return progress.modules.get(module_id, Record())

    seen, record = evidence.get(module.id, NOTHING), record_of(module.id)
    newest_first = sorted(seen.attempts, key=lambda attempt: attempt.at, reverse=True)
    return ModuleState(
        **{name: getattr(module, name) for name in _SHOWN_AS_IS},
        offered=_offered(module, record, evidence, now),
        fetched=seen.fetched,
        access=facets.access(course, module, record_of, now),
        work=facets.work(module, record, seen),
        hand_in=facets.hand_in(course.rules, seen),
        time=facets.time(course.rules, module, seen, record, now),
        steps=tuple(facets.step_state(step, record) for step in module.steps),
        feedback=tuple(page for attempt in newest_first for page in attempt.feedback),
    )


_SHOWN_AS_IS = (
    *("id", "title", "summary", "objectives", "minutes"),
    *("optional", "path", "released", "resources"),
)


def _offered(
    module: Module, record: Record, evidence: Mapping[str, Evidence], now: datetime
) -> bool:
    """Offered, never forced: a module it helps with was scored under ``offer_below``. An offer
    stands as long as it can be taken."""
    if module.offer_below is None or record.complete or facets.is_closed(module, now):
        return False
    helped = module.offer_after or module.requires
    scores = (best_fraction(evidence.get(m, NOTHING).attempts) for m in helped)
    return any(score is not None and score < module.offer_below for score in scores)


def _share_done(modules: Sequence[ModuleState]) -> float:
    """Every module weighs the same, however many steps it has."""
    shares = [
        1.0 if m.work.kind == "complete" else m.work.steps_done / max(m.work.steps_total, 1)
        for m in modules
    ]
    return min(1.0, sum(shares) / len(shares)) if shares else 1.0


def _resume(modules: Sequence[ModuleState]) -> Continue | None:
    """First what was begun, then what comes next, then what is offered."""
    todo = [m for m in modules if m.access.kind == "open" and m.work.kind != "complete"]
    begun = [m for m in todo if m.work.kind == "in progress"]
    required = [m for m in todo if not m.optional]
    for module in (*begun, *required, *(m for m in todo if m.offered)):
        step = next((s for s in module.steps if not s.done), None)
        return Continue(
            module=module.id, step=step.id if step else None, label=_resume_label(module)
        )
    return None


def _resume_label(module: ModuleState) -> str:
    verb = "Continue" if module.work.kind == "in progress" else "Start"
    return f"{verb} {words.quoted(module.title)}"


def _next_due(modules: Sequence[ModuleState]) -> NextDue | None:
    waiting = [
        (m.time.due, m)
        for m in modules
        if m.time.kind == "due" and m.time.due and m.access.kind == "open"
    ]
    if not waiting:
        return None
    due, module = min(waiting, key=lambda pair: pair[0])
    return NextDue(module=module.id, title=module.title, at=due)
