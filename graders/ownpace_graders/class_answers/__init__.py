"""What learners agreed to share with the class: gathered from what was handed in once a module has
closed, read by the teacher, and then shown to all, without anything that tells who."""

from ownpace_graders.class_answers.gathering import LEAST, gather
from ownpace_graders.class_answers.paper import (
    Heard,
    Paper,
    mark_sent,
    paper_path,
    revise_paper,
    to_send,
)

__all__ = [
    "LEAST",
    "Heard",
    "Paper",
    "gather",
    "mark_sent",
    "paper_path",
    "revise_paper",
    "to_send",
]
