"""Telling learners of the more time that they have: each of their own, and of nobody else's.

In an exchange the file lies under names made of what only that learner and the teacher know; who
has sent nothing yet is not known so, and gets a zip file in ``outbox/``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import OwnpaceError, WorkError
from ownpace.store.layout import MORE_TIME_FILE
from ownpace.store.more_time import (
    MoreTime,
    more_time_name,
    newest_more_time,
    parse_more_time,
)
from ownpace_graders.bridge import (
    Classroom,
    exchange_root,
    feedback_folder,
    open_classroom,
    release_files,
)
from ownpace_graders.collect.attempts import BY_ZIP, FILES, attempts_of
from ownpace_graders.feedback.outbox import put_before, put_beside
from ownpace_graders.feedback.sent import Sent
from ownpace_graders.lines import Line
from ownpace_graders.questions import Archive, secret_of
from ownpace_graders.rules import EXTENSIONS_FILE, Rulebook, read_rules

NONE = timedelta(0)


class _Contact(NamedTuple):
    """How a learner can be reached: ``keys`` to names in an exchange, and what they call
    themselves. ``by_bundle`` where something came in a zip file."""

    name: str
    keys: tuple[str, ...]
    by_bundle: bool


def send_more_time(root: Path, learners: tuple[str, ...] | None = None) -> list[Line]:
    """Send what ``extensions.yml`` gives to ``learners`` (to all it names, if ``None``). Always
    whole files: sending twice is harmless."""
    rules = read_rules(root)
    chosen = rules.learners() if rules and learners is None else learners
    if rules is None or not chosen:
        return []
    classroom = open_classroom(root)
    archive = Archive(classroom.root)
    return [line for one in chosen for line in _lines(classroom, archive, rules, one)]


def _lines(classroom: Classroom, archive: Archive, rules: Rulebook, learner: str) -> Iterator[Line]:
    try:
        yield from _sent(classroom, archive, rules, learner)
    except OwnpaceError as problem:
        yield Line(status="attention", message=problem.message, learner=learner, next=problem.hint)


def _sent(classroom: Classroom, archive: Archive, rules: Rulebook, learner: str) -> Iterator[Line]:
    """What was done, and what is left to do. The same again keeps the time of the first."""
    more = {m.id: by for m in rules.course.modules if (by := rules.more(learner, m.id)) > NONE}
    given = (classroom.root / EXTENSIONS_FILE).stat().st_mtime
    contact = _contact(classroom, archive, learner)
    at = datetime.fromtimestamp(int(given), UTC)
    file = MoreTime(course=classroom.course_id, at=at, more=more)
    before = _before(classroom, contact, learner)
    if before is not None and before.model_copy(update={"at": at}) == file:
        file = before
    content = file.model_dump_json(indent=1).encode() + b"\n"
    has_exchange = exchange_root(classroom) is not None
    if contact.keys and has_exchange:
        is_new = release_files(classroom, {more_time_name(key): content for key in contact.keys})
        yield Sent("", is_new).line("More time: the learner's panel shows it.", learner=learner)
    if contact.by_bundle or not contact.keys:
        module = next(iter(more), rules.course.modules[0].id)
        beside = MORE_TIME_FILE, content
        sent = put_beside(classroom, learner, module, beside, to=contact.name, at=file.at)
        said = f"More time: it counts, and {sent.file} tells the learner's panel."
        yield sent.line(said, learner=learner, next=_send(has_exchange))


def _before(classroom: Classroom, contact: _Contact, learner: str) -> MoreTime | None:
    """The newest that was sent to this learner, by whatever way."""
    folder = feedback_folder(classroom)
    released = [folder / more_time_name(key) for key in contact.keys] if folder else []
    found = [newest_more_time(classroom.course_id, released)]
    for content in put_before(classroom, learner, MORE_TIME_FILE):
        with suppress(WorkError):
            found.append(parse_more_time(content))
    return max(filter(None, found), key=lambda one: one.at, default=None)


def _send(has_exchange: bool) -> str:
    later = ", or hands in: from then on the panel shows it by itself" if has_exchange else ""
    return (
        "Send the file to the learner, who sees the new dates once it is opened in the panel "
        f"(Open a feedback file…){later}."
    )


def _contact(classroom: Classroom, archive: Archive, learner: str) -> _Contact:
    name, keys, ways = learner, set[str](), set[str]()
    for module in sorted(p.name for p in (classroom.attempts / learner).glob("[!.]*")):
        for folder, attempt in attempts_of(classroom, learner, module):
            ways.add(attempt.came_by)
            name = attempt.name
            if attempt.came_by == "exchange":
                keys |= {secret_of(folder / FILES)} - {""}
    for question in archive.all():
        if question.learner == learner:
            ways.add(question.came_by)
            keys |= set(question.reply_to)
    return _Contact(name, tuple(sorted(keys)), bool(ways & {*BY_ZIP}))
