"""Sending replies to questions: to each learner their own, the way the question came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace.store.replies import REPLIES_FILE, Replies, reply_name
from ownpace_graders.bridge import Classroom, exchange_root, open_classroom, release_files
from ownpace_graders.feedback.outbox import put_beside
from ownpace_graders.feedback.sent import Sent
from ownpace_graders.lines import Line
from ownpace_graders.questions import Archive, AskedQuestion, replies_for

Asker = tuple[str, str]  #: learner and module


def send_replies(
    root: Path, modules: Collection[str] = (), only: Asker | None = None
) -> list[Line]:
    """Send the replies that there are about ``modules`` (all, if none is named), or ``only`` those
    of one learner about one module: into the exchange, beside its feedback, or into the zip file
    in ``outbox/``, with the pages that are in it. Always whole files: sending twice is harmless."""
    if not (root / "asked").is_dir():
        return []
    classroom = open_classroom(root)
    answered = [q for q in Archive(classroom.root).all() if q.replies]
    by_asker: dict[Asker, list[AskedQuestion]] = defaultdict(list)
    for question in answered:
        if not modules or question.module in modules:
            by_asker[question.learner, question.module].append(question)
    chosen = [only] if only else sorted(by_asker)
    return [line for asker in chosen for line in _lines(classroom, asker, by_asker[asker])]


def _lines(
    classroom: Classroom, asker: Asker, questions: Sequence[AskedQuestion]
) -> Iterator[Line]:
    learner, module = asker
    try:
        for sent in _sent(classroom, asker, questions):
            where = f"written to {sent.file}" if sent.file else "released into the exchange"
            yield sent.line(f"Replies {where}.", module=module, learner=learner)
    except OwnpaceError as problem:
        yield Line(
            status="attention",
            message=problem.message,
            module=module,
            learner=learner,
            next=problem.hint,
        )


def _sent(classroom: Classroom, asker: Asker, questions: Sequence[AskedQuestion]) -> Iterator[Sent]:
    """Send one learner's replies."""
    has_exchange = exchange_root(classroom) is not None
    by_exchange = [q for q in questions if q.reply_to and has_exchange]
    others = [q for q in questions if q not in by_exchange]
    if by_exchange:
        yield Sent("", release_files(classroom, dict(_files(classroom, asker, by_exchange))))
    if others:
        replies = replies_for(classroom.course_id, *asker, others)
        if replies is not None:
            file = REPLIES_FILE, _content(replies)
            who, when = others[-1].name, replies.replies[-1].at
            yield put_beside(classroom, *asker, file, to=who, at=when)


def _files(
    classroom: Classroom, asker: Asker, questions: Sequence[AskedQuestion]
) -> Iterator[tuple[str, bytes]]:
    """A file for each key that questions came with, holding the replies to those alone."""
    for key in sorted({key for question in questions for key in question.reply_to}):
        mine = [question for question in questions if key in question.reply_to]
        replies = replies_for(classroom.course_id, *asker, mine)
        if replies is not None:
            yield reply_name(key, asker[1]), _content(replies)


def _content(replies: Replies) -> bytes:
    return replies.model_dump_json(indent=1).encode() + b"\n"
