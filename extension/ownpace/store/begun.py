"""What a module was like when its learner began it, so that a teacher's corrections can be told
from the learner's own work."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from ownpace.course.correcting import CellPrint, cell_prints, last_corrected
from ownpace.course.model import Module, RelativePath
from ownpace.errors import WorkError
from ownpace.models import Instant, Model
from ownpace.store.files import write_atomically
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited
from ownpace.store.notebooks import read_notebook
from ownpace.store.progress import make_folder

LIMIT = 10 * MEGABYTE


class Begun(Model):
    """``.ownpace/begun/<module>.json``: written by the server only."""

    format: Literal[1] = 1
    files: dict[RelativePath, str] = Field(default_factory=dict, description="SHA-256 of each")
    cells: tuple[CellPrint, ...] = ()
    corrected: Instant | None = Field(default=None, description="the last correction in it")
    declined: str = Field(default="", description="the version that the learner went on without")


def begun_from(fresh: Path, module: Module) -> Begun:
    """What there is to remember of a module's pristine copy. A notebook that cannot be read has no
    cells to compare."""
    try:
        cells = cell_prints(read_notebook(fresh / module.notebook))
    except WorkError:
        cells = ()
    return Begun(files=module.files, cells=cells, corrected=last_corrected(module))


def read_begun(path: Path) -> Begun | None:
    """``None`` where nothing is remembered, or nothing that can be understood."""
    try:
        return Begun.model_validate_json(read_limited(path, LIMIT))
    except DAMAGE:
        return None


def write_begun(folder: CourseFolder, module_id: str, begun: Begun) -> None:
    """Raises ``WorkError``."""
    path = folder.begun(module_id)
    refuse_escape(folder, path)
    make_folder(path.parent)
    write_atomically(path, begun.model_dump_json(indent=1) + "\n")


def version(files: Mapping[str, str]) -> str:
    """A name for these contents of a module."""
    told = "\n".join(f"{name} {digest}" for name, digest in sorted(files.items()))
    return hashlib.sha256(told.encode()).hexdigest()
