"""Releasing modules, and telling learners' panels of new dates and rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ownpace.course import Course
from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.bridge import (
    Classroom,
    exchange_root,
    foreign_words,
    open_classroom,
    refuse_foreign,
)
from ownpace_graders.course_file import CourseFile, load
from ownpace_graders.lines import Line, Summary, Watch
from ownpace_graders.release.copies import write_course
from ownpace_graders.release.correcting import note, refuse_uncorrected
from ownpace_graders.release.departed import gone
from ownpace_graders.release.exchange import put_in_exchange, tell_exchange
from ownpace_graders.release.making import make
from ownpace_graders.rules import read_rules


def release(
    root: Path, modules: Sequence[str], watch: Watch, now: datetime, why: str = ""
) -> Summary:
    """Release ``modules``, or all of the course file if none is named. ``why`` tells learners what
    was corrected in those that are named; it is added to ``corrections.yml``.

    ``release/`` and the exchange, where there is one, change only by rename and only where
    something differs, so that a module that is out already is corrected in place, and new dates
    replace nothing but ``course.json``. Raises ``CourseFileError`` and ``CommandError``; a module
    that cannot be released is named in the summary, and stays as it was.
    """
    course_file = load(root)
    read_rules(root)  # grading stops at a fault in what stands beside it, and is not asked first
    chosen = _chosen(course_file, modules)
    classroom = open_classroom(root)
    refuse_foreign(classroom)
    if why := why.strip():
        refuse_uncorrected(classroom, modules)
    watch.start("modules", len(chosen))
    made = {module: _made(classroom, module) for module in chosen}
    told = [m for m in chosen if why and made[m].status != "attention"]
    for module in told:
        note(root, course_file, module, why, now)
    course, news, damaged = write_course(classroom, course_file)
    lines = [_sent(classroom, m, made[m], course, now, m in told) for m in chosen]
    for line in lines:
        watch.advance(line)
    lines += [_attention(m, problem) for m, problem in damaged.items() if m not in chosen]
    lines += [*gone(classroom, course_file), *_gradebook(classroom)]
    return Summary(command="release", lines=(*lines, *_ending(classroom, course, news)))


def _chosen(course_file: CourseFile, modules: Sequence[str]) -> list[str]:
    known = [module.id for module in course_file.modules]
    unknown = [module for module in modules if module not in known]
    if unknown:
        raise CommandError(
            f"course.yml has no module {unknown[0]!r}.", hint=f"It has: {', '.join(known)}."
        )
    return [module for module in known if module in modules or not modules]


def _made(classroom: Classroom, module: str) -> Line:
    try:
        return Line(status=make(classroom, module), message="", module=module)
    except OwnpaceError as problem:
        return _attention(module, problem)


def _sent(
    classroom: Classroom,
    module: str,
    made: Line,
    course: Course | None,
    now: datetime,
    is_corrected: bool,
) -> Line:
    """A correction of hidden checks alone changes nothing of what is released."""
    if made.status == "attention" or course is None:
        return made
    try:
        sent = put_in_exchange(classroom, module)
    except OwnpaceError as problem:
        return _attention(module, problem)
    is_same = made.status == "skipped" and not is_corrected
    if is_same and not sent:
        return Line(status="skipped", message="Unchanged since its release.", module=module)
    where = "into the exchange" if sent else "into release/"
    message = f"Released {where}.{_closed(course, module, now)}"
    graded = len(classroom.learners("autograded", module))
    if is_same or not graded:
        return Line(status="done", message=message, module=module)
    return Line(
        status="done",
        message=f"{message} {graded} graded before this correction.",
        module=module,
        next=f"ownpace grade {module} --force, then ownpace feedback {module}",
    )


def _closed(course: Course, module: str, now: datetime) -> str:
    """A word about a module that opens to nobody."""
    found = course.module(module)
    closed = found is not None and found.closes is not None and found.closes <= now
    return " It is past its closing date." if closed else ""


def _ending(classroom: Classroom, course: Course | None, news: bool) -> list[Line]:
    if course is None:
        return []
    if exchange_root(classroom) is None:
        return [_no_exchange()]
    try:
        told = tell_exchange(classroom)
    except OwnpaceError as problem:
        return [_attention(None, problem)]
    message = f"Learners' panels will show revision {course.revision} of the course."
    return [Line(status="done", message=message)] if told or news else []


def _gradebook(classroom: Classroom) -> list[Line]:
    said, next_ = foreign_words(classroom)
    return [Line(status="attention", message=said, next=next_)] if said else []


def _no_exchange() -> Line:
    return Line(
        status="skipped",
        message="There is no nbgrader exchange on this machine: release/ holds the modules.",
        next="ownpace publish DIR",
    )


def _attention(module: str | None, problem: OwnpaceError) -> Line:
    message = problem.message.replace("\n", " ")  # a bank's problems come a line each
    return Line(status="attention", message=message, module=module, next=problem.hint)
