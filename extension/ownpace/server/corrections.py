"""What teachers corrected in modules that the learner has begun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from ownpace.course.correcting import (
    CellPrint,
    Piece,
    Update,
    cell_prints,
    changed_pieces,
    told_since,
)
from ownpace.course.model import Course, Module
from ownpace.errors import WorkError
from ownpace.progress.model import Evidence
from ownpace.server.channel import Channel
from ownpace.store.attempts import names_in
from ownpace.store.begun import Begun, read_begun, version
from ownpace.store.layout import CourseFolder
from ownpace.store.memory import Remembered
from ownpace.store.notebooks import read_notebook


class Corrections:
    """Looks again and again; reads released notebooks only of modules that changed."""

    def __init__(self, folder: CourseFolder, channel: Channel) -> None:
        self._folder, self._channel = folder, channel
        self._begun = Remembered(read_begun)
        self._released = Remembered(_prints)

    def look(self, course: Course, evidence: Mapping[str, Evidence]) -> dict[str, Update]:
        """By module, what changed since the learner began it. Changes nothing on disk."""
        remembered = set(names_in(self._folder.all_begun))
        found = {
            module.id: self._update(module)
            for module in course.modules
            if evidence[module.id].fetched and f"{module.id}.json" in remembered
        }
        return {name: update for name, update in found.items() if update}

    def _update(self, module: Module) -> Update | None:
        begun = self._begun(self._folder.begun(module.id))
        if begun is None or begun.files == module.files or begun.declined == version(module.files):
            return None
        pieces = (*self._of_notebook(begun, module), *_of_files(begun.files, module))
        return Update(pieces=pieces, why=told_since(module, begun.corrected)) if pieces else None

    def _of_notebook(self, begun: Begun, module: Module) -> Iterator[Piece]:
        if begun.files.get(module.notebook) == module.files.get(module.notebook):
            return
        try:
            now = self._released(self._channel.released(module) / module.notebook)
            yield from changed_pieces(begun.cells, now)
        except WorkError:
            yield Piece(kind="changed", name=module.notebook)


def _of_files(before: Mapping[str, str], module: Module) -> Iterator[Piece]:
    now = module.files
    for name in sorted({*before, *now} - {module.notebook}):
        if name not in before:
            yield Piece(kind="added", name=name)
        elif name not in now:
            yield Piece(kind="removed", name=name)
        elif before[name] != now[name]:
            yield Piece(kind="changed", name=name)


def _prints(path: Path) -> tuple[CellPrint, ...]:
    return cell_prints(read_notebook(path))
