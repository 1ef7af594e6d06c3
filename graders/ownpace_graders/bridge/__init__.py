"""The only door to nbgrader.

Nothing here imports nbgrader until a function is called: that takes a second. ``app``,
``converters``, ``cures``, ``pages``, ``quizzes`` and ``exchanges`` stand on nbgrader's classes and
are loaded by those functions, or by nbgrader itself through the dotted names that ``configure``
sets.
"""

from ownpace_graders.bridge.classroom import Classroom, Stage, glance, open_classroom
from ownpace_graders.bridge.due import due_dates
from ownpace_graders.bridge.elsewhere import foreign_words, refuse_foreign, refuse_unusable
from ownpace_graders.bridge.exchange import (
    checks_owner,
    exchange_root,
    feedback_folder,
    inbound_folder,
    outbound_folder,
    release_feedback,
    release_files,
    release_module,
    submit,
)
from ownpace_graders.bridge.facts import facts_of
from ownpace_graders.bridge.gradebook import (
    CheckScore,
    ModuleScore,
    has_gradebook,
    memory_of,
    notebooks_of,
    put_memory_back,
    remembered,
    scores,
)
from ownpace_graders.bridge.ledger import NO_LEDGER, Ledger, Remark, read_ledger, read_ledgers
from ownpace_graders.bridge.marking import (
    Marking,
    arrival,
    marking,
    open_register,
    score_of,
    settle,
)
from ownpace_graders.bridge.memory import Memory
from ownpace_graders.bridge.nowhere import refuse_no_course
from ownpace_graders.bridge.released import (
    Mark,
    NotebookMarks,
    ReleasedCell,
    ReleasedModule,
    ReleasedNotebook,
)
from ownpace_graders.bridge.results import (
    delimiters,
    graded_cells,
    module_result,
    result_of,
    when,
)
from ownpace_graders.bridge.runs import (
    autograde,
    generate_assignment,
    generate_feedback,
    judge,
    lacking_steps,
    stripped,
)
from ownpace_graders.bridge.settings import configure
from ownpace_graders.bridge.students import Student, students
from ownpace_graders.bridge.work import NotDone, captured_log, explained, next_step, refused

__all__ = [
    "NO_LEDGER",
    "CheckScore",
    "Classroom",
    "Ledger",
    "Mark",
    "Marking",
    "Memory",
    "ModuleScore",
    "NotDone",
    "NotebookMarks",
    "ReleasedCell",
    "ReleasedModule",
    "ReleasedNotebook",
    "Remark",
    "Stage",
    "Student",
    "arrival",
    "autograde",
    "captured_log",
    "checks_owner",
    "configure",
    "delimiters",
    "due_dates",
    "exchange_root",
    "explained",
    "facts_of",
    "feedback_folder",
    "foreign_words",
    "generate_assignment",
    "generate_feedback",
    "glance",
    "graded_cells",
    "has_gradebook",
    "inbound_folder",
    "judge",
    "lacking_steps",
    "marking",
    "memory_of",
    "module_result",
    "next_step",
    "notebooks_of",
    "open_classroom",
    "open_register",
    "outbound_folder",
    "put_memory_back",
    "read_ledger",
    "read_ledgers",
    "refuse_foreign",
    "refuse_no_course",
    "refuse_unusable",
    "refused",
    "release_feedback",
    "release_files",
    "release_module",
    "remembered",
    "result_of",
    "score_of",
    "scores",
    "settle",
    "stripped",
    "students",
    "submit",
    "when",
]
