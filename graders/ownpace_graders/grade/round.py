"""The new work on one module: executed side by side, recorded one submission at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC
from typing import Any, cast

from ownpace.errors import OwnpaceError
from ownpace.results import ModuleResult
from ownpace_graders import execute as engine
from ownpace_graders.bridge import (
    Classroom,
    Marking,
    ReleasedModule,
    arrival,
    explained,
    graded_cells,
    result_of,
    score_of,
)
from ownpace_graders.execute import Crew, Limits, Ran, Settings
from ownpace_graders.grade import kernels
from ownpace_graders.grade.imports import imports_of
from ownpace_graders.grade.kernels import Group
from ownpace_graders.grade.paper import Paper, new_paper
from ownpace_graders.grade.slowness import Slowness
from ownpace_graders.grade.submission import failed, graded, keep_result, make_room
from ownpace_graders.grade.work import Work
from ownpace_graders.judge import source_files
from ownpace_graders.lines import Line, Watch
from ownpace_graders.notebooks import readable_notebooks
from ownpace_graders.quizzes import Marker


class Round:
    """``register`` is the open gradebook. A line is given for each piece of work, as it is done."""

    def __init__(
        self,
        classroom: Classroom,
        register: Any,
        released: ReleasedModule,
        rules: Marking,
        watch: Watch,
    ) -> None:
        self.slowness = Slowness(released.name)
        self._watch = watch
        self._classroom = classroom
        self._register = register
        self._released = released
        self._rules = rules
        self._folder = classroom.folder("source", ".", released.name)
        self._written = graded_cells(readable_notebooks(self._folder))
        self._sources = source_files(
            self._folder, rules.ignore, rules.exclude_overwriting.get(released.name, ())
        )
        self._marker = Marker(classroom.root, released.name)
        self._papers: dict[Work, Paper] = {}
        self._lines: deque[Line] = deque()

    def lines(self, work: Sequence[Work], jobs: int, crew: Crew) -> Iterator[Line]:
        """Grade ``work``. Raises ``CommandError`` where nothing can be executed at all."""
        try:
            papers: Iterable[Paper] = self._opened(work)
            for group in kernels.groups(self._released, self._settings(), self._rules):
                if group.problem is None:
                    yield from self._executed(papers, group, jobs, crew)
                else:
                    yield from self._given_up(papers, group, group.problem)
                papers = list(self._papers.values())
        finally:
            for paper in self._papers.values():
                paper.drop()

    def _executed(
        self, papers: Iterable[Paper], group: Group, jobs: int, crew: Crew
    ) -> Iterator[Line]:
        tasks = (task for paper in papers for task in paper.tasks(group.notebooks))
        running = engine.execute(tasks, group.settings, jobs, crew=crew)
        with closing(cast("Generator[Ran, None, None]", running)) as results:
            for ran in results:
                yield from self._told()
                self._take(ran, group.language)
                yield from self._told()
        yield from self._told()

    def _given_up(
        self, papers: Iterable[Paper], group: Group, problem: OwnpaceError
    ) -> Iterator[Line]:
        for paper in papers:
            paper.give_up(group.notebooks, problem)
            self._settle(paper)
            yield from self._told()
        yield from self._told()

    def _settings(self) -> Settings:
        return Settings(
            imports=imports_of(self._folder),
            hidden_begin=self._rules.hidden[0],
            hidden_end=self._rules.hidden[1],
            interrupt_on_timeout=self._rules.interrupt_on_timeout,
            limits=Limits(
                cell_seconds=self._rules.timeout,
                **self._rules.confinement.limits,  # type: ignore[arg-type]
            ),
        )

    def _opened(self, work: Sequence[Work]) -> Iterator[Paper]:
        for one in work:
            self._watch.begin(one.learner)
            paper = self._papers[one] = new_paper(self._classroom, one, self._released, self._rules)
            try:
                paper.open(self._sources, self._marker)
            except OwnpaceError as problem:
                self._close(paper, problem)
            else:
                yield paper

    def _take(self, ran: Ran, language: dict[str, Any] | None) -> None:
        learner, module, _ = ran.key.rsplit("/", 2)
        paper = self._papers[Work(learner, module)]
        self.slowness.add(ran)
        paper.take(ran, language)
        self._settle(paper)

    def _settle(self, paper: Paper) -> None:
        """Record it, once nothing of it waits."""
        if not paper.waiting:
            try:
                result, penalty = self._record(paper)
            except OwnpaceError as problem:
                self._close(paper, problem)
            else:
                self._close(paper)
                about = _remarks(paper), paper.problems, penalty
                self._lines.append(graded(paper.work, result, *about))

    def _record(self, paper: Paper) -> tuple[ModuleResult, float]:
        """The result, and what lateness took off. Files beside, then the gradebook, then the
        archive, then the files' place: whoever is killed in between leaves work that looks new, or
        ``autograded/`` as the last run had it."""
        paper.finish()
        work, at = paper.work, arrival(self._classroom, paper.submitted)
        make_room(self._classroom, work)
        with explained("The gradebook"):
            self._register.record(*work, at, paper.marks)
            score = score_of(self._register, *work)
        handed_in = score.at or paper.staged_at()
        run = graded_cells(paper.done.values())
        result = result_of(self._classroom, score, handed_in.astimezone(UTC), self._written, run)
        keep_result(self._classroom, work, result)
        paper.publish(self._classroom.folder("autograded", *work))
        return result, score.late_penalty

    def _close(self, paper: Paper, problem: OwnpaceError | None = None) -> None:
        paper.drop()
        del self._papers[paper.work]
        if problem is not None:
            self._lines.append(failed(self._classroom, paper.work, problem))

    def _told(self) -> Iterator[Line]:
        while self._lines:
            yield self._lines.popleft()


def _remarks(paper: Paper) -> list[str]:
    notes = [note for marks in paper.marks.values() for note in marks.notes()]
    return [*notes, *paper.flags]
