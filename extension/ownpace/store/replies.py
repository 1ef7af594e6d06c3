"""``replies.json``: the teacher's replies to one learner's questions about one module.

It comes with feedback, through an exchange or in a zip file, so the learner's side reads it as
hostile: its size, shape, course and module. Replies are text, and are only ever shown as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from pydantic import Field

from ownpace.course.model import Id
from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited

REPLIES_FILE = "replies.json"
LIMIT = 5 * MEGABYTE
MOST = 1000
LONGEST = 50_000  #: characters of one reply


class Reply(Model):
    """The newest reply to one question, which is repeated in it."""

    question: str = Field(pattern=r"^[0-9a-f]{32}$", description="its id")
    asked: str = Field(max_length=10_000, description="what was asked")
    asked_at: Instant
    step: str = Field(default="", max_length=100)
    text: str = Field(min_length=1, max_length=LONGEST)
    at: Instant


class Replies(Model):
    """The whole file."""

    format: Literal[1] = 1
    course: Id
    module: Id
    replies: tuple[Reply, ...] = Field(default=(), max_length=MOST)


def read_replies(path: Path) -> Replies:
    """A file of replies. Raises ``WorkError`` (``replies-damaged``), also when it is too large."""
    try:
        return parse_replies(read_limited(path, LIMIT))
    except WorkError as problem:
        raise problem if problem.code == "replies-damaged" else _damaged() from problem


def parse_replies(content: bytes) -> Replies:
    """The replies in a file's content. Raises ``WorkError`` (``replies-damaged``)."""
    if len(content) > LIMIT:
        raise _damaged()
    try:
        return Replies.model_validate_json(content)
    except DAMAGE as problem:
        raise _damaged() from problem


def newest(replies: Iterable[Reply]) -> tuple[Reply, ...]:
    """One reply to each question, the newest (of equal ones the last); the last ``MOST`` of all."""
    found: dict[str, Reply] = {}
    for reply in replies:
        before = found.get(reply.question)
        if before is None or before.at <= reply.at:
            found[reply.question] = reply
    in_order = sorted(found.values(), key=lambda reply: (reply.at, reply.question))
    return tuple(in_order[-MOST:])


def reply_name(key: str, module: str) -> str:
    """What the replies are called in an exchange, whose feedback folder nobody may list: only who
    knows the key, which travelled with the question, finds them."""
    return hashlib.sha256(f"{key}+{module}+replies".encode()).hexdigest() + ".json"


def _damaged() -> WorkError:
    return WorkError(
        f"{REPLIES_FILE}, with your teacher's replies, cannot be read.",
        hint="Tell your teacher; everything else is as it was.",
        code="replies-damaged",
    )
