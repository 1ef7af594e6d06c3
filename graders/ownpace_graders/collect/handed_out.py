"""The modules that a hand-in may be meant for."""

from __future__ import annotations

from ownpace_graders.bridge import Classroom
from ownpace_graders.rules import read_rules


def handed_out(classroom: Classroom) -> tuple[str, ...]:
    """What to name to a teacher who looks for one: the course file's, and those that were
    released. A folder in ``source/`` alone may be an exam to come; without a course file it is all
    that there is."""
    known, rules = classroom.chosen(()), read_rules(classroom.root)
    if rules is None:
        return tuple(known)
    released = {*classroom.modules("release"), *(one.id for one in rules.course.modules)}
    return tuple(module for module in known if module in released)
