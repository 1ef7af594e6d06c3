"""*Bring back*: work out of backups, which may have been made anywhere by anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ownpace.errors import CourseError
from ownpace.progress import Progress, merged
from ownpace.server import wire
from ownpace.server.desk import Desk, View
from ownpace.server.panel import panel
from ownpace.server.pile import Pile
from ownpace.store.backup import title_of
from ownpace.store.begun import begun_from, write_begun
from ownpace.store.layout import refuse_escape
from ownpace.store.modules import free_kept, put_in_place, workshop
from ownpace.store.places import PROGRESS
from ownpace.store.replacing import Replacement
from ownpace.store.returning import Brought, Change, changes, read_backups

_KEPT = "brought-back"


@dataclass(frozen=True)
class Plan:
    """What bringing back would do: the files it would write, and the record that would be."""

    brought: Brought
    changes: tuple[Change, ...]
    progress: Progress


def compare(desk: Desk, pile: Pile, now: datetime) -> wire.Comparison:
    """What bringing the backups back would change. Changes nothing on disk. Raises
    ``ArchiveError`` or ``CourseError`` when not one of them can be used."""
    view = desk.look()
    plan = _plan(desk, view, pile, now)
    return wire.Comparison(
        changes=_told(view, plan, now),
        refused=tuple(plan.brought.refused),
        title=_another_title(view, plan.brought),
        learner=_somebody_else(desk, view, plan.brought),
        panel=panel(desk, view, now),
    )


def bring_back(desk: Desk, pile: Pile, now: datetime) -> wire.BroughtBack:
    """Put the newest version of each file in place: of what is newer here only if the learner
    said so. Modules that are not here yet are fetched first. What is replaced, and every version
    that was not chosen, is in ``kept/`` before anything changes. Raises as :func:`compare`, and
    what the channel and the disk raise."""
    view = desk.look()
    plan = _plan(desk, view, pile, now)
    _fetch_missing(desk, view, plan.changes)
    kept = free_kept(desk.folder, _KEPT, now)
    written = Replacement(desk.folder, kept).make(plan.changes, newer=pile.newer)
    desk.save(view, plan.progress, now)
    view = desk.record(now)
    return wire.BroughtBack(
        files=tuple(desk.on_server(desk.folder.root / path) for path in written),
        kept=desk.on_server(kept) if kept.exists() else None,
        refused=tuple(plan.brought.refused),
        panel=panel(desk, view, now),
    )


def _plan(desk: Desk, view: View, pile: Pile, now: datetime) -> Plan:
    brought = read_backups(pile.backups, view.course)
    progress = view.recorded(now)
    for version in brought.versions.pop(PROGRESS, []):
        record = Progress.model_validate_json(version.content)
        progress = merged(progress, record, view.course)
    return Plan(brought, changes(brought, view.course, desk.folder, now), progress)


def _told(view: View, plan: Plan, now: datetime) -> tuple[wire.Change, ...]:
    told = [_change(view, change) for change in plan.changes if change.kind != "same"]
    if plan.progress != view.recorded(now) and plan.brought.at:
        words = "what you have done, and your name"
        told.insert(
            0, wire.Change(module="", name=words, kind="added", at=plan.brought.at, here=None)
        )
    return tuple(told)


def _change(view: View, change: Change) -> wire.Change:
    assert change.kind != "same"
    module = view.course.module(change.place.part)
    return wire.Change(
        module=module.title if module else "",
        name=change.place.words,
        kind=change.kind,
        at=change.version.at,
        here=change.here,
    )


def _fetch_missing(desk: Desk, view: View, plan: Iterable[Change]) -> None:
    """Get the modules that have work and are not here. One that is no longer released has what
    comes back, and nothing else."""
    for name in dict.fromkeys(change.place.part for change in plan):
        module = view.course.module(name)
        if module is None or desk.folder.notebook(module).exists():
            continue
        refuse_escape(desk.folder, desk.folder.notebook(module))
        with workshop(desk.folder) as place:
            fresh = Path(place, name)
            try:
                desk.channel.fetch(module, fresh)
            except CourseError:
                continue
            write_begun(desk.folder, name, begun_from(fresh, module))
            put_in_place(fresh, desk.folder.module(name))


def _another_title(view: View, brought: Brought) -> str:
    """The title in the backups, where the course here has another."""
    return "" if brought.title == title_of(view.course) else brought.title


def _somebody_else(desk: Desk, view: View, brought: Brought) -> str:
    """The name in the backups, where the learner here is known by another."""
    known = desk.learner(view.progress)
    return brought.learner if known and brought.learner not in ("", known) else ""
