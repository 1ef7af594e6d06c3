"""*Start over*: a pristine copy of a module, with the former work kept beside it."""

from __future__ import annotations

from datetime import datetime

from ownpace.errors import OwnpaceError
from ownpace.server.actions.start import refuse_unstarted
from ownpace.server.desk import Desk, View, cleared
from ownpace.server.panel import panel
from ownpace.server.wire import StartedOver
from ownpace.store.begun import begun_from, write_begun
from ownpace.store.layout import refuse_escape
from ownpace.store.modules import free_kept, replace_module, undo_replacement, workshop


def start_over(desk: Desk, module_id: str, now: datetime) -> StartedOver:
    """Fetch the module anew, keep everything of the former one but its feedback (which stays) in
    ``kept/``, and forget what is recorded of the module. Fetching comes first and every later
    failure is taken back, so that the work is never without a home."""
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.module(module_id))
    if not desk.folder.module(module_id).is_dir():
        refuse_unstarted(view.state_of(module, now))
    kept = free_kept(desk.folder, module_id, now)
    with workshop(desk.folder) as place:
        desk.channel.fetch(module, place / module_id)
        begun = begun_from(place / module_id, module)
        replace_module(desk.folder, module_id, place / module_id, kept)
        try:
            _forget(desk, view, module_id, now)
        except OwnpaceError:
            undo_replacement(desk.folder, module_id, kept, place / "undone")
            raise
    write_begun(desk.folder, module_id, begun)
    view = desk.record(now)
    return StartedOver(
        kept=desk.on_server(kept),
        open=desk.on_server(desk.folder.notebook(module)),
        panel=panel(desk, view, now),
    )


def _forget(desk: Desk, view: View, module_id: str, now: datetime) -> None:
    """What the other modules show is recorded first; what this one showed is dropped."""
    desk.save(view, cleared(view.recorded(now), module_id), now)
