"""Grading what is new, one learner at a time, so that one bad notebook never stops a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.bridge import Classroom, notebooks_of, open_classroom
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.grade.submission import Work, grade_work
from ownpace_graders.lines import Line, Summary, Watch


def grade(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    learners: Sequence[str] | None = None,
    force: bool = False,
) -> Summary:
    """Grade the submissions of ``modules`` and ``learners`` (all, if none is named) that are newer
    than their grade; with ``force`` the others as well.

    Scores go to nbgrader's gradebook, executed notebooks to ``autograded/``, results beside the
    attempts. Manual scores stay. A submission that cannot be graded is named in the summary, and
    what it had before stays. Works in every nbgrader course directory.
    """
    classroom = open_classroom(root)
    chosen = classroom.chosen(modules)
    work = [work for module in chosen for work in _handed_in(classroom, module, learners)]
    _refuse_unknown(learners or (), work)
    watch.start("submissions", len(work))
    unreleased = {m for m in {w.module for w in work} if not notebooks_of(classroom, m)}
    lines = [
        _told(watch, _line(classroom, one, force)) for one in work if one.module not in unreleased
    ]
    return Summary(command="grade", lines=(*lines, *_unreleased(classroom, unreleased)))


def _handed_in(classroom: Classroom, module: str, learners: Sequence[str] | None) -> Iterator[Work]:
    for learner in classroom.learners("submitted", module):
        if not learners or learner in learners:
            yield Work(learner, module)


def _refuse_unknown(learners: Sequence[str], work: Sequence[Work]) -> None:
    known = {one.learner for one in work}
    for learner in learners:
        if learner not in known:
            raise CommandError(
                f"{learner!r} has handed in nothing of this.",
                hint="Run `ownpace collect` first, or correct the name.",
            )


def _line(classroom: Classroom, work: Work, force: bool) -> Line:
    about = {"learner": work.learner, "module": work.module}
    if not (force or _is_new(classroom, work)):
        return Line(status="skipped", message="Graded before.", **about)
    try:
        result = grade_work(classroom, work)
    except OwnpaceError as problem:
        return Line(status="attention", message=problem.message, next=problem.hint, **about)
    if result is None:
        return Line(status="skipped", message="Left out by nbgrader_config.py.", **about)
    score = f"{result.score or 0:g} of {result.max_score:g} points."
    if result.needs_manual_grade:
        message = f"{score} A part waits for a person."
        return Line(status="attention", message=message, next="nbgrader formgrader", **about)
    return Line(status="done", message=score, **about)


def _is_new(classroom: Classroom, work: Work) -> bool:
    """As nbgrader decides: nothing graded yet, or handed in later than what was."""
    graded = classroom.folder("autograded", work.learner, work.module)
    if not graded.exists():
        return True
    new = submitted_at(classroom.folder("submitted", work.learner, work.module))
    old = submitted_at(graded)
    return new is not None and old is not None and new > old


def _unreleased(classroom: Classroom, modules: Iterable[str]) -> Iterator[Line]:
    ours = (classroom.root / "course.yml").is_file()
    command = "ownpace release" if ours else "nbgrader generate_assignment"
    for module in sorted(modules):
        yield Line(
            status="attention",
            message=f"{module} cannot be graded: its checks are not in the gradebook.",
            module=module,
            next=f"{command} {module}",
        )


def _told(watch: Watch, line: Line) -> Line:
    watch.advance(line)
    return line
