"""What is asked, without any key: what a front end is sent, and all that a graded quiz releases.

Nothing here depends on which option is right, on a tolerance, a pattern or an order: what is put
in order or matched, and what is shuffled, is laid out by the alphabet.
"""

from __future__ import annotations

import hashlib
from typing import Literal

from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Ordering,
    Question,
    Single,
    Words,
    Written,
)
from ownpace.models import Model
from ownpace.store.answers import ActivityId

Kind = Literal["single", "multiple", "number", "text", "ordering", "matching"]

_ALWAYS_SHUFFLED = frozenset({"ordering", "matching"})


class Asked(Written):
    """One question. ``options`` are what an answer is made of; ``prompts`` what is matched."""

    id: ActivityId
    kind: Kind
    text: Words
    options: tuple[str, ...] = ()
    prompts: tuple[str, ...] = ()
    unit: str = ""


class Asking(Model):
    """A quiz as a learner sees it."""

    title: Words
    graded: bool = False
    shuffle: bool = False
    confidence: bool = False
    questions: tuple[Asked, ...]


def asked(question: Question, shuffle: bool = False) -> Asked:
    """The question without its key."""
    made = Asked.model_validate(question.model_dump(include={"id", "kind", "text"}))
    match question:
        case Single() | Multiple():
            texts = [option.text for option in question.options]
            return _with(made, options=sorted(texts) if shuffle else texts)
        case Number():
            return made.model_copy(update={"unit": question.unit})
        case Ordering():
            return _with(made, options=sorted(question.items))
        case Matching():
            matches = {pair.match for pair in question.pairs} | set(question.others)
            prompts = [pair.text for pair in question.pairs]
            return _with(made, options=sorted(matches), prompts=prompts)
        case _:
            return made


def is_shuffled(asking: Asking) -> bool:
    """Whether learners see it in an order of their own."""
    return asking.shuffle or any(q.kind in _ALWAYS_SHUFFLED for q in asking.questions)


def laid_out(asking: Asking, seed: int) -> Asking:
    """The quiz in the order of the learner who has this ``seed``, always the same."""
    questions = tuple(_laid_out(question, asking.shuffle, seed) for question in asking.questions)
    return asking.model_copy(update={"questions": questions})


def _laid_out(question: Asked, shuffle: bool, seed: int) -> Asked:
    if not shuffle and question.kind not in _ALWAYS_SHUFFLED:
        return question

    def place(text: str) -> bytes:
        return hashlib.sha256(f"{seed}/{question.id}/{text}".encode(errors="replace")).digest()

    return _with(question, options=sorted(question.options, key=place))


def _with(question: Asked, **lists: list[str]) -> Asked:
    return question.model_copy(update={name: tuple(found) for name, found in lists.items()})
