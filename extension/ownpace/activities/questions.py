"""The kinds of question that a bank holds, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator, model_validator

from ownpace.activities.matching import is_one_of, pattern_fault
from ownpace.models import Model
from ownpace.store.answers import ActivityId

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]

#: Most options, items or pairs of one question.
MOST: Final = 50


class Written(Model):
    """Text in a bank may be a bare number, as in ``text: 7``."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


class Option(Written):
    text: Words
    right: bool = False
    why: str = Field(default="", description="shown to whoever chose it")


class Pair(Written):
    text: Words
    match: Words
    why: str = Field(default="", description="shown to whoever matched it")


class NumberMistake(Written):
    answer: Finite
    why: Words


class TextMistake(Written):
    answer: Words
    why: Words


class Keyed(Written):
    """What every question has. Text between backquotes is shown as code; the rest is plain."""

    id: ActivityId
    text: Words
    hint: str = Field(default="", description="shown after the second miss")
    why: str = Field(default="", description="shown with the right answer")
    points: Annotated[Finite, Field(gt=0)] = Field(
        default=1.0, description="its weight among the questions of a graded quiz"
    )


class Single(Keyed):
    """One option is right."""

    kind: Literal["single"]
    options: tuple[Option, ...] = Field(max_length=MOST)

    @field_validator("options")
    @classmethod
    def _one_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        right = sum(option.right for option in _distinct(options))
        if right != 1:
            raise ValueError(
                f"a single-choice question has exactly one right option, this one has {right}"
                + ("; write `right: true` beside it" if not right else "; use `kind: multiple`")
            )
        return options


class Multiple(Keyed):
    """All that are right are to be chosen, and no other."""

    kind: Literal["multiple"]
    options: tuple[Option, ...] = Field(max_length=MOST)

    @field_validator("options")
    @classmethod
    def _some_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if not any(option.right for option in _distinct(options)):
            raise ValueError("no option is right; write `right: true` beside each that is")
        return options


class Number(Keyed):
    """Right when it is no further than ``tolerance`` from ``answer``, in ``unit``."""

    kind: Literal["number"]
    answer: Finite
    tolerance: Annotated[Finite, Field(ge=0)] = 0.0
    unit: str = ""
    mistakes: tuple[NumberMistake, ...] = Field(
        default=(), max_length=MOST, description="wrong answers that have an explanation"
    )

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Number:
        for mistake in self.mistakes:
            if self.holds(Decimal(repr(mistake.answer))):
                raise ValueError(f"the mistake {mistake.answer:g} would be right")
        return self

    def holds(self, number: Decimal, around: float | None = None) -> bool:
        """Whether ``number`` is within the tolerance of the answer (or of a mistake)."""
        # Decimal, because 0.35 is within 0.05 of 0.3, which binary floats deny.
        distance = abs(number - Decimal(repr(self.answer if around is None else around)))
        return distance <= Decimal(repr(self.tolerance))


class Text(Keyed):
    """Right when it is one of ``accept`` (the first of which is shown as the answer), or all of it
    fits the regular expression ``pattern``.

    Spaces count as one, and at the ends not at all; capitals count only with ``match_case``.
    """

    kind: Literal["text"]
    accept: tuple[Words, ...] = Field(min_length=1, max_length=MOST)
    pattern: str = Field(default="", max_length=500)
    match_case: bool = False
    mistakes: tuple[TextMistake, ...] = Field(
        default=(), max_length=MOST, description="wrong answers that have an explanation"
    )

    @field_validator("pattern")
    @classmethod
    def _sound(cls, pattern: str) -> str:
        if pattern and (fault := pattern_fault(pattern)):
            raise ValueError(f"is no regular expression: {fault}")
        return pattern

    @model_validator(mode="after")
    def _mistakes_are_wrong(self) -> Text:
        for mistake in self.mistakes:
            if is_one_of(mistake.answer, self.accept, self.match_case):
                raise ValueError(f"the mistake {mistake.answer!r} would be right")
        return self


class Ordering(Keyed):
    """``items`` are written in their right order, and are shown in another."""

    kind: Literal["ordering"]
    items: tuple[Words, ...] = Field(max_length=MOST)

    @field_validator("items")
    @classmethod
    def _different(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        _refuse_repeats("items", items)
        return items


class Matching(Keyed):
    """Each ``text`` has its ``match``; ``others`` belong to none of them."""

    kind: Literal["matching"]
    pairs: tuple[Pair, ...] = Field(max_length=MOST)
    others: tuple[Words, ...] = Field(default=(), max_length=MOST)

    @field_validator("pairs")
    @classmethod
    def _own_texts(cls, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
        _refuse_repeats("pairs", [pair.text for pair in pairs])
        return pairs

    @model_validator(mode="after")
    def _a_choice(self) -> Matching:
        matches = {pair.match for pair in self.pairs}
        belonging = next((other for other in self.others if other in matches), None)
        if belonging is not None:
            raise ValueError(f"{belonging!r} is among `others`, and belongs to a pair")
        if len(matches) + len(self.others) < 2:
            raise ValueError("all pairs have the same match, so there is nothing to choose")
        return self


Question = Annotated[
    Single | Multiple | Number | Text | Ordering | Matching, Field(discriminator="kind")
]


def repeated(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)


def _distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options, which answers name by their text."""
    _refuse_repeats("options", [option.text for option in options])
    return options


def _refuse_repeats(what: str, texts: Sequence[str]) -> None:
    if len(texts) < 2:
        raise ValueError(f"a question with {what} needs at least two")
    twice = repeated(texts)
    if twice is not None:
        raise ValueError(f"two {what} read {twice!r}; make each different")
