"""Questions to the teacher, as the learner's side has them.

``asked.json`` (written by the server only) says which questions there are and which of them left.
Those asked in a notebook's ``ask`` activity stand in the module's answers.json first. What is
handed in, alone or in a bundle, is ``question.json``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError

from ownpace.course.model import Id
from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.answers import Answers
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited
from ownpace.store.replies import Reply

QUESTION_FILE = "question.json"
LONGEST = 10_000  #: characters of one question
MOST = 100  #: questions of one module
LIMIT = 10 * MEGABYTE  #: of asked.json; question.json holds less

QuestionId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST)]


class Question(Model):
    """One question, as it was asked; ``id`` tells it from the learner's others."""

    id: QuestionId
    at: Instant
    text: Text
    step: str = Field(default="", max_length=100, description='its id; "" for the whole module')
    activity: str = Field(default="", max_length=100, description='"" when asked in the panel')
    code: str = Field(default="", max_length=LONGEST, description="the step's code then")
    said: str = Field(default="", max_length=LONGEST, description="the step's errors then")


class QuestionFile(Model):
    """``question.json``: what a question-only hand-in holds."""

    format: Literal[1] = 1
    reply_to: str = Field(
        default="", max_length=200, description="names the reply in an exchange; a secret"
    )
    questions: tuple[Question, ...] = Field(min_length=1, max_length=MOST)


class Sent(Model):
    """How a question left: into the exchange, in a zip file of its own, or with a submission."""

    at: Instant
    by: Literal["exchange", "bundle", "submission"]
    file: str = Field(default="", description="the zip file, relative to the course folder")


class Asked(Question):
    sent: Sent | None = None


class AskedFile(Model):
    """``asked.json``: every question that left or was about to, by module."""

    format: Literal[1] = 1
    reply_to: str = Field(default="", max_length=200)
    modules: dict[Id, tuple[Asked, ...]] = Field(default_factory=dict)

    def of(self, module: str) -> tuple[Asked, ...]:
        return self.modules.get(module, ())

    def having(self, module: str, questions: Iterable[Asked]) -> AskedFile:
        return self.model_copy(update={"modules": {**self.modules, module: tuple(questions)}})


class QuestionState(Model):
    """A question as it is shown, in the panel and in the notebook."""

    id: str
    at: Instant
    text: str
    step: str = Field(default="", description='the step\'s id; "" for the whole module')
    activity: str = ""
    kind: Literal["not sent", "sent", "answered"]
    sent: Instant | None = None
    file: str = Field(default="", description="the zip file it left in; not to be seen elsewhere")
    reply: str = ""
    replied: Instant | None = None


def read_asked(path: Path) -> AskedFile:
    """What was asked; nothing when there is no file yet. Raises ``WorkError``."""
    if not path.exists():
        return AskedFile()
    try:
        return parse_asked(read_limited(path, LIMIT))
    except DAMAGE as problem:
        raise WorkError(
            f"{path.name}, which says what you asked your teacher, cannot be read.",
            hint="Move it out of the folder .ownpace; replies that come still show.",
            code="asked-damaged",
        ) from problem


def parse_asked(content: bytes) -> AskedFile:
    """What a file holds. Raises ``ValueError`` and what else ``memory.DAMAGE`` lists."""
    return AskedFile.model_validate_json(content)


def asked_in(answers: Answers) -> tuple[Question, ...]:
    """The questions asked in a notebook's activities, oldest first. What makes no sense is left
    out: the file may be forged."""
    found = (
        question
        for name, answer in answers.answers.items()
        if answer.kind == "ask"
        for question in questions_of(answer.value, name)
    )
    return tuple(sorted(found, key=lambda question: question.at))


def questions_of(value: Mapping[str, Any], activity: str) -> tuple[Question, ...]:
    """The questions in the ``value`` of one activity."""
    kept = value.get("questions")
    listed = kept[:MOST] if isinstance(kept, list) else []
    return tuple(q for one in listed if (q := _question(one, activity)) is not None)


def question_states(
    asked: Iterable[Asked], in_notebook: Iterable[Question], replies: Iterable[Reply]
) -> tuple[QuestionState, ...]:
    """Every question that is known of one module, with what became of it, oldest first. A reply
    whose question is not here any more (a new session on Binder) brings its question with it."""
    answered = {reply.question: reply for reply in replies}
    known: dict[str, QuestionState] = {q.id: _state(q, answered) for q in in_notebook}
    known |= {q.id: _state(q, answered) for q in asked}
    known |= {r.question: _state_of(r) for r in answered.values() if r.question not in known}
    return tuple(sorted(known.values(), key=lambda state: (state.at, state.id)))


def unsent(asked: Iterable[Asked], in_notebook: Iterable[Question]) -> Iterator[Asked]:
    """The questions that have not left yet."""
    known = {question.id: question for question in asked}
    yield from (question for question in known.values() if question.sent is None)
    yield from (Asked(**q.model_dump()) for q in in_notebook if q.id not in known)


def _question(content: object, activity: str) -> Question | None:
    try:
        given = Question.model_validate(content, strict=False)
    except (ValidationError, RecursionError):
        return None
    return given.model_copy(update={"activity": activity})


def _state(question: Question, answered: Mapping[str, Reply]) -> QuestionState:
    sent = question.sent if isinstance(question, Asked) else None
    reply = answered.get(question.id)
    return QuestionState(
        id=question.id,
        at=question.at,
        text=question.text,
        step=question.step,
        activity=question.activity,
        kind="answered" if reply else "sent" if sent else "not sent",
        sent=sent.at if sent else None,
        file=sent.file if sent and sent.by == "bundle" else "",
        reply=reply.text if reply else "",
        replied=reply.at if reply else None,
    )


def _state_of(reply: Reply) -> QuestionState:
    return QuestionState(
        id=reply.question,
        at=reply.asked_at,
        text=reply.asked,
        step=reply.step,
        kind="answered",
        reply=reply.text,
        replied=reply.at,
    )
