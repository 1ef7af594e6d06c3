"""``class-answers.json``: what learners of the class wrote to open questions of one module, and
agreed to share. There is nothing in it that tells who.

It comes after the module has closed, through an exchange or in a zip file, so the learner's side
reads it as hostile: its size, shape, course and module. Answers are text, and are only ever shown
as text.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field

from ownpace.course.model import Id
from ownpace.errors import WorkError
from ownpace.models import Model
from ownpace.store.answers import ActivityId
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited

CLASS_FILE = "class-answers.json"
LIMIT = 20 * MEGABYTE
MOST = 2000  #: answers to one question
LONGEST = 5_000  #: characters of one answer

Open = Literal["unclear", "free", "text"]
#: The open questions of each kind of activity, by the name their answers are kept under.
OPEN: Final[Mapping[str, tuple[Open, ...]]] = {"checkin": ("unclear", "free"), "reflect": ("text",)}

Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]
Texts = Annotated[tuple[Text, ...], Field(max_length=MOST)]


class ClassAnswers(Model):
    """The whole file: answers by activity and by open question, in no order that means anything."""

    format: Literal[1] = 1
    course: Id
    module: Id
    answers: dict[ActivityId, dict[Open, Texts]] = Field(default_factory=dict)


def read_class_answers(path: Path) -> ClassAnswers:
    """Raises ``WorkError`` (``class-answers-damaged``), also when the file is too large."""
    try:
        content = read_limited(path, LIMIT)
    except WorkError as problem:
        raise _damaged() from problem
    return parse_class_answers(content)


def parse_class_answers(content: bytes) -> ClassAnswers:
    """What is in a file's content. Raises ``WorkError`` (``class-answers-damaged``)."""
    try:
        return ClassAnswers.model_validate_json(content)
    except DAMAGE as problem:
        raise _damaged() from problem


def class_answers_name(module: str) -> str:
    """What the file is called in an exchange's feedback folder. No module's name holds a ``~``."""
    return f"{module}~{CLASS_FILE}"


def _damaged() -> WorkError:
    return WorkError(
        f"{CLASS_FILE}, with what others wrote, cannot be read.",
        hint="Tell your teacher; everything else is as it was.",
        code="class-answers-damaged",
    )
