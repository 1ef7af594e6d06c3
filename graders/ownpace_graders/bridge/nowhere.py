"""Folders that are no course's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import has_gradebook


def refuse_no_course(classroom: Classroom) -> None:
    """Raise ``CommandError`` where nothing is of a course: the folder is another one, most
    often."""
    if not has_gradebook(classroom) and not any(path.exists() for path in _signs(classroom)):
        raise CommandError(
            f"No course is in {classroom.root}.",
            hint="Go to the course's folder, or name it with `--course DIR`.",
            code="no-course",
        )


def _signs(classroom: Classroom) -> Iterator[Path]:
    yield from (classroom.root / name for name in ("course.yml", "nbgrader_config.py"))
    yield from (classroom.folder(stage, ".", "_").parent for stage in ("source", "release"))
    yield classroom.folder("submitted", "_", "_").parent.parent
    yield classroom.attempts
