"""``answers.json``: what a learner answered in one module's activities.

The kernel of the module's notebook writes it, the server reads it, and it travels with the
submission. How it is read and written, and what that promises, is in ``ownpace.store.kept``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, JsonValue

from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.kept import Keeping
from ownpace.store.layout import ANSWERS_FILE

FORMAT: Final = 1

ActivityId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Kind = Literal["quiz", "reflect", "checklist", "note", "checkin", "plan", "ask"]
Value = Mapping[str, Any]  #: plain JSON


class Answer(Model):
    """What was answered in one activity. The shape of ``value`` is the activity's own."""

    kind: Kind
    at: Instant = Field(description="of the last change, UTC")
    complete: bool = Field(description="nothing in the activity is left unanswered")
    value: dict[str, JsonValue]


class Answers(Model):
    """The whole file."""

    format: Literal[1] = FORMAT
    answers: dict[ActivityId, Answer] = Field(default_factory=dict)


_KEEPING = Keeping(
    Answers,
    code="answers",
    holds="your earlier answers",
    too_long="Your answers in this module are too long to be saved.",
    shorten="Shorten the longest of them, then save again.",
    format=FORMAT,
)


def read_answers(path: Path) -> Answers:
    """The answers in the file ``path``; none when there is no such file.

    Raises ``WorkError``: code ``answers-damaged`` (also when it is too big or no plain file),
    ``answers-newer``, or ``work`` when the system does not let us read it.
    """
    return _KEEPING.read(path)


def parse_answers(content: bytes) -> Answers:
    """The answers that a file holds; raises as :func:`read_answers`."""
    return _KEEPING.parse(content, ANSWERS_FILE)


def answered_ids(answers: Answers) -> frozenset[str]:
    """The activities of which nothing is left unanswered."""
    return frozenset(name for name, answer in answers.answers.items() if answer.complete)


def find_answer(answers: Answers, activity: str, kind: Kind) -> Answer | None:
    """The answer given in one activity. Raises ``WorkError`` when the id belongs to an activity of
    another kind, so that neither ever overwrites the other."""
    answer = answers.answers.get(activity)
    if answer and answer.kind != kind:
        raise WorkError(
            f"`{activity}` is already the id of another activity in this module.",
            hint="Give this one an id of its own.",
            code="answers-id-taken",
        )
    return answer


def open_answers(folder: Path, now: datetime | None = None) -> tuple[Answers, str]:
    """The answers in a module's folder, and what to tell the learner about them (mostly nothing).

    A file that cannot be understood is renamed aside here. Raises ``WorkError`` when the system
    does not let us do either.
    """
    return _KEEPING.open(folder / ANSWERS_FILE, now)


def record_answer(
    folder: Path,
    activity: str,
    kind: Kind,
    value: Value,
    complete: bool,
    *,
    now: datetime | None = None,
) -> tuple[Answer, str]:
    """Put one whole answer on disk. Returns and raises as ``revise_answer`` does."""
    return revise_answer(folder, activity, kind, lambda _: (value, complete), now=now)


def revise_answer(
    folder: Path,
    activity: str,
    kind: Kind,
    revise: Callable[[Value], tuple[Value, bool]],
    *,
    now: datetime | None = None,
) -> tuple[Answer, str]:
    """Change one answer on disk: ``revise`` is given the value that is there *now* (empty when
    none is) and returns the new one and whether it is complete.

    Returns the answer as saved, and what to tell the learner (mostly nothing). Raises
    ``WorkError`` when it could not be saved; nothing is changed then.
    """
    now = (now or datetime.now(UTC)).astimezone(UTC)

    def revised(answers: Answers) -> Answers:
        before = find_answer(answers, activity, kind)
        value, complete = revise(before.value if before else {})
        answer = Answer(kind=kind, at=now, complete=complete, value=dict(value))
        return Answers(answers={**answers.answers, activity: answer})

    saved, notice = _KEEPING.revise(folder / ANSWERS_FILE, revised, now)
    return saved.answers[activity], notice
