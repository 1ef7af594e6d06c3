"""The state of a course: pure functions of the course, the learner's work and the time now."""

from ownpace.progress.merging import merged
from ownpace.progress.model import CourseState, Evidence, ModuleState, Progress, Record
from ownpace.progress.record import recorded
from ownpace.progress.state import course_state

__all__ = [
    "CourseState",
    "Evidence",
    "ModuleState",
    "Progress",
    "Record",
    "course_state",
    "merged",
    "recorded",
]
