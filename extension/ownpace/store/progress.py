"""``progress.json``: what is recorded of a learner's work. Written by the server only."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.progress.model import Progress
from ownpace.store.files import hint_for, write_atomically
from ownpace.store.layout import stamp
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited

LIMIT = 10 * MEGABYTE


class DamagedProgress(WorkError):
    default_code = "progress-damaged"


def read_progress(path: Path) -> Progress:
    """What was recorded; nothing when there is no file yet. Raises ``DamagedProgress``."""
    if not path.exists():
        return Progress()
    try:
        return Progress.model_validate_json(read_limited(path, LIMIT))
    except DAMAGE as problem:
        raise DamagedProgress(
            f"{path.name}, which records your progress, is damaged.",
            hint="It is kept aside; what your notebooks show is recorded anew.",
        ) from problem


def write_progress(path: Path, progress: Progress) -> None:
    """Replace the file, and make its folder when missing. Raises ``WorkError``."""
    make_folder(path.parent)
    write_atomically(path, progress.model_dump_json(indent=1) + "\n")


def set_aside(path: Path, now: datetime) -> Path:
    """Rename a damaged file, so that nothing in it is lost, and return its new path."""
    aside = path.with_name(f"{path.name}.damaged-{stamp(now)}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-again")
    try:
        path.rename(aside)
    except OSError as problem:
        raise WorkError(
            f"{path.name} is damaged and cannot be set aside.", hint=hint_for(problem)
        ) from problem
    return aside


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it where they are missing. Raises ``WorkError``."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WorkError(
            f"The folder {folder.name} cannot be made.", hint=hint_for(problem)
        ) from problem
