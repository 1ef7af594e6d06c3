"""What the teacher corrected, brought into a module that was begun, or left out."""

from __future__ import annotations

import hashlib
import json
import shutil
from datetime import datetime
from pathlib import Path

from ownpace.course.correcting import corrected
from ownpace.course.model import Module
from ownpace.server.actions.start import refuse_unstarted
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import Updated, Updating
from ownpace.store.begun import Begun, begun_from, read_begun, version, write_begun
from ownpace.store.files import holds
from ownpace.store.layout import COURSE_FILE, FEEDBACK, refuse_escape
from ownpace.store.modules import copy_tree, free_kept, put_beside, replace_module, workshop
from ownpace.store.notebooks import read_notebook


def update(desk: Desk, module_id: str, updating: Updating, now: datetime) -> Updated:
    """Bring in what the teacher corrected, with a copy of the former work in ``kept/``; or, where
    the learner goes on without, remember that, and change nothing else. What the learner wrote is
    never overwritten: a file of theirs keeps its name, and the new one gets another.

    Raises ``CourseError`` (``unknown-module``, ``not-started``), and what the channel and the disk
    raise, with nothing changed.
    """
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.notebook(module))
    refuse_unstarted(view.state_of(module, now))
    begun = read_begun(desk.folder.begun(module_id)) or Begun()
    kept = _bring_in(desk, module, begun, now) if updating.bring_in else None
    if kept is None:
        declined = {"declined": version(module.files)}
        write_begun(desk.folder, module_id, begun.model_copy(update=declined))
    return Updated(
        kept=desk.on_server(kept) if kept else None,
        open=desk.on_server(desk.folder.notebook(module)),
        panel=panel(desk, desk.record(now), now),
    )


def _bring_in(desk: Desk, module: Module, begun: Begun, now: datetime) -> Path:
    kept = free_kept(desk.folder, module.id, now)
    with workshop(desk.folder) as place:
        fresh, made = place / module.id, place / "made"
        desk.channel.fetch(module, fresh)
        copy_tree(desk.folder.module(module.id), made)
        shutil.rmtree(made / FEEDBACK, ignore_errors=True)  # stays where it is
        _merge_notebook(made / module.notebook, fresh / module.notebook, begun)
        for name in {*module.files, COURSE_FILE} - {module.notebook}:
            _merge_file(made / name, fresh / name, begun.files.get(name, ""))
        remembered = begun_from(fresh, module)
        replace_module(desk.folder, module.id, made, kept)
    write_begun(desk.folder, module.id, remembered)
    return kept


def _merge_notebook(mine: Path, fresh: Path, begun: Begun) -> None:
    notebook = corrected(read_notebook(mine), begun.cells, read_notebook(fresh))
    mine.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _merge_file(mine: Path, fresh: Path, begun: str) -> None:
    """The new file in the old one's place, or beside what the learner changed."""
    if not fresh.is_file() or (mine.is_file() and holds(mine, fresh.read_bytes())):
        return
    untouched = mine.name == COURSE_FILE or not mine.exists() or _digest(mine) == begun
    put_beside(fresh, mine if untouched else mine.with_stem(f"{mine.stem}-updated"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
