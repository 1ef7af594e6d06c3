"""Where a learner stands in the course: its one state (``ownpace.progress.course_state``), called
with what was submitted.

Of that state dates and hand-ins are taken. Which steps are done is not: ticks never leave a
learner's machine, so that a lock or a half-done module cannot be told from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from ownpace.course.extending import extended
from ownpace.course.model import Course, Module
from ownpace.models import YEARS
from ownpace.progress import Evidence, Progress, course_state
from ownpace.progress.model import Attempt
from ownpace_graders.report.material import Material, Work

NOTHING = Progress()


class Standing(NamedTuple):
    """Of one learner: ``left`` are the required modules without anything that counts which can
    still be handed in, ``missing`` those past due, ``closed`` all that nothing counts for any more.
    ``open`` is the first that is left and has opened; "": there is none."""

    left: tuple[str, ...]
    missing: tuple[str, ...]
    closed: frozenset[str]
    open: str


def course_of(found: Material) -> Course:
    """The course file's; where there is none, what the gradebook and the folders tell of one, in
    which every module is required and weighs what it has points."""
    if found.course is not None:
        return found.course
    modules = tuple(_module(found, name) for name in found.modules)
    name = found.course_id
    return Course.model_construct(revision=1, id=name, title=name, modules=modules)


class Standings:
    """Of a class at the time ``now``. The state's dates depend on a learner's own ones, and on what
    was handed in: it is computed once for all who have both alike."""

    def __init__(self, found: Material, course: Course, now: datetime) -> None:
        self.found, self.course, self.now = found, course, now
        self._handed_in = Evidence(touched=True, attempts=(Attempt(at=now),))
        self._known: dict[tuple[object, ...], Standing] = {}

    def of(self, learner: str, mine: Mapping[str, Work]) -> Standing:
        """``mine`` is the learner's work by module."""
        more = self.found.more_of(learner)
        counting = frozenset(name for name, work in mine.items() if work.counts)
        key = (counting, *more.items())
        if key not in self._known:
            self._known[key] = self._standing(extended(self.course, more), counting)
        return self._known[key]

    def _standing(self, course: Course, counting: frozenset[str]) -> Standing:
        evidence = dict.fromkeys(counting, self._handed_in)
        states = course_state(course, evidence, NOTHING, self.now).modules
        owed = [one for one in states if not one.optional and one.id not in counting]
        left = [one for one in owed if one.time.kind != "closed"]
        return Standing(
            left=tuple(one.id for one in left),
            missing=tuple(one.id for one in owed if one.time.kind in ("overdue", "closed")),
            closed=frozenset(one.id for one in states if one.time.kind == "closed"),
            open=next((one.id for one in left if one.time.kind != "not open yet"), ""),
        )


def _module(found: Material, name: str) -> Module:
    due, weight = _plausible(found.due.get(name)), found.points.get(name, 0)
    return Module.model_construct(id=name, title=name, due=due, weight=weight)


def _plausible(at: datetime | None) -> datetime | None:
    """A gradebook may hold any time."""
    return at if at and at.year in YEARS else None
