"""Grading what is new: each module's submissions side by side, so that one bad notebook never
stops a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from ownpace.store.files import locked
from ownpace_graders.bridge import (
    Classroom,
    Marking,
    ReleasedModule,
    explained,
    has_gradebook,
    marking,
    open_classroom,
    open_register,
    refuse_foreign,
    refuse_no_course,
)
from ownpace_graders.execute import Crew
from ownpace_graders.grade import kernels
from ownpace_graders.grade.beginning import begun
from ownpace_graders.grade.round import Round
from ownpace_graders.grade.ruling import ruling_of
from ownpace_graders.grade.submission import convert, left_out
from ownpace_graders.grade.work import Work, handed_in, homeless, is_new, mend
from ownpace_graders.lines import Line, SlowCell, Summary, Watch

LOCK = ".ownpace.lock"


def grade(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    learners: Sequence[str] | None = None,
    force: bool = False,
    jobs: int | None = None,
    unconfined: bool = False,
) -> Summary:
    """Grade the submissions of ``modules`` and ``learners`` (all, if none is named) that are newer
    than their grade; with ``force`` the others as well.

    Scores go to nbgrader's gradebook, executed notebooks to ``autograded/``, results beside the
    attempts. Manual scores stay. A submission that cannot be graded is named in the summary, and
    what it had before stays. Works in every nbgrader course directory; one run at a time.

    ``jobs`` submissions are executed at once (as many as there are processors, if ``None``), each
    confined: raises ``CommandError`` where this machine cannot, unless ``unconfined``.
    """
    jobs = jobs or os.cpu_count() or 1
    with closing(begun(root, modules, not unconfined)) as crew:
        return _graded(root, modules, watch, learners or (), force, jobs, crew)


def _graded(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    learners: Sequence[str],
    force: bool,
    jobs: int,
    crew: Crew,
) -> Summary:
    classroom = open_classroom(root)
    refuse_no_course(classroom)
    refuse_foreign(classroom)
    work = handed_in(classroom, classroom.chosen(modules), learners)
    watch.start("submissions", len(work))
    if not has_gradebook(classroom):
        return Summary(command="grade", lines=_unreleased(classroom, {one.module for one in work}))
    desk = _Desk(classroom, marking(classroom), jobs, crew)
    with locked(classroom.root / LOCK), open_register(classroom, desk.rules) as register:
        lines = list(desk.lines(register, work, watch, force))
    places = {one: place for place, one in enumerate(work)}
    lines.sort(key=lambda line: places.get(_work_of(line), len(places)))
    lines += [] if modules or learners else homeless(classroom)
    return Summary(command="grade", lines=tuple(lines), slowest=tuple(desk.slowest))


def _work_of(line: Line) -> Work:
    return Work(line.learner or "", line.module or "")


class _Desk:
    """What one run grades with."""

    def __init__(self, classroom: Classroom, rules: Marking, jobs: int, crew: Crew) -> None:
        self.rules = rules
        self.slowest: list[SlowCell] = []
        self._classroom = classroom
        self._jobs = jobs
        self._crew = crew

    def lines(
        self, register: Any, work: Sequence[Work], watch: Watch, force: bool
    ) -> Iterator[Line]:
        """A line for each piece of work, and then those about whole modules."""
        remarks: list[Line] = []
        for module in dict.fromkeys(one.module for one in work):
            mine = [one for one in work if one.module == module]
            with explained("The gradebook"):
                released = register.released(module)
            if released is None:
                remarks += _unreleased(self._classroom, {module})
                continue
            new = [one for one in mine if self._is_to_do(one, force)]
            lines = self._module(register, released, mine, new, watch, remarks)
            for line in lines:
                watch.advance(line)
                yield line
            if ruling := ruling_of(self._classroom, register, module, new):
                while more := ruling.put_next(mine, force):
                    yield from self._module(register, released, more, more, watch, remarks)
                yield from ruling.decide(mine)
        yield from remarks

    def _is_to_do(self, work: Work, force: bool) -> bool:
        return mend(self._classroom, work) or force or is_new(self._classroom, work)

    def _module(
        self,
        register: Any,
        released: ReleasedModule,
        work: Sequence[Work],
        new: Sequence[Work],
        watch: Watch,
        remarks: list[Line],
    ) -> Iterator[Line]:
        for one in work:
            if one not in new:
                yield Line(status="skipped", message="Graded before.", **one._asdict())
            elif one.learner in self.rules.left_out:
                yield left_out(one)
        todo = [one for one in new if one.learner not in self.rules.left_out]
        reason = self.rules.custom or ("" if self._crew.confined else _kernel(released))
        if not todo:
            return
        if reason:
            remarks.append(_remark(released, f"Graded by nbgrader's own converter: {reason}."))
            for one in todo:
                watch.begin(one.learner)
                yield convert(self._classroom, one, released)
            return
        round_ = Round(self._classroom, register, released, self.rules, watch)
        yield from round_.lines(todo, self._jobs, self._crew)
        self.slowest += round_.slowness.slowest()
        if name := kernels.renamed(released):
            remarks.append(_remark(released, _RENAMED.format(name)))


def _kernel(released: ReleasedModule) -> str:
    name = kernels.foreign(released)
    return f"its kernel is {name!r}" if name else ""


_RENAMED = "The kernel {!r} is not installed here: Python was used in its place."


def _remark(released: ReleasedModule, message: str) -> Line:
    return Line(status="done", message=message, module=released.name)


def _unreleased(classroom: Classroom, modules: set[str]) -> tuple[Line, ...]:
    ours = (classroom.root / "course.yml").is_file()
    command = "ownpace release" if ours else "nbgrader generate_assignment"
    return tuple(
        Line(
            status="attention",
            message=f"{module} cannot be graded: its checks are not in the gradebook.",
            module=module,
            next=f"{command} {module}",
        )
        for module in sorted(modules)
    )
