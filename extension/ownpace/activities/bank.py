"""Question banks: the quizzes of a module, as a teacher writes them and as learners receive them.

A teacher writes ``questions/<module>.yml``; releasing compiles it into ``<module>/quiz.json``.
Practice quizzes are worth no points, so their keys are plain there. Of graded ones it holds only
what is asked, and its bytes are the same whatever the key is.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from ownpace.activities.asking import Asking, asked
from ownpace.activities.questions import Question, Words, Written, repeated
from ownpace.errors import ActivityError
from ownpace.models import Model
from ownpace.store.answers import ActivityId
from ownpace.store.files import open_plain
from ownpace.store.layout import QUIZ_FILE

FORMAT: Final = 1
LARGEST = 10_000_000  #: bytes


class Quiz(Written):
    title: Words
    graded: bool = Field(default=False, description="scored on the teacher's side, for points")
    shuffle: bool = Field(default=False, description="options in each learner's own order")
    confidence: bool = Field(default=False, description="asks how sure the learner is")
    questions: tuple[Question, ...] = Field(min_length=1)

    @field_validator("questions")
    @classmethod
    def _own_ids(cls, questions: tuple[Question, ...]) -> tuple[Question, ...]:
        twice = repeated([question.id for question in questions])
        if twice:
            raise ValueError(f"two questions have the id {twice!r}; give each its own")
        return questions

    @model_validator(mode="after")
    def _points_are_for_graded_quizzes(self) -> Quiz:
        weighed = next((q.id for q in self.questions if q.points != 1), None)
        if weighed and not self.graded:
            raise ValueError(
                f"the question {weighed!r} has points, and practice is never worth points; "
                "write `graded: true` beside the quiz's title, or take the points away"
            )
        return self


class Bank(Model):
    """A module's quizzes by id, with their keys."""

    quizzes: dict[ActivityId, Quiz] = Field(min_length=1)


class Released(Model):
    """``quiz.json``: practice quizzes with their keys, graded ones without."""

    format: Literal[1] = FORMAT
    quizzes: dict[ActivityId, Asking | Quiz] = Field(min_length=1)


def asking_of(quiz: Quiz | Asking) -> Asking:
    """The quiz without its keys."""
    if isinstance(quiz, Asking):
        return quiz
    return Asking(
        title=quiz.title,
        graded=quiz.graded,
        shuffle=quiz.shuffle,
        confidence=quiz.confidence,
        questions=tuple(asked(question, quiz.shuffle) for question in quiz.questions),
    )


def compile_bank(bank: Bank) -> str:
    """The text of ``quiz.json``: the same questions always give the same bytes."""
    quizzes = {
        name: asking_of(quiz) if quiz.graded else quiz for name, quiz in bank.quizzes.items()
    }
    return Released(quizzes=quizzes).model_dump_json(indent=1) + "\n"


def read_quizzes(folder: Path) -> dict[str, Quiz | Asking]:
    """The quizzes released with the module in ``folder``. Raises ``ActivityError``."""
    try:
        with open_plain(folder / QUIZ_FILE) as file:
            content = file.read(LARGEST + 1)  # what is cut there is no JSON
        found = Released.model_validate_json(content).quizzes
        return {name: asking_of(quiz) if quiz.graded else quiz for name, quiz in found.items()}
    except FileNotFoundError as missing:
        raise ActivityError(
            f"This module's questions ({QUIZ_FILE}) are not in the folder {folder.name}.",
            hint="Start the module from the course panel; teachers: run `ownpace check`.",
            code="quiz-missing",
        ) from missing
    except (OSError, ValidationError) as problem:
        raise ActivityError(
            f"This module's questions ({QUIZ_FILE}) cannot be read.",
            hint="Start the module over from the course panel: your work is kept.",
            code="quiz-damaged",
        ) from problem
