"""*Save everything*: the learner's work in one zip file, or in parts for a browser to keep."""

from __future__ import annotations

from datetime import UTC, datetime

from ownpace.server.desk import Desk, View
from ownpace.server.wire import Keepable, KeepablePart
from ownpace.store.backing_up import PART, Chosen, choose, make_backup, tag_of, together
from ownpace.store.backup import LIMITS, title_of
from ownpace.store.places import RECORDS


def list_parts(desk: Desk, now: datetime) -> Keepable:
    """What there is to keep. Changes nothing on disk."""
    view = desk.look()
    parts = desk.gatherer.parts(view.course)
    found = {name: choose(files, PART) for name, files in parts.items()}
    return Keepable(
        course=view.course.id,
        title=title_of(view.course),
        disk=view.progress.disk,
        at=now.astimezone(UTC),
        parts={name: _part(chosen) for name, chosen in found.items() if chosen.files},
        left_out=tuple(words for chosen in found.values() for words in chosen.left_out),
        left_out_of_all=choose(together(parts.values()), LIMITS).left_out,
    )


def save_part(desk: Desk, name: str, now: datetime) -> bytes:
    """One part as a backup. Changes nothing on disk. Raises ``CourseError``
    (``unknown-module``)."""
    view = desk.look()
    if name != RECORDS:
        view.module(name)
    return _backup(desk, view, choose(desk.gatherer.part(view.course, name), PART), now)


def save_everything(desk: Desk, now: datetime) -> bytes:
    """The whole as a backup. Changes nothing on disk."""
    view = desk.look()
    files = together(desk.gatherer.parts(view.course).values())
    return _backup(desk, view, choose(files, LIMITS), now)


def _part(chosen: Chosen) -> KeepablePart:
    files = chosen.files
    return KeepablePart(tag=tag_of(files), size=sum(found.size for found in files.values()))


def _backup(desk: Desk, view: View, chosen: Chosen, now: datetime) -> bytes:
    learner = desk.learner(view.progress) or ""
    return make_backup(desk.folder, view.course, learner, chosen, now)
