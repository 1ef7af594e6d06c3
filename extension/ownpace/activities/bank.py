"""Question banks: the quizzes of a module, as a teacher writes them and as learners receive them.

A teacher writes ``questions/<module>.yml``; releasing compiles it into ``<module>/quiz.json``.
Practice questions are worth no points, so their keys are plain there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError, field_validator

from ownpace.errors import ActivityError
from ownpace.models import Model
from ownpace.store.answers import ActivityId

FORMAT: Final = 1
NAME = "quiz.json"

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Finite = Annotated[float, Field(strict=True, allow_inf_nan=False)]


class Written(Model):
    """Text in a bank may be a bare number, as in ``text: 7``."""

    model_config = ConfigDict(coerce_numbers_to_str=True)


class Option(Written):
    text: Words
    right: bool = False
    why: str = Field(default="", description="shown to whoever chose it")


class Asked(Written):
    """What every question has. Text between backquotes is shown as code; the rest is plain."""

    id: ActivityId
    text: Words
    hint: str = Field(default="", description="shown after the second miss")
    why: str = Field(default="", description="shown with the right answer")


class Single(Asked):
    """One option is right."""

    kind: Literal["single"]
    options: tuple[Option, ...]

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


class Multiple(Asked):
    """All that are right are to be chosen, and no other."""

    kind: Literal["multiple"]
    options: tuple[Option, ...]

    @field_validator("options")
    @classmethod
    def _some_right(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        if not any(option.right for option in _distinct(options)):
            raise ValueError("no option is right; write `right: true` beside each that is")
        return options


class Number(Asked):
    """Right when it is no further than ``tolerance`` from ``answer``, in ``unit``."""

    kind: Literal["number"]
    answer: Finite
    tolerance: Annotated[Finite, Field(ge=0)] = 0.0
    unit: str = ""


Question = Annotated[Single | Multiple | Number, Field(discriminator="kind")]


class Quiz(Written):
    title: Words
    questions: tuple[Question, ...] = Field(min_length=1)

    @field_validator("questions")
    @classmethod
    def _own_ids(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        twice = _repeated([question.id for question in questions])
        if twice:
            raise ValueError(f"two questions have the id {twice!r}; give each its own")
        return questions


class Bank(Model):
    """A module's quizzes by id. ``format`` is the version of ``quiz.json``."""

    format: Literal[1] = FORMAT
    quizzes: dict[ActivityId, Quiz] = Field(min_length=1)


def compile_bank(bank: Bank) -> str:
    """The text of ``quiz.json``: the same bank always gives the same bytes."""
    return bank.model_dump_json(indent=1) + "\n"


def read_quizzes(folder: Path) -> dict[str, Quiz]:
    """The quizzes released with the module in ``folder``. Raises ``ActivityError``."""
    try:
        content = (folder / NAME).read_bytes()
        return dict(Bank.model_validate_json(content).quizzes)
    except FileNotFoundError as missing:
        raise ActivityError(
            f"This module's questions ({NAME}) are not in the folder {folder.name}.",
            hint="Start the module from the course panel; teachers: run `ownpace check`.",
            code="quiz-missing",
        ) from missing
    except (OSError, ValidationError) as problem:
        raise ActivityError(
            f"This module's questions ({NAME}) cannot be read.",
            hint="Start the module over from the course panel: your work is kept.",
            code="quiz-damaged",
        ) from problem


def _distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options, which answers name by their text."""
    if len(options) < 2:
        raise ValueError("a question with options needs at least two")
    twice = _repeated([option.text for option in options])
    if twice:
        raise ValueError(f"two options read {twice!r}; make each different")
    return options


def _repeated(names: Sequence[str]) -> str | None:
    return next((name for name in names if names.count(name) > 1), None)
