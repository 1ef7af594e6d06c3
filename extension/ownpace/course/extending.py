"""One learner's course: its dates with the more time that this learner was given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from ownpace.course.model import Course, Module

#: By module: how much later its ``due`` and ``closes`` are for one learner.
More = Mapping[str, timedelta]


def extended(course: Course, more: More) -> Course:
    """``course`` as it is for a learner who has ``more`` time. Nothing else changes; time that is
    not given, or less than none, changes nothing."""
    if not any(more.get(module.id, timedelta(0)) > timedelta(0) for module in course.modules):
        return course
    modules = tuple(_later(module, more.get(module.id, timedelta(0))) for module in course.modules)
    return course.model_copy(update={"modules": modules})


def _later(module: Module, by: timedelta) -> Module:
    if by <= timedelta(0):
        return module
    dates = {"due": module.due, "closes": module.closes}
    return module.model_copy(update={name: at + by for name, at in dates.items() if at})
