"""Graded quizzes on the teacher's side: what an answer earns, and what is shown of it."""

from ownpace_graders.quizzes.answers import right_answer
from ownpace_graders.quizzes.faults import quiz_faults
from ownpace_graders.quizzes.marker import GradeCell, Marker, asked_quiz
from ownpace_graders.quizzes.opening import with_pages
from ownpace_graders.quizzes.output import Scored

__all__ = [
    "GradeCell",
    "Marker",
    "Scored",
    "asked_quiz",
    "quiz_faults",
    "right_answer",
    "with_pages",
]
