"""Questions that teach: whoever answered reads why."""

from __future__ import annotations

from collections.abc import Iterator

from ownpace.activities.bank import Bank
from ownpace.activities.questions import Question


def question_faults(bank: Bank) -> Iterator[str]:
    """Every option has its own explanation (``why``); a question without options has one."""
    for name, quiz in bank.quizzes.items():
        for question in quiz.questions:
            for missing in _unexplained(question):
                yield f"the question “{question.id}” of quiz “{name}”: {missing}"


def _unexplained(question: Question) -> Iterator[str]:
    if question.kind in ("single", "multiple"):
        for option in question.options:
            if not option.why.strip():
                yield f"the option “{option.text}” has no `why`; say why it is right, or not."
    elif not question.why.strip():
        yield "it has no `why`; say how one gets to the answer."
