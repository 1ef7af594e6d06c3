"""Taking questions in, from hand-ins that hold nothing else and from ordinary submissions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import WorkError
from ownpace.store.answers import read_answers
from ownpace.store.kept import LARGEST
from ownpace.store.layout import ANSWERS_FILE
from ownpace.store.memory import DAMAGE, read_limited
from ownpace.store.questions import LIMIT, Question, QuestionFile, asked_in
from ownpace_graders.questions.archive import Archive
from ownpace_graders.questions.model import AskedQuestion, Way

SECRET = "submission_secret.txt"


class Origin(NamedTuple):
    """Whose question it is, and how and when it came, as far as that is known for sure."""

    course: str
    module: str
    learner: str
    name: str
    came_by: Way
    arrived: datetime


def take_file(archive: Archive, origin: Origin, content: bytes) -> list[AskedQuestion]:
    """Keep the questions of a ``question.json``; those that are new. Raises ``WorkError``."""
    try:
        if len(content) > LIMIT:
            raise WorkError(
                "It is too large.", hint="Ask the learner to ask again, in fewer words."
            )
        file = QuestionFile.model_validate_json(content)
    except DAMAGE as problem:
        raise WorkError(
            "Its question.json cannot be read.", hint="Ask the learner to ask again."
        ) from problem
    # Only the exchange says for sure who asks, and so who may choose where the reply lies.
    reply_to = file.reply_to if origin.came_by == "exchange" else ""
    return _take(archive, origin, file.questions, reply_to)


def take_attempt(archive: Archive, origin: Origin, files: Path) -> list[AskedQuestion]:
    """Keep the questions in the answers.json of an attempt, whose files are in ``files``; those
    that are new. An answers.json that cannot be read holds none."""
    path = files / ANSWERS_FILE
    try:
        if b'"ask"' not in read_limited(path, LARGEST):
            return []
        found = asked_in(read_answers(path))
    except DAMAGE:
        return []
    return _take(archive, origin, found, secret_of(files) if origin.came_by == "exchange" else "")


def _take(
    archive: Archive, origin: Origin, found: Iterable[Question], reply_to: str
) -> list[AskedQuestion]:
    places = (reply_to,) if reply_to else ()
    kept = (archive.add(_asked(origin, question, places)) for question in found)
    return [question for question in kept if question is not None]


def _asked(origin: Origin, question: Question, reply_to: tuple[str, ...]) -> AskedQuestion:
    return AskedQuestion(
        number=1,  # until it is kept
        **origin._asdict(),
        **question.model_dump(),
        reply_to=reply_to,
    )


def secret_of(files: Path) -> str:
    """What nbgrader's submit left with work, for the names of what goes back; empty without."""
    try:
        return read_limited(files / SECRET, 1000).decode("ascii", "replace")
    except WorkError:
        return ""
