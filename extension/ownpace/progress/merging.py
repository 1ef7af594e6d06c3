"""One record out of two: what was done on one disk and on another."""

from __future__ import annotations

from ownpace.course.model import Course
from ownpace.progress.model import Progress, Record


def merged(here: Progress, brought: Progress, course: Course) -> Progress:
    """``here`` grown by what ``brought`` records of the course's modules. The name that is typed
    here stays. Whatever the order, nothing recorded is lost."""
    ids = [module.id for module in course.modules if module.id in brought.modules]
    grown = {name: _both(here.modules.get(name, Record()), brought.modules[name]) for name in ids}
    return here.model_copy(
        update={
            "learner": here.learner or brought.learner,
            "modules": {**here.modules, **grown},
        }
    )


def _both(one: Record, other: Record) -> Record:
    """Every field of a record is a set, a table or a yes, and only grows; of two lines of a table
    that of ``one`` stays."""
    fields = type(one).model_fields
    return one.model_copy(
        update={name: getattr(other, name) | getattr(one, name) for name in fields}
    )
