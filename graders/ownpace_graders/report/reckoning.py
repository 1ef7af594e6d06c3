"""From what was submitted to a report: one pure function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median

from ownpace_graders.report.failing import failing_checks, failing_questions
from ownpace_graders.report.material import Material, Work
from ownpace_graders.report.model import Entry, LearnerRow, ModuleColumn, Report, days
from ownpace_graders.report.signs import PASS, PATIENCE, Seen, reasons
from ownpace_graders.report.waiting import waiting


def reckon(found: Material, now: datetime) -> Report:
    """The report of a course at the time ``now``. Depends on nothing else."""
    by_learner: dict[str, dict[str, Work]] = defaultdict(dict)
    for work in found.work:
        by_learner[work.learner][work.module] = work
    asked: dict[str, list[datetime]] = defaultdict(list)
    for question in found.asked:
        asked[question.learner] += [question.arrived] if question.is_open else []
    more = {learner for learner, _ in found.more_time}
    known = by_learner.keys() | found.students.keys() | asked.keys() | more
    rows = tuple(
        _learner(found, name, by_learner[name], asked[name], now) for name in sorted(known)
    )
    course = found.course
    promise = course.rules.feedback_within if course else None
    return Report(
        course=found.course_id,
        title=course.title if course else found.course_id,
        at=now,
        timezone=course.timezone if course else "UTC",
        language=course.language if course else "en",
        feedback_within=promise,
        modules=tuple(_module(found, module, rows) for module in found.modules),
        learners=rows,
        checks=failing_checks(found),
        questions=failing_questions(found),
        waiting=waiting(rows, found.asked, promise, now),
    )


def _learner(
    found: Material,
    learner: str,
    mine: Mapping[str, Work],
    asked: Sequence[datetime],
    now: datetime,
) -> LearnerRow:
    """``asked``: when each open question of the learner's arrived."""
    entries = tuple(_entry(found, mine[module]) for module in found.modules if module in mine)
    last = max((entry.newest for entry in entries if entry.newest), default=None)
    left = [module for module in _required(found) if module not in mine]
    student = found.students.get(learner)
    row = LearnerRow(
        id=learner,
        first_name=student.first_name if student else "",
        last_name=student.last_name if student else "",
        email=student.email if student else "",
        lms_id=student.lms_id if student else "",
        modules=entries,
        at=left[0] if left else "",
        share=_share(entries),
        attempts=sum(entry.attempts for entry in entries),
        late=tuple(entry.module for entry in entries if entry.late),
        missing=tuple(module for module in left if _is_past(found, learner, module, now)),
        last=last,
        days_since=days(last, now) if last else None,
        open_questions=len(asked),
        more_time={
            m: found.more_time[learner, m] for m in found.modules if (learner, m) in found.more_time
        },
    )
    oldest = now - min(asked) if asked else None
    seen = _seen(found, row, left, now)._replace(oldest_question=oldest)
    return row.model_copy(update={"may_need_help": tuple(reasons(seen))})


def _entry(found: Material, work: Work) -> Entry:
    score, due = work.score, found.due_for(work.learner, work.module)
    return Entry(
        module=work.module,
        attempts=work.attempts,
        newest=work.newest,
        score=score.score if score else None,
        max_score=score.max_score if score else None,
        late_penalty=score.late_penalty if score else 0,
        late=bool(due and work.newest and work.newest > due),
        graded=work.graded,
        needs_manual_grade=score is not None and score.needs_manual_grade,
        problem="" if work.graded else work.problem,
        feedback=work.feedback,
        sure=work.spoken.sure,
        sure_and_wrong=sum(one.sure and not one.right for one in work.spoken.responses),
    )


def _seen(found: Material, row: LearnerRow, left: Sequence[str], now: datetime) -> Seen:
    rules = found.course.rules if found.course else None
    passes = rules.pass_score if rules else None
    return Seen(
        row=row,
        open_module=next((module for module in left if _is_open(found, module, now)), ""),
        passes=PASS if passes is None else passes,
        patience=(rules.feedback_within if rules else None) or PATIENCE,
    )


def _module(found: Material, module: str, rows: Iterable[LearnerRow]) -> ModuleColumn:
    about = found.course.module(module) if found.course else None
    entries = [entry for row in rows for entry in row.modules if entry.module == module]
    shares = [entry.share for entry in entries if entry.share is not None]
    sure = [entry.sure for entry in entries if entry.sure is not None]
    return ModuleColumn(
        id=module,
        title=about.title if about else module,
        due=about.due if about else found.due.get(module),
        closes=about.closes if about else None,
        optional=about.optional if about else False,
        max_score=max((e.max_score for e in entries if e.max_score is not None), default=None),
        handed_in=len(entries),
        late=sum(entry.late for entry in entries),
        missing=sum(module in row.missing for row in rows),
        attempts=sum(entry.attempts for entry in entries),
        middle=median(shares) if shares else None,
        sure=median(sure) if sure else None,
    )


def _required(found: Material) -> list[str]:
    """The modules that everybody hands in. In a plain nbgrader course these are all."""
    if found.course is None:
        return list(found.modules)
    return [module.id for module in found.course.modules if not module.optional]


def _is_past(found: Material, learner: str, module: str, now: datetime) -> bool:
    due = found.due_for(learner, module)
    return due is not None and due < now


def _is_open(found: Material, module: str, now: datetime) -> bool:
    about = found.course.module(module) if found.course else None
    if about is None:
        return True
    return (about.opens is None or about.opens <= now) and (
        about.closes is None or now < about.closes
    )


def _share(entries: Iterable[Entry]) -> float | None:
    known = [e for e in entries if e.score is not None and e.max_score]
    most = sum(e.max_score or 0 for e in known)
    return max(0.0, sum(e.score or 0 for e in known) / most) if most else None
