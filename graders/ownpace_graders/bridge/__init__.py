"""The only door to nbgrader.

Nothing here imports nbgrader until a function is called: that takes two seconds. ``app``,
``converters``, ``cures``, ``pages`` and ``exchanges`` stand on nbgrader's classes and are loaded by
those functions, or by nbgrader itself through the dotted names that ``configure`` sets.
"""

from ownpace_graders.bridge.classroom import Classroom, Stage, open_classroom
from ownpace_graders.bridge.exchange import (
    checks_owner,
    exchange_root,
    inbound_folder,
    outbound_folder,
    release_feedback,
    release_module,
    submit,
)
from ownpace_graders.bridge.gradebook import (
    CheckScore,
    ModuleScore,
    has_gradebook,
    notebooks_of,
    remembered,
    scores,
)
from ownpace_graders.bridge.results import module_result
from ownpace_graders.bridge.runs import (
    autograde,
    generate_assignment,
    generate_feedback,
    judge,
    stripped,
)
from ownpace_graders.bridge.settings import configure
from ownpace_graders.bridge.work import NotDone, captured_log, next_step

__all__ = [
    "CheckScore",
    "Classroom",
    "ModuleScore",
    "NotDone",
    "Stage",
    "autograde",
    "captured_log",
    "checks_owner",
    "configure",
    "exchange_root",
    "generate_assignment",
    "generate_feedback",
    "has_gradebook",
    "inbound_folder",
    "judge",
    "module_result",
    "next_step",
    "notebooks_of",
    "open_classroom",
    "outbound_folder",
    "release_feedback",
    "release_module",
    "remembered",
    "scores",
    "stripped",
    "submit",
]
