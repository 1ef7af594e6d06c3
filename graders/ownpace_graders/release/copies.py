"""``course.json``: compiled, and copied into every released module."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ownpace.course import Course, outline
from ownpace.store.courses import read_course, revision_of
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import Classroom, outbound_folder
from ownpace_graders.course_file import CourseFile, Released, compile_course
from ownpace_graders.notebooks import files_in, read_notebook

COPY = "course.json"


def write_course(classroom: Classroom, course_file: CourseFile) -> tuple[Course | None, bool]:
    """Compile the course and replace the copies in ``release/`` that are not it. Returns it, and
    whether a copy was replaced; no course while nothing is released.

    The revision is that of the newest copy anywhere, or one more if the content differs from it.
    """
    released = _released(classroom, course_file)
    if not released:
        return None, False
    course = _revised(classroom, course_file, released)
    text = course_text(course)
    replaced = [put_copy(_folder(classroom, module) / COPY, text) for module in released]
    return course, any(replaced)


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
    copies = [*_copies(classroom, released)]
    newest = max((revision_of(copy) or 0 for copy in copies), default=0)
    course = compile_course(course_file, released, max(newest, 1))
    known = [read_course(copy) for copy in copies if revision_of(copy) == newest]
    if newest == 0 or course in known:
        return course
    return course.model_copy(update={"revision": newest + 1})


def _copies(classroom: Classroom, released: Mapping[str, Released]) -> list[Path]:
    places = [_folder(classroom, module).parent for module in released][:1]
    outbound = outbound_folder(classroom, "_")
    places += [outbound.parent] if outbound else []
    return [copy for place in places for copy in sorted(place.glob(f"*/{COPY}"))]


def _released(classroom: Classroom, course_file: CourseFile) -> dict[str, Released]:
    folders = {m.id: _folder(classroom, m.id) for m in course_file.modules}
    return {
        module: _outlined(folder, f"{module}.ipynb")
        for module, folder in folders.items()
        if (folder / f"{module}.ipynb").is_file()
    }


def _outlined(folder: Path, notebook: str) -> Released:
    return Released(
        steps=outline(read_notebook(folder / notebook)),
        files={
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in sorted(files_in(folder))
            if name != COPY
        },
    )


def _folder(classroom: Classroom, module: str) -> Path:
    return classroom.folder("release", ".", module)
