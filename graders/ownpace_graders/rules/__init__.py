"""The rules of a course as they hold for one learner: dates with more time, what lateness costs,
and which attempt counts."""

from ownpace_graders.rules.extensions import (
    EXTENSIONS_FILE,
    ExtensionEntry,
    Grant,
    load_extensions,
)
from ownpace_graders.rules.rulebook import Rulebook, read_rules

__all__ = [
    "EXTENSIONS_FILE",
    "ExtensionEntry",
    "Grant",
    "Rulebook",
    "load_extensions",
    "read_rules",
]
