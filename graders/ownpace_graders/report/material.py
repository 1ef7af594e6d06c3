"""What a report is reckoned from: what was submitted, and what the course file says of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from ownpace.course.model import Course
from ownpace_graders.bridge import ModuleScore, Student
from ownpace_graders.collect.ruling import Why
from ownpace_graders.questions import AskedQuestion

NONE = timedelta(0)


class Response(NamedTuple):
    """One answered question of a quiz. ``sure``: the learner said so."""

    quiz: str
    question: str
    text: str
    right: bool
    sure: bool


class Spoken(NamedTuple):
    """What an ``answers.json`` tells of a learner, as far as it can be read. ``sure`` is the
    check-in's, from 1 to 5; the last one, where a module has several."""

    sure: int | None = None
    responses: tuple[Response, ...] = ()


class Work(NamedTuple):
    """One learner's work on one module. ``newest`` is when the newest attempt arrived of those that
    count; of all, where none does. ``uncounted`` says how many do not, by why: ``closed``,
    ``limit`` or ``claim``. ``settled``: the newest is graded, though an older one is in the
    gradebook. ``feedback`` tells whether the newest one's is out, ``last`` when anything came."""

    learner: str
    module: str
    attempts: int
    newest: datetime | None
    score: ModuleScore | None = None
    problem: str = ""
    feedback: bool = False
    spoken: Spoken = Spoken()
    uncounted: Mapping[Why, int] = {}
    settled: bool = False
    last: datetime | None = None

    @property
    def counts(self) -> bool:
        """Whether any attempt does."""
        return self.attempts > sum(self.uncounted.values())

    @property
    def known(self) -> bool:
        """Whether the gradebook says anything of it."""
        score = self.score
        return score is not None and (score.score is not None or score.needs_manual_grade)

    @property
    def graded(self) -> bool:
        """Whether the newest attempt that counts is graded."""
        if not self.known or self.score is None:
            return False
        return self.settled or self.score.at == self.newest

    @property
    def counted_at(self) -> datetime | None:
        """When the attempt arrived that is in the gradebook, or is still to be graded; ``None``
        where none counts."""
        if not self.counts:
            return None
        return self.score.at if self.score and self.graded else self.newest


class Material(NamedTuple):
    """``modules`` are all there are, in their order. ``course`` is ``None`` in a plain nbgrader
    course; ``due`` is the gradebook's then. ``points`` can be earned in a module that was released;
    ``students`` are the gradebook's and the roster's, ``more_time`` is by learner and module,
    ``titles`` of checks by module and id."""

    course_id: str
    modules: tuple[str, ...]
    work: tuple[Work, ...]
    course: Course | None = None
    due: Mapping[str, datetime] = {}
    points: Mapping[str, float] = {}
    students: Mapping[str, Student] = {}
    roster_problem: str = ""
    asked: tuple[AskedQuestion, ...] = ()
    more_time: Mapping[tuple[str, str], timedelta] = {}
    titles: Mapping[tuple[str, str], str] = {}

    def more_of(self, learner: str) -> dict[str, timedelta]:
        """By module."""
        found = ((m, self.more_time.get((learner, m), NONE)) for m in self.modules)
        return {module: span for module, span in found if span > NONE}

    def due_for(self, learner: str, module: str) -> datetime | None:
        """When it is due for one learner; by the course file, else by the gradebook."""
        found = self.course.module(module) if self.course else None
        due = found.due if found else self.due.get(module)
        return due + self.more_time.get((learner, module), NONE) if due else None
