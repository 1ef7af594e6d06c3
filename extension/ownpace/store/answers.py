"""``answers.json``: what a learner answered in one module's activities.

The kernel of the module's notebook writes it, the server reads it, and it travels with the
submission. A reader trusts none of it: size, shape and depth are checked.

What writing promises:

- an answer is on disk, whole, when the call returns; killed before that, the old file stands;
- two kernels that answer at once lose nothing: each re-reads under a lock, then adds its own;
- a file that cannot be understood (damaged, too big, of a newer format) is renamed aside, and the
  caller told; it is never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Field, JsonValue, ValidationError

from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.files import NotAFile, hint_for, locked, open_plain, write_atomically
from ownpace.store.layout import ANSWERS_FILE

FORMAT: Final = 1
LARGEST = 5_000_000  #: bytes

ActivityId = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Kind = Literal["quiz", "reflect"]
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


def read_answers(path: Path) -> Answers:
    """The answers in the file ``path``; none when there is no such file.

    Raises ``WorkError``: code ``answers-damaged`` (also when it is too big or no plain file),
    ``answers-newer``, or ``work`` when the system does not let us read it.
    """
    try:
        content = _content(path)
    except FileNotFoundError:
        return Answers()
    except OSError as problem:
        raise WorkError(f"{path.name} could not be read.", hint=hint_for(problem)) from problem
    return _parse(content, path.name)


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
    try:
        return read_answers(folder / ANSWERS_FILE), ""
    except WorkError:
        with locked(_lock(folder)):
            return _open(folder, now or datetime.now(UTC))


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
    now = now or datetime.now(UTC)
    with locked(_lock(folder)):
        answers, notice = _open(folder, now)
        before = find_answer(answers, activity, kind)
        value, complete = revise(before.value if before else {})
        answer = Answer(kind=kind, at=now.astimezone(UTC), complete=complete, value=dict(value))
        saved = Answers(answers={**answers.answers, activity: answer})
        _write(folder / ANSWERS_FILE, saved)
    return answer, notice


def _lock(folder: Path) -> Path:
    # Begins with a dot: it is neither handed in nor shown in the file browser.
    return folder / f".{ANSWERS_FILE}.lock"


def _write(path: Path, answers: Answers) -> None:
    content = answers.model_dump_json(indent=1).encode() + b"\n"
    if len(content) > LARGEST:
        raise WorkError(
            "Your answers in this module are too long to be saved.",
            hint="Shorten the longest of them, then save again.",
        )
    write_atomically(path, content)


def _open(folder: Path, now: datetime) -> tuple[Answers, str]:
    try:
        return read_answers(folder / ANSWERS_FILE), ""
    except WorkError as problem:
        if problem.code not in {"answers-damaged", "answers-newer"}:
            raise
        return Answers(), _set_aside(folder / ANSWERS_FILE, problem, now)


def _set_aside(path: Path, problem: WorkError, now: datetime) -> str:
    label = problem.code.removeprefix("answers-")
    aside = path.with_name(f"{path.name}.{label}-{now:%Y-%m-%dT%H-%M-%S}")
    try:
        # A name that is taken stays untouched: two damaged files in one second.
        while aside.exists():
            aside = aside.with_name(f"{aside.name}-again")
        path.rename(aside)
    except OSError as refused:
        raise WorkError(problem.message, hint=hint_for(refused)) from refused
    return f"{problem.message} It is kept as {aside.name}, and a new file begins here."


def _content(path: Path) -> bytes:
    """The bytes of a plain file that is not too big."""
    try:
        with open_plain(path) as file:
            content = file.read(LARGEST + 1)
    except NotAFile as problem:
        raise _damaged(path.name, "is not a file") from problem
    if len(content) > LARGEST:
        raise _damaged(path.name, f"is bigger than {LARGEST // 1_000_000} MB")
    return content


def _parse(content: bytes, name: str) -> Answers:
    try:
        return Answers.model_validate_json(content)
    except ValidationError as problem:
        if _format(content) > FORMAT:
            raise WorkError(
                f"{name}, with your earlier answers, was written by a newer Ownpace.",
                hint="Open the module with the newer version to see them.",
                code="answers-newer",
            ) from problem
        raise _damaged(name, "is damaged") from problem


def _format(content: bytes) -> int:
    """The format that a file claims to have; 0 when it claims none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return 0
    claimed = found.get("format") if isinstance(found, dict) else None
    return claimed if type(claimed) is int else 0


def _damaged(name: str, why: str) -> WorkError:
    return WorkError(
        f"{name}, with your earlier answers, {why}.",
        hint="Ask your teacher for help if you need them back.",
        code="answers-damaged",
    )
