"""Feedback for graded work: a page for each notebook, back the way the work came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, glance, open_classroom, refuse_foreign, settle
from ownpace_graders.course_file import compile_course
from ownpace_graders.feedback.class_answers import send_class_answers
from ownpace_graders.feedback.converting import convert_pages
from ownpace_graders.feedback.more_time import send_more_time
from ownpace_graders.feedback.pages import write_pages
from ownpace_graders.feedback.replies import send_replies
from ownpace_graders.feedback.sending import Pages, Sender
from ownpace_graders.feedback.sent import Sent
from ownpace_graders.feedback.telling import Telling, course_file_of
from ownpace_graders.lines import Line, Summary, Watch


def feedback(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    now: datetime,
    learners: Sequence[str] | None = None,
) -> Summary:
    """Write the pages of all graded work of ``modules`` and ``learners`` (all, if none is named),
    and send them: into the exchange for hand-ins from there, into ``outbox/`` for bundles.

    Where an older attempt counts than the newest, both get their pages. Replies to questions go
    with them, more time, and what the class shares. A page is written where it says something new:
    a person's scores and comments change it, and so does a module that closes. What
    is as it was sent before is ``skipped``, with the code ``as-before``. Works in every nbgrader
    course directory.
    """
    quick = glance(root)
    classroom = quick or open_classroom(root)
    refuse_foreign(classroom)
    desk = _Desk(classroom, now, quick is not None)
    work = desk.work(modules, learners or ())
    watch.start("feedback", sum(map(len, work.values())))
    lines = []
    for module, mine in work.items():
        for line in desk.lines(module, mine, watch):
            watch.advance(line)
            lines.append(line)
    lines += send_replies(desk.root, modules)
    lines += send_more_time(desk.root)
    lines += desk.class_answers(modules)
    return Summary(command="feedback", lines=tuple(lines))


class _Desk:
    """What one run writes with: ``quick``, or nbgrader's own converter."""

    def __init__(self, classroom: Classroom, now: datetime, quick: bool) -> None:
        self._classroom = classroom
        self._now = now
        self._quick = quick
        self._write = write_pages if quick else convert_pages
        self._sender = Sender(classroom)
        self._file = course_file_of(classroom.root)
        excluded = classroom.coursedir.student_id_exclude.split(",")
        self._left_out = frozenset(filter(None, excluded))

    @property
    def root(self) -> Path:
        return self._classroom.root

    def work(self, modules: Sequence[str], learners: Sequence[str]) -> dict[str, list[str]]:
        """The learners with graded work, by module."""
        return {
            module: [
                learner
                for learner in self._classroom.learners("autograded", module)
                if not learners or learner in learners
            ]
            for module in self._classroom.chosen(modules)
        }

    def class_answers(self, modules: Sequence[str]) -> Iterator[Line]:
        """What learners share of the modules that are over."""
        course = compile_course(self._file, {}, 1) if self._file else None
        chosen = self._classroom.chosen(modules)
        return send_class_answers(self._classroom, course, chosen, self._now)

    def lines(self, module: str, learners: Sequence[str], watch: Watch) -> Iterator[Line]:
        if not learners:
            return
        telling = Telling(self._classroom, module, self._file, self._now)
        if telling.costs_lateness():  # a person may have given points since
            settle(open_classroom(self.root), module)
            telling = Telling(self._classroom, module, self._file, self._now)
        for learner in learners:
            watch.begin(learner)
            yield self._line(telling, learner, module)

    def _line(self, telling: Telling, learner: str, module: str) -> Line:
        about = {"module": module, "learner": learner}
        if learner in self._left_out:
            return Line(status="skipped", message="Left out by nbgrader_config.py.", **about)
        had_pages = self._classroom.folder("feedback", learner, module).exists()
        was = self._sender.found(learner, module)
        try:
            piece = telling.in_gradebook(learner)
            self._write(self._classroom, telling, piece)
        except OwnpaceError as problem:
            return _problem(problem, " Its earlier pages stay." if had_pages else "", **about)
        try:
            sent = self._sent(telling, learner, module, was)
            where = f"written to {sent.file}" if sent.file else "released into the exchange"
            return sent.line(f"Feedback {where}.", **about)
        except OwnpaceError as problem:
            return _problem(problem, **about)

    def _sent(self, telling: Telling, learner: str, module: str, was: Pages) -> Sent:
        """The pages of the attempt in the gradebook are written; those of a newer one follow."""
        newer = telling.newer(learner) if self._quick else None
        if newer is None:
            return self._sender.send(learner, module, was)
        before = self._sender.pages(learner, module)
        joined = self._sender.in_one(learner, module, newer.folder)
        first = Sent("", False) if joined else self._sender.send(learner, module, was)
        self._write(self._classroom, telling, newer)
        last = self._sender.send(learner, module, was, before)
        return Sent(last.file or first.file, first.is_new or last.is_new)


def _problem(problem: OwnpaceError, more: str = "", **about: str) -> Line:
    return Line(
        status="attention",
        message=problem.message + more,
        next=problem.hint,
        code=problem.code,
        **about,
    )
