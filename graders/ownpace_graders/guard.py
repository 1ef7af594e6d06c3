"""The last look at what goes to learners: nothing of the teacher's may be in it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from ownpace.course.outline import grading, source
from ownpace.errors import CourseError
from ownpace_graders.bridge import Classroom

#: nbgrader's marks around what it takes out, as they are mistyped too: those it leaves in, and all
#: that is between them. Only their words, since other languages begin comments otherwise.
_MARKS = r"\b(?:begin|end)[ \t_-]*(?:solution|hidden[ \t_-]*tests?|mark[ \t_-]*scheme)"
_BEGINS = ("BEGIN SOLUTION", "BEGIN HIDDEN TESTS", "BEGIN MARK SCHEME")
_ENDS = tuple(mark.replace("BEGIN", "END") for mark in _BEGINS)
#: Where nbgrader_config.py may set marks of its own.
_SET_IN = ("ClearSolutions", "ClearHiddenTests", "ClearMarkScheme")
#: Folders of a course that stay with the teacher, and why.
_KEPT_BACK = {
    "questions": "with its keys",
    "mistakes": "which says how exercises are checked",
    "texts": "with its solutions",
}
_TEACHERS = ("answers.json*", "gradebook.db", "course.yml", "nbgrader_config.py")


class Guard:
    """Says why a file must not reach learners.

    What it does not find: a solution without marks, or one in a picture.
    """

    def __init__(self, classroom: Classroom) -> None:
        own = (_set_marks(classroom.app.config.get(section, {})) for section in _SET_IN)
        marks = [_MARKS, *(re.escape(mark) for found in own for mark in found)]
        self._marks = re.compile("|".join(marks), re.IGNORECASE)
        self._kept = {name: _files_of(classroom.root / name) for name in _KEPT_BACK}

    def fault(self, name: str, data: bytes) -> str | None:
        """What is wrong with the file that is called ``name`` in its module, if anything is."""
        path = PurePosixPath(name)
        if any(part.startswith(".") for part in path.parts):
            return "is hidden"
        if any(fnmatch(path.name, pattern) for pattern in _TEACHERS):
            return "is the teacher's"
        for kept, files in self._kept.items():
            if data in files:
                return f"is a file of {kept}/, {_KEPT_BACK[kept]}"
        if path.suffix == ".ipynb":
            return next(self.marks_in(json.loads(data)), None)
        return self._mark(data.decode("utf-8", "ignore"))

    def marks_in(self, notebook: dict[str, Any]) -> Iterator[str]:
        """The marks that releasing left in a notebook, each with its cell."""
        for number, cell in enumerate(notebook["cells"], start=1):
            found = self._mark(source(cell))
            if found:
                yield f"{found} in the cell “{grading(cell).get('grade_id') or number}”"

    def _mark(self, text: str) -> str | None:
        found = self._marks.search(text)
        return f"holds “{found[0]}”" if found else None


def refuse_leaks(classroom: Classroom, module: str, released: Path) -> None:
    """Raise ``CourseError`` that names the first file of ``released``, made from the source of
    ``module``, that must not reach learners."""
    guard = Guard(classroom)
    for path in sorted(released.rglob("*")):
        if path.is_file():
            name = path.relative_to(released).as_posix()
            fault = guard.fault(name, path.read_bytes())
            if fault:
                raise _leak(module, name, fault)


def refuse_links(classroom: Classroom, module: str) -> None:
    """Raise ``CourseError`` for a link in a module's source: nbgrader releases what it leads to,
    wherever that is."""
    folder = classroom.folder("source", ".", module)
    for path in _seen_by_nbgrader(classroom, folder):
        if path.is_symlink():
            raise _leak(module, path.relative_to(folder).as_posix(), "is a link")


def released_files(classroom: Classroom, folder: Path) -> list[Path]:
    """The files of a module's source that nbgrader would release."""
    return [path for path in _seen_by_nbgrader(classroom, folder) if path.is_file()]


def taken_out(notebook: dict[str, Any]) -> dict[str, list[str]]:
    """What lies between nbgrader's marks in each cell of a source notebook, by grade_id."""
    return {str(grading(c)["grade_id"]): _between_marks(c) for c in notebook["cells"] if grading(c)}


def _between_marks(cell: dict[str, Any]) -> list[str]:
    found: list[str] = []
    inside: list[str] | None = None
    for line in source(cell).splitlines():
        if any(mark in line for mark in _BEGINS):
            inside = []
        elif inside is not None and any(end in line for end in _ENDS):
            found.append("\n".join(inside).strip())
            inside = None
        elif inside is not None:
            inside.append(line)
    return [text for text in found if text]


def _seen_by_nbgrader(classroom: Classroom, folder: Path) -> Iterator[Path]:
    """Folders and files of a module's source, without what the course directory ignores."""
    ignored = classroom.coursedir.ignore
    for place, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if not any(fnmatch(f, pattern) for pattern in ignored)]
        for name in sorted((*folders, *files)):
            if not any(fnmatch(name, pattern) for pattern in ignored):
                yield Path(place, name)


def _files_of(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()} - {b""}


def _set_marks(section: Any) -> list[str]:
    return [str(text) for name, text in section.items() if name.endswith("delimeter") and text]


def _leak(module: str, name: str, fault: str) -> CourseError:
    return CourseError(
        f"source/{module}/{name} {fault}: learners would get it.",
        hint="Mend it, move it out of source/, or name it in c.CourseDirectory.ignore; then run "
        f"`ownpace release {module}`.",
        code="leak",
    )
