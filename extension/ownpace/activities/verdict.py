"""Whether an answer is right, and what to say about it. Nothing here touches disk or screen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from ownpace.activities.asking import asked
from ownpace.activities.matching import Undecided, fits, is_one_of
from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Option,
    Ordering,
    Question,
    Single,
    Text,
)
from ownpace.activities.reading import read_number, unclear

Outcome = Literal["right", "wrong", "unclear", "saved"]

_LEADS: dict[Outcome, str] = {
    "right": "Right.",
    "wrong": "Not yet.",
    "unclear": "",
    "saved": "Saved.",
}


@dataclass(frozen=True)
class Note:
    """The explanation of one option that was chosen."""

    option: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """``unclear`` is no verdict on the learner: the answer could not be understood, and does not
    count as given. ``saved`` is all that is said of an answer to a graded question. ``message`` is
    for the learner, and may be empty."""

    outcome: Outcome
    message: str
    notes: tuple[Note, ...] = ()

    @property
    def lead(self) -> str:
        """The verdict in words."""
        return _LEADS[self.outcome]


def judge(question: Question, given: Any) -> Verdict:
    """Judge what was given (see ``reading``); what cannot be understood is ``unclear``."""
    if missing := unclear(asked(question), given):
        return Verdict("unclear", missing)
    match question:
        case Single():
            return _judge_single(question, given)
        case Multiple():
            return _judge_multiple(question, given)
        case Number():
            return _judge_number(question, given)
        case Text():
            return _judge_text(question, given)
        case Ordering():
            return _judge_ordering(question, given)
        case Matching():
            return _judge_matching(question, given)


def _judge_single(question: Single, given: str) -> Verdict:
    chosen = next(option for option in question.options if option.text == given)
    if chosen.right:
        return Verdict("right", _joined(chosen.why, question.why))
    return Verdict("wrong", chosen.why or "Look at the options again.")


def _judge_multiple(question: Multiple, given: list[str]) -> Verdict:
    chosen = [option for option in question.options if option.text in given]
    notes = tuple(Note(option.text, option.why) for option in chosen if option.why)
    if _right(chosen) == _right(question.options) == len(chosen):
        return Verdict("right", question.why, notes)
    return Verdict("wrong", _what_is_missing(chosen), notes)


def _judge_number(question: Number, given: str) -> Verdict:
    number = read_number(given, question.unit)
    assert number is not None, "it was understood"
    if question.holds(number):
        return Verdict("right", question.why)
    known = (m.why for m in question.mistakes if question.holds(number, m.answer))
    return Verdict("wrong", next(known, "Go over how you got there."))


def _judge_text(question: Text, given: str) -> Verdict:
    try:
        right = is_right_text(question, given)
    except Undecided:
        return Verdict("unclear", "This could not be compared in time; try to write it shorter.")
    if right:
        return Verdict("right", question.why)
    known = (m.why for m in question.mistakes if is_one_of(given, [m.answer], question.match_case))
    return Verdict("wrong", next(known, "Look at the question again, and at how you spelt it."))


def is_right_text(question: Text, given: str) -> bool:
    """Raises ``Undecided`` when the pattern takes too long."""
    if is_one_of(given, question.accept, question.match_case):
        return True
    return bool(question.pattern) and fits(given, question.pattern, question.match_case)


def _judge_ordering(question: Ordering, given: list[str]) -> Verdict:
    pairs = zip(given, question.items, strict=True)
    first_off = next((n for n, (mine, right) in enumerate(pairs) if mine != right), None)
    if first_off is None:
        return Verdict("right", question.why)
    if first_off == 0:
        return Verdict("wrong", "Look again at what comes first.")
    return Verdict("wrong", f"In place, from the first on: {first_off} of {len(given)}.")


def _judge_matching(question: Matching, given: dict[str, str]) -> Verdict:
    right = [pair for pair in question.pairs if given[pair.text] == pair.match]
    notes = tuple(Note(pair.text, pair.why) for pair in right if pair.why)
    if len(right) == len(question.pairs):
        return Verdict("right", question.why, notes)
    return Verdict("wrong", f"Right so far: {len(right)} of {len(question.pairs)}.", notes)


def _what_is_missing(chosen: list[Option]) -> str:
    right = _right(chosen)
    if right == len(chosen):
        return "What you chose is right, and something is missing."
    if right == 0:
        return "None of what you chose is right."
    return f"{right} of the {len(chosen)} you chose {'is' if right == 1 else 'are'} right."


def _right(options: Iterable[Option]) -> int:
    return sum(option.right for option in options)


def _joined(*parts: str) -> str:
    return " ".join(part.strip() for part in parts if part.strip())
