"""``ownpace grade --watch``: collect, grade and give feedback as work arrives."""

from ownpace_graders.watch.grading import Choice
from ownpace_graders.watch.telling import Event
from ownpace_graders.watch.watch import watch

__all__ = ["Choice", "Event", "watch"]
