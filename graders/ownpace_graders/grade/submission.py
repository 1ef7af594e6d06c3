"""The outcome of grading one submission, and grading one with nbgrader's own converter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace.results import ModuleResult
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import (
    Classroom,
    ReleasedModule,
    autograde,
    captured_log,
    module_result,
    refused,
    remembered,
)
from ownpace_graders.collect.attempts import FAILURE, LOG, RESULT, attempt_at
from ownpace_graders.collect.earlier import keep_earlier
from ownpace_graders.collect.graded import set_aside
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.grade.work import Work, refuse_pattern, refuse_unreadable
from ownpace_graders.lines import Line, Status
from ownpace_graders.notebooks import aside, read_notebook
from ownpace_graders.rules import read_rules


def graded(
    work: Work,
    result: ModuleResult,
    remarks: Sequence[str] = (),
    problems: Mapping[str, OwnpaceError] | None = None,
    late_penalty: float = 0,
) -> Line:
    """The line for a submission that has a score, with ``late_penalty`` taken off. ``problems`` are
    those of its other notebooks."""
    off = f" ({round(late_penalty, 2):g} off, late)" if late_penalty else ""
    parts = [f"{result.score or 0:g} of {result.max_score:g} points{off}."]
    parts += [f"{remark[:1].upper()}{remark[1:].rstrip('.')}." for remark in remarks]
    parts += ["A part waits for a person."] if result.needs_manual_grade else []
    next_ = "nbgrader formgrader" if result.needs_manual_grade else ""
    for problem in (problems or {}).values():
        parts, next_ = [*parts, problem.message], problem.hint or next_
    needs = problems or result.needs_manual_grade
    status: Status = "attention" if needs else "done"
    return Line(status=status, message=" ".join(parts), next=next_, **work._asdict())


def failed(classroom: Classroom, work: Work, problem: OwnpaceError, log: str = "") -> Line:
    """The line for a submission that could not be graded. The reason is kept beside the attempt;
    what was graded before stays."""
    with suppress(OwnpaceError):  # what went wrong first is what is told
        write_beside(classroom, work, FAILURE, f"{problem}\n")
        write_beside(classroom, work, LOG, log or str(problem))
    message = problem.message
    if classroom.folder("autograded", *work).exists():
        message += " Its earlier result stays."
    return Line(
        status="attention",
        message=message,
        next=problem.hint,
        code=problem.code,
        **work._asdict(),
    )


def left_out(work: Work) -> Line:
    message = "Left out by nbgrader_config.py."
    return Line(status="skipped", message=message, **work._asdict())


def convert(classroom: Classroom, work: Work, released: ReleasedModule) -> Line:
    """Grade a submission with nbgrader's own converter."""
    with captured_log() as log:
        try:
            result = _converted(classroom, work, released)
        except OwnpaceError as problem:
            return failed(classroom, work, problem, log.getvalue())
    return left_out(work) if result is None else graded(work, result)


def keep_result(
    classroom: Classroom, work: Work, result: ModuleResult, executed: bool = True
) -> None:
    """Keep the result beside the attempt, where no earlier failure is left; where its checks are
    worth something else than before, what they were is kept as well. Not ``executed``: by a person,
    or by a release."""
    beside, rules = _beside(classroom, work), read_rules(classroom.root)
    if beside is not None:
        module = rules.course.module(work.module) if rules else None
        keep_earlier(beside, result, len(module.corrections) if module else 0, executed)
        write_beside(classroom, work, RESULT, result.model_dump_json(indent=1))
        (beside / FAILURE).unlink(missing_ok=True)


def make_room(classroom: Classroom, work: Work) -> None:
    """Keep what is known of another attempt, whose place in the gradebook this one takes."""
    at = submitted_at(classroom.folder("submitted", *work))
    autograded = classroom.folder("autograded", *work)
    if at is not None and autograded.exists() and submitted_at(autograded) != at:
        set_aside(classroom, *work, but=at)


def write_beside(classroom: Classroom, work: Work, name: str, text: str) -> None:
    """Write a file beside the files of the attempt, if the submission came through the archive."""
    beside = _beside(classroom, work)
    if beside is not None:
        write_atomically(beside / name, text)


def _beside(classroom: Classroom, work: Work) -> Path | None:
    at = submitted_at(classroom.folder("submitted", *work))
    found = attempt_at(classroom, *work, at)
    return found and found[0]


def _converted(classroom: Classroom, work: Work, released: ReleasedModule) -> ModuleResult | None:
    """``None`` if the course's configuration leaves this learner out."""
    refuse_pattern(work.learner)
    for path in refuse_unreadable(classroom.folder("submitted", *work), released.files):
        read_notebook(path)
    target = classroom.folder("autograded", *work)
    make_room(classroom, work)
    try:
        with aside(target), remembered(classroom, *work):
            autograde(classroom, *work)
            if not target.exists():
                raise _LeftOut
    except _LeftOut:
        return None
    except OSError as problem:
        raise refused(f"{target} could not be written.", problem) from problem
    result = module_result(classroom, *work)
    if result is not None:
        keep_result(classroom, work, result)
    return result


class _LeftOut(Exception):
    """nbgrader passed the learner over: ``CourseDirectory.student_id_exclude``."""
