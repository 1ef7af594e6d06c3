"""The answer that a question's key asks for."""

from __future__ import annotations

from typing import Any

from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Ordering,
    Question,
    Single,
    Text,
)


def right_answer(question: Question) -> Any:
    """What a learner who knows gives, in the form that answers.json has it."""
    match question:
        case Single():
            return next(option.text for option in question.options if option.right)
        case Multiple():
            return [option.text for option in question.options if option.right]
        case Number():
            return repr(question.answer)
        case Text():
            return question.accept[0]
        case Ordering():
            return list(question.items)
        case Matching():
            return {pair.text: pair.match for pair in question.pairs}
