"""``course.json``: compiled, and copied into every released module."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from ownpace.course import Course, outline
from ownpace.errors import OwnpaceError
from ownpace.store.courses import Courses, read_course, revision_of
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import Classroom, outbound_folder
from ownpace_graders.course_file import CourseFile, Released, compile_course, load_corrections
from ownpace_graders.notebooks import files_in, main_in, notebooks_in, read_notebook

COPY = "course.json"


class Written(NamedTuple):
    """The compiled course (none while nothing is released), whether a copy of it was replaced, and
    the released modules that cannot be read."""

    course: Course | None
    news: bool
    damaged: Mapping[str, OwnpaceError]


def write_course(classroom: Classroom, course_file: CourseFile) -> Written:
    """Compile the course and replace the copies in ``release/`` that are not it.

    The revision is that of the newest copy anywhere, or one more if the content differs from it.
    Of a module that cannot be read, the course says what its newest copy said.
    """
    damaged: dict[str, OwnpaceError] = {}
    released = _released(classroom, course_file, damaged)
    if not released:
        return Written(None, False, damaged)
    course = _revised(classroom, course_file, released)
    text = course_text(course)
    replaced = [put_copy(_folder(classroom, module) / COPY, text) for module in released]
    return Written(course, any(replaced), damaged)


def course_text(course: Course) -> str:
    return course.model_dump_json(indent=1, exclude_defaults=False) + "\n"


def put_copy(path: Path, text: str) -> bool:
    """Make the file at ``path`` say ``text``, readable for all; whether it did not before."""
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    write_atomically(path, text)
    path.chmod(0o644)
    return True


def _revised(
    classroom: Classroom, course_file: CourseFile, released: Mapping[str, Released]
) -> Course:
    copies = _copies(classroom)
    newest = max((revision_of(copy) or 0 for copy in copies), default=0)
    corrections = load_corrections(classroom.root, course_file)
    course = compile_course(course_file, released, max(newest, 1), corrections)
    known = [read_course(copy) for copy in copies if revision_of(copy) == newest]
    if newest == 0 or course in known:
        return course
    return course.model_copy(update={"revision": newest + 1})


def _copies(classroom: Classroom) -> list[Path]:
    places = [_folder(classroom, "_").parent]
    outbound = outbound_folder(classroom, "_")
    places += [outbound.parent] if outbound else []
    return [copy for place in places for copy in sorted(place.glob(f"*/{COPY}"))]


def _released(
    classroom: Classroom, course_file: CourseFile, damaged: dict[str, OwnpaceError]
) -> dict[str, Released]:
    """What is released of each module; those that cannot be read are put in ``damaged``."""
    found: dict[str, Released] = {}
    for module in (module.id for module in course_file.modules):
        folder = _folder(classroom, module)
        if notebooks_in(folder):
            try:
                found[module] = _outlined(folder, module)
            except OwnpaceError as problem:
                damaged[module] = problem
                found |= _as_known(classroom, module)
    return found


def _as_known(classroom: Classroom, module: str) -> dict[str, Released]:
    newest = Courses().newest(_copies(classroom))
    known = newest.module(module) if newest else None
    return {module: Released(steps=known.steps, files=known.files)} if known else {}


def _outlined(folder: Path, module: str) -> Released:
    again = f"Run `ownpace release {module}`."
    return Released(
        steps=outline(read_notebook(main_in(folder, module), mend=again)),
        files={
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in sorted(files_in(folder))
            if name != COPY
        },
    )


def _folder(classroom: Classroom, module: str) -> Path:
    return classroom.folder("release", ".", module)
