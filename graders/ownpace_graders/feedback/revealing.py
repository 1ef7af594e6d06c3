"""When a learner may see the key of a quiz, and the hidden checks of a module."""

from __future__ import annotations

from datetime import datetime, timedelta

from ownpace.course.model import Module
from ownpace_graders.course_file import ModuleEntry


def is_over(module: Module | None, longest: timedelta, now: datetime) -> bool:
    """Whether nothing counts any more that is handed in: the module has closed, for whoever has
    the ``longest`` extension too. A module that never closes is never over."""
    if module is None or module.closes is None:
        return False
    return now > module.closes + max(longest, timedelta(0))


def shows_hidden(entry: ModuleEntry | None) -> bool:
    """Whether the teacher wants hidden checks to be seen once the module is over."""
    return entry is not None and entry.show_hidden == "after_close"
