"""Questions that learners asked: taken in by ``ownpace collect``, listed by ``ownpace questions``,
answered by ``ownpace answer``."""

from ownpace_graders.questions.archive import Archive
from ownpace_graders.questions.listing import Listed, Listing, questions
from ownpace_graders.questions.model import AskedQuestion, Given
from ownpace_graders.questions.replying import replies_for
from ownpace_graders.questions.taking import (
    Origin,
    secret_of,
    take_attempt,
    take_file,
)

__all__ = [
    "Archive",
    "AskedQuestion",
    "Given",
    "Listed",
    "Listing",
    "Origin",
    "questions",
    "replies_for",
    "secret_of",
    "take_attempt",
    "take_file",
]
