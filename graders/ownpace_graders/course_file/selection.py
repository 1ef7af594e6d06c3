"""Which modules of a course a command is about."""

from __future__ import annotations

from collections.abc import Sequence

from ownpace.errors import CommandError
from ownpace_graders.course_file.models import CourseFile, ModuleEntry
from ownpace_graders.course_file.problems import closest


def chosen(course: CourseFile, modules: Sequence[str]) -> tuple[ModuleEntry, ...]:
    """The modules named, in the course's order; all of them when none is named."""
    ids = [module.id for module in course.modules]
    for name in modules:
        if name not in ids:
            near = closest(name, ids)
            hint = f"Did you mean “{near}”?" if near else f"There are: {', '.join(ids)}."
            raise CommandError(f"The course has no module “{name}”.", hint=hint)
    return tuple(m for m in course.modules if not modules or m.id in modules)
