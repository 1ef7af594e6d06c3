"""What is left of a course, in minutes: what a plan has to find a place for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from ownpace.course.model import Course, Module
from ownpace.progress.model import Progress, Record


@dataclass(frozen=True)
class Task:
    """The minutes left of one module. Work before ``opens`` is not possible; what is done after
    ``by`` is late, or, when it is late already, counts no more."""

    module: str
    title: str
    minutes: int
    opens: datetime | None = None
    by: datetime | None = None


def tasks(course: Course, progress: Progress, now: datetime) -> tuple[Task, ...]:
    """What is left of each module, in the order of the course: of those asked of everybody, and of
    optional ones that were begun. A module that says no minutes, or is closed, has none."""
    left = minutes_left(course, progress)
    return tuple(
        Task(module.id, module.title, left[module.id], module.opens, _by(module, now))
        for module in _asked(course, progress)
        if left[module.id] and not (module.closes and module.closes <= now)
    )


def minutes_left(course: Course, progress: Progress) -> dict[str, int]:
    """By module: its minutes, less the share of its steps that is done; 0 when it is complete."""
    return {module.id: _left(module, _record(progress, module)) for module in course.modules}


def unmeasured(course: Course, progress: Progress) -> tuple[Module, ...]:
    """The modules to do that say no minutes, so that no plan can reckon with them."""
    return tuple(
        module
        for module in _asked(course, progress)
        if module.minutes is None and not _record(progress, module).complete
    )


def _asked(course: Course, progress: Progress) -> Iterator[Module]:
    for module in course.modules:
        if not module.optional or _record(progress, module).started:
            yield module


def _left(module: Module, record: Record) -> int:
    if module.minutes is None or record.complete:
        return 0
    undone = sum(step.id not in record.done for step in module.steps)
    return ceil(module.minutes * undone / len(module.steps)) if module.steps else module.minutes


def _by(module: Module, now: datetime) -> datetime | None:
    return module.due if module.due and module.due > now else module.closes


def _record(progress: Progress, module: Module) -> Record:
    return progress.modules.get(module.id, Record())
