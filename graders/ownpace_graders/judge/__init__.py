"""The trusted side of grading: what is executed, and what it earned. Nothing here runs a
submission's code, and nothing believes what came of it beyond the outputs of its own cells."""

from ownpace_graders.judge.outputs import settled
from ownpace_graders.judge.quizzes import grade_cells, show_quizzes, with_quizzes
from ownpace_graders.judge.sanitizing import sanitize
from ownpace_graders.judge.staging import source_files, stage
from ownpace_graders.judge.verdict import absent, judged, unusable

__all__ = [
    "absent",
    "grade_cells",
    "judged",
    "sanitize",
    "settled",
    "show_quizzes",
    "source_files",
    "stage",
    "unusable",
    "with_quizzes",
]
