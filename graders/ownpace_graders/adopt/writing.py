"""The text of a course file for what was found."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from ruamel.yaml import YAML

from ownpace.errors import CommandError
from ownpace_graders.adopt.assignments import Assignment
from ownpace_graders.course_file import COURSE_FILE, CourseFile, read_for
from ownpace_graders.course_file.values import YEARS

_HEAD = """\
# Written by `ownpace adopt` from an nbgrader course. What it could not know is left out or guessed;
# `ownpace check` looks it over, and docs/reference/course-file.md has every key.
"""


def course_text(course_id: str, assignments: Iterable[Assignment]) -> str:
    """Modules may be taken in any order, as before; titles are those of the notebooks."""
    course = {
        "title": course_id,
        "id": course_id,
        "timezone": "UTC",
        "order": "free",
        "modules": [_module(one) for one in assignments],
    }
    yaml, text = YAML(), StringIO()
    yaml.width = 100
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.dump(course, text)
    return _HEAD + text.getvalue()


def write_course_file(root: Path, text: str) -> CourseFile:
    """Write it where there is none yet, once it has passed all that ``load`` asks. Raises
    ``CourseFileError`` and ``CommandError``, with nothing written."""
    with TemporaryDirectory(prefix="ownpace-adopt-") as place:
        tried = Path(place, COURSE_FILE)
        tried.write_text(text, encoding="utf-8")
        course = read_for(tried, root)
    try:
        with (root / COURSE_FILE).open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise taken(root) from error
    return course


def taken(root: Path) -> CommandError:
    """What is said where there is a course file already."""
    return CommandError(
        f"{root / COURSE_FILE} is there already, and nothing is overwritten.",
        hint="Run `ownpace check`; or move the file away to have a new one made.",
    )


def dated(due: datetime | None) -> bool:
    """Whether a course file may hold the date."""
    return due is not None and due.year in YEARS


def _module(one: Assignment) -> dict[str, Any]:
    module: dict[str, Any] = {"id": one.name, "title": one.title}
    if one.due is not None and dated(one.due):
        module["due"] = f"{one.due:%Y-%m-%dT%H:%M:%S}Z"
    if not one.has_steps:
        module["complete_when"] = ["submitted"]
    if one.others:
        module["resources"] = [{"document": name} for name in one.others if _is_plain(name)]
    return module


def _is_plain(name: str) -> bool:
    """Whether a resource may be called so on every system."""
    return ":" not in name and "\\" not in name
