"""How heavy a module is for a learner with a weak connection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ownpace_graders.course_file import ModuleEntry

MEGABYTE = 1_000_000
#: What is more than this takes two minutes at 400 kbit/s.
HEAVY = 5 * MEGABYTE
_FILMS = {".webm", ".mp4", ".m4v", ".mov", ".ogv", ".mkv", ".avi"}


def weight_notes(entry: ModuleEntry, folder: Path) -> Iterator[str]:
    """What to say of a module's folder, if anything: films are watched or not, and do not count."""
    films = {resource.video for resource in entry.resources if resource.video}
    sizes = {
        name: path.stat().st_size
        for path in folder.rglob("*")
        if path.is_file() and _travels(name := path.relative_to(folder).as_posix(), films)
    }
    total = sum(sizes.values())
    if total > HEAVY:
        largest = max(sizes, key=lambda name: sizes[name])
        yield (
            f"its files are {_told(total)} without films; over {_told(HEAVY)} is long to wait for "
            f"on a weak connection. The largest is {largest}, {_told(sizes[largest])}."
        )


def _travels(name: str, films: set[str]) -> bool:
    hidden = any(part.startswith(".") for part in name.split("/"))
    return not hidden and name not in films and Path(name).suffix.lower() not in _FILMS


def _told(size: int) -> str:
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")
