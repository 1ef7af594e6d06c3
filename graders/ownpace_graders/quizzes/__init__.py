"""Graded quizzes on the teacher's side: what an answer earns, and what is shown of it."""

from ownpace_graders.quizzes.answers import right_answer

__all__ = ["right_answer"]
