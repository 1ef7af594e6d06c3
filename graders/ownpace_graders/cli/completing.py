"""What a shell offers at the tab key: names of modules and learners, numbers of questions.

Only names of folders and files are looked at: nbgrader takes seconds to import. A name that a
course's configuration keeps elsewhere is not offered, and can be typed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import typer


def modules_here(context: typer.Context, incomplete: str) -> list[str]:
    """Modules of the course that the line is about, but those that stand in it already."""
    given = context.params.get("modules") or ()
    found = {name for step in ("source", "release") for name in _folders(_course(context) / step)}
    return sorted(name for name in found - set(given) if name.startswith(incomplete))


def learners_here(context: typer.Context, incomplete: str) -> list[str]:
    """Learners who have handed something in."""
    steps = ("submitted", "attempts")
    found = {name for step in steps for name in _folders(_course(context) / step)}
    return sorted(name for name in found if name.startswith(incomplete))


def questions_here(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of questions, the newest first."""
    names = (path.stem for path in (_course(context) / "asked").glob("*.json"))
    found = sorted((name for name in names if name.isdecimal()), key=int, reverse=True)
    return [name for name in found if name.startswith(incomplete)]


def _course(context: typer.Context) -> Path:
    return Path(context.params.get("course") or ".")


def _folders(place: Path) -> Iterator[str]:
    """Names that a shell may show: one with control characters in it could steer the terminal."""
    try:
        with os.scandir(place) as entries:
            names = [entry.name for entry in entries if entry.is_dir()]
    except OSError:
        return
    yield from (name for name in names if name[0] not in "._" and name.isprintable())
