"""From what was submitted to a report: one pure function."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from statistics import median

from ownpace.course.model import Course, Module
from ownpace_graders.bridge import Student
from ownpace_graders.report.failing import failing_checks, failing_questions
from ownpace_graders.report.material import Material, Work
from ownpace_graders.report.model import Entry, LearnerRow, ModuleColumn, Report, days
from ownpace_graders.report.signs import PASS, PATIENCE, Seen, reasons
from ownpace_graders.report.standing import Standing, Standings, course_of
from ownpace_graders.report.waiting import waiting
from ownpace_graders.rules import Part, course_score, part_of


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
    course = course_of(found)
    standings = Standings(found, course, now)
    rows = tuple(_learner(standings, name, by_learner[name], asked[name]) for name in sorted(known))
    promise = course.rules.feedback_within
    return Report(
        course=found.course_id,
        title=course.title,
        at=now,
        timezone=course.timezone,
        language=course.language,
        feedback_within=promise,
        roster_problem=found.roster_problem,
        modules=tuple(_module(found, course, module, rows) for module in found.modules),
        learners=rows,
        checks=failing_checks(found),
        questions=failing_questions(found),
        waiting=waiting(rows, found.asked, promise, now),
    )


def _learner(
    standings: Standings, learner: str, mine: Mapping[str, Work], asked: Sequence[datetime]
) -> LearnerRow:
    """``asked``: when each open question of the learner's arrived."""
    found, course, now = standings.found, standings.course, standings.now
    entries = tuple(_entry(found, mine[module]) for module in found.modules if module in mine)
    where = standings.of(learner, mine)
    last = max((work.last or work.newest for work in mine.values() if work.newest), default=None)
    student = found.students.get(learner, Student(learner))
    row = LearnerRow(
        id=learner,
        first_name=student.first_name,
        last_name=student.last_name,
        email=student.email,
        lms_id=student.lms_id,
        modules=entries,
        at=where.left[0] if where.left else "",
        share=_share(course, entries, where),
        attempts=sum(entry.attempts for entry in entries),
        late=tuple(entry.module for entry in entries if entry.late),
        missing=where.missing,
        last=last,
        days_since=days(last, now) if last else None,
        open_questions=len(asked),
        more_time=found.more_of(learner),
    )
    seen = Seen(
        row=row,
        open_module=where.open,
        passes=PASS if course.rules.pass_score is None else course.rules.pass_score,
        patience=course.rules.feedback_within or PATIENCE,
        oldest_question=now - min(asked) if asked else None,
    )
    return row.model_copy(update={"may_need_help": tuple(reasons(seen))})


def _entry(found: Material, work: Work) -> Entry:
    score, due = work.score, found.due_for(work.learner, work.module)
    counted = work.counted_at
    late = bool(due and counted and counted > due)
    dated = found.course is not None and found.course.module(work.module) is not None
    return Entry(
        module=work.module,
        attempts=work.attempts,
        uncounted=dict(work.uncounted),
        newest=work.newest,
        counted=counted,
        score=score.score if score else None,
        max_score=score.max_score if score else None,
        late_penalty=score.late_penalty if score else 0,
        late=late,
        outdated=bool(dated and work.counts and score and score.late_penalty > 0 and not late),
        graded=work.graded,
        needs_manual_grade=score is not None and score.needs_manual_grade,
        problem="" if work.graded else work.problem,
        feedback=work.feedback,
        sure=work.spoken.sure,
        sure_and_wrong=sum(one.sure and not one.right for one in work.spoken.responses),
    )


def _module(
    found: Material, course: Course, module: str, rows: Iterable[LearnerRow]
) -> ModuleColumn:
    gone = Module.model_construct(id=module, title=module, due=found.due.get(module))
    about = course.module(module) or gone
    entries = [entry for row in rows for entry in row.modules if entry.module == module]
    shares = [entry.share for entry in entries if entry.counts and entry.share is not None]
    sure = [entry.sure for entry in entries if entry.sure is not None]
    return ModuleColumn(
        id=module,
        title=about.title,
        due=about.due,
        closes=about.closes,
        optional=about.optional,
        weight=about.weight,
        max_score=found.points.get(module),
        handed_in=sum(entry.counts for entry in entries),
        late=sum(entry.late for entry in entries),
        missing=sum(module in row.missing for row in rows),
        attempts=sum(entry.attempts for entry in entries),
        middle=median(shares) if shares else None,
        sure=median(sure) if sure else None,
    )


def _share(course: Course, entries: Iterable[Entry], where: Standing) -> float | None:
    """For the whole course, of what is final."""
    by_module = {entry.module: entry for entry in entries}
    return course_score(
        _part(module, by_module.get(module.id), module.id in where.closed)
        for module in course.modules
    )


def _part(module: Module, entry: Entry | None, closed: bool) -> Part:
    share = entry.share if entry and entry.is_final else None
    return part_of(module, share, handed_in=entry is not None and entry.counts, closed=closed)
