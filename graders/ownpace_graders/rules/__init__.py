"""The rules of a course as they hold for one learner: dates with more time, what lateness costs,
and which attempt counts."""

from ownpace_graders.rules.extensions import (
    EXTENSIONS_FILE,
    ExtensionEntry,
    Grant,
    load_extensions,
)
from ownpace_graders.rules.rulebook import Rulebook, read_rules
from ownpace_graders.rules.weighing import Part, course_score, part_of

__all__ = [
    "EXTENSIONS_FILE",
    "ExtensionEntry",
    "Grant",
    "Part",
    "Rulebook",
    "course_score",
    "load_extensions",
    "part_of",
    "read_rules",
]
