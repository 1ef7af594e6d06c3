"""Replying to one question."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ownpace.errors import CommandError
from ownpace.store.replies import LONGEST
from ownpace_graders.bridge import open_classroom
from ownpace_graders.feedback import send_replies
from ownpace_graders.lines import Line, Summary
from ownpace_graders.questions import Archive, AskedQuestion, Given


def answer(root: Path, number: int, text: str, now: datetime) -> Summary:
    """Keep a reply to a question, beside earlier ones, and send it at once: the newest counts.

    Raises ``CommandError`` when there is no such question, or no text.
    """
    tidy = _accepted(text)
    classroom = open_classroom(root)
    question = Archive(classroom.root).reply(number, Given(at=now.astimezone(UTC), text=tidy))
    about = {"module": question.module, "learner": question.learner}
    again = f", with {len(question.replies) - 1} before it" if question.replies[1:] else ""
    kept = Line(status="done", message=f"Question {number} is answered{again}.", **about)
    sent = send_replies(classroom.root, only=(question.learner, question.module))
    return Summary(command="answer", lines=(kept, *sent))


def question_numbered(root: Path, number: int) -> AskedQuestion:
    """One question, to be read before it is answered. Raises ``CommandError``."""
    return Archive(open_classroom(root).root).numbered(number)


def _accepted(text: str) -> str:
    tidy = text.strip()
    if not tidy:
        raise CommandError("There is no reply to send.", hint="Write one, or leave it for later.")
    if len(tidy) > LONGEST:
        raise CommandError(
            f"The reply is too long: {len(tidy)} characters of {LONGEST}.",
            hint="Make it shorter, or send a second one with `ownpace answer`.",
        )
    return tidy
