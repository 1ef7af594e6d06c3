"""Whether an answer is right, and what to say about it. Nothing here touches disk or screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ownpace.activities.bank import Multiple, Number, Option, Question, Single

Outcome = Literal["right", "wrong", "unclear"]

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_LONGEST_NUMBER = 40


@dataclass(frozen=True)
class Note:
    """The explanation of one option that was chosen."""

    option: str
    why: str


@dataclass(frozen=True)
class Verdict:
    """``unclear`` is no verdict on the learner: the answer could not be understood, and does not
    count as given. ``message`` is for the learner, and may be empty."""

    outcome: Outcome
    message: str
    notes: tuple[Note, ...] = ()

    @property
    def lead(self) -> str:
        """The verdict in words."""
        return {"right": "Right.", "wrong": "Not yet.", "unclear": ""}[self.outcome]


def judge(question: Question, given: Any) -> Verdict:
    """Judge what was given: an option's text, a list of them, or a number as it was typed.

    Anything else, as a forged ``answers.json`` may hold, is ``unclear``.
    """
    match question:
        case Single():
            return _judge_single(question, given)
        case Multiple():
            return _judge_multiple(question, given)
        case Number():
            return _judge_number(question, given)


def read_number(typed: Any, unit: str = "") -> Decimal | None:
    """The number somebody typed: a decimal comma, a real minus sign and the unit are welcome."""
    if not isinstance(typed, str) or len(typed) > _LONGEST_NUMBER:
        return None
    text = typed.strip().removesuffix(unit).strip().replace("\N{MINUS SIGN}", "-")
    if "." not in text:
        text = text.replace(",", ".", 1)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _judge_single(question: Single, given: Any) -> Verdict:
    chosen = next((option for option in question.options if option.text == given), None)
    if chosen is None:
        return Verdict("unclear", "Choose an option first.")
    if chosen.right:
        return Verdict("right", _joined(chosen.why, question.why))
    return Verdict("wrong", chosen.why or "Look at the options again.")


def _judge_multiple(question: Multiple, given: Any) -> Verdict:
    texts = given if isinstance(given, list | tuple) else []
    chosen = [option for option in question.options if option.text in texts]
    if not chosen or len(chosen) != len(texts):
        return Verdict("unclear", "Choose at least one option first.")
    notes = tuple(Note(option.text, option.why) for option in chosen if option.why)
    if _right(chosen) == _right(question.options) == len(chosen):
        return Verdict("right", question.why, notes)
    return Verdict("wrong", _what_is_missing(chosen), notes)


def _judge_number(question: Number, given: Any) -> Verdict:
    number = read_number(given, question.unit)
    if number is None:
        return Verdict("unclear", "Type a number first, such as 12 or 3.5.")
    # Decimal, because 0.35 is within 0.05 of 0.3, which binary floats deny.
    distance = abs(number - Decimal(repr(question.answer)))
    if distance <= Decimal(repr(question.tolerance)):
        return Verdict("right", question.why)
    return Verdict("wrong", "Go over how you got there.")


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
