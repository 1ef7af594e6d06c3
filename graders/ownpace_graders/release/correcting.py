"""Saying why a released module is corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.bridge import Classroom
from ownpace_graders.course_file import CourseFile, add_correction, load_corrections


def refuse_uncorrected(classroom: Classroom, modules: Sequence[str]) -> None:
    """``modules`` are those that were named. Raises ``CommandError`` where none was, or one that is
    not out yet and so has nobody to be told."""
    if not modules:
        raise CommandError(
            "A reason is about a module, and none is named.",
            hint='Name it: ownpace release MODULE --why "…"',
            code="usage",
        )
    for module in modules:
        if not classroom.folder("release", ".", module).is_dir():
            raise CommandError(
                f"{module} has not been released yet, so there is nothing to correct.",
                hint=f"ownpace release {module}",
                code="usage",
            )


def note(root: Path, course_file: CourseFile, module: str, why: str, now: datetime) -> None:
    """Add it to ``corrections.yml``, unless it is the last that was said of the module already, as
    when the command is typed again. Raises ``CourseFileError``."""
    told = load_corrections(root, course_file).get(module, ())
    if not told or told[-1].why != why:
        add_correction(root, module, why, now)
