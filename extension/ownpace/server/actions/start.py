"""*Start*: get a module, once, and open it."""

from __future__ import annotations

from datetime import datetime

from ownpace.errors import CourseError
from ownpace.progress.model import ModuleState
from ownpace.server.desk import Desk, View
from ownpace.server.panel import panel
from ownpace.server.wire import Started
from ownpace.store.begun import begun_from, write_begun
from ownpace.store.layout import refuse_escape
from ownpace.store.modules import put_in_place, workshop


def start(desk: Desk, module_id: str, now: datetime) -> Started:
    """Fetch the module unless the learner has it; never overwrite a file of theirs.

    Raises ``CourseError`` (``unknown-module``, ``locked``, ``not-released``), and what the channel
    and the disk raise.
    """
    view = desk.look()
    module = view.module(module_id)
    if not _has(desk, view, module_id):
        refuse_locked(view.state_of(module, now))
        with workshop(desk.folder) as place:
            fresh = place / module_id
            desk.channel.fetch(module, fresh)
            write_begun(desk.folder, module_id, begun_from(fresh, module))
            put_in_place(fresh, desk.folder.module(module_id))
    view = desk.record(now)
    return Started(open=desk.on_server(desk.folder.notebook(module)), panel=panel(desk, view, now))


def refuse_locked(state: ModuleState) -> None:
    """Raise ``CourseError`` with the reason, when a module that was not started is locked."""
    if state.access.kind == "locked":
        raise CourseError(
            f"“{state.title}” is locked. {state.access.reason}",
            hint="Go on with what the panel offers at Continue.",
            code="locked",
        )


def refuse_unstarted(state: ModuleState) -> None:
    """Raise ``CourseError`` when the learner has no copy of the module to work with."""
    if not state.fetched:
        raise CourseError(
            f"You have not started “{state.title}”.", hint="Choose Start.", code="not-started"
        )


def _has(desk: Desk, view: View, module_id: str) -> bool:
    refuse_escape(desk.folder, desk.folder.notebook(view.module(module_id)))
    return view.findings.evidence[module_id].fetched
