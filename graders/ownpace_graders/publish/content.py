"""The files of a publication, gathered from what is released and from the Binder template."""

from __future__ import annotations

from pathlib import Path

from ownpace.course import Course
from ownpace.errors import CommandError
from ownpace.store.courses import Courses, revision_of
from ownpace_graders.bridge import Classroom
from ownpace_graders.shipped import shipped

COURSE = "course.json"
RELEASED = "released"
REQUIREMENTS = "requirements.txt"

Content = dict[str, bytes]


def gather(classroom: Classroom) -> tuple[Course, Content]:
    """The newest released course, and every file of its publication by relative path."""
    folders = [classroom.folder("release", ".", m) for m in classroom.modules("release")]
    copies = [folder / COURSE for folder in folders]
    course = Courses().newest(copies)
    if course is None:
        raise CommandError("Nothing is released yet.", hint="Run `ownpace release` first.")
    newest = next(copy for copy in copies if revision_of(copy) == course.revision)
    content: Content = {COURSE: newest.read_bytes()}
    for module in course.modules:
        if module.released:
            folder = classroom.folder("release", ".", module.id)
            content |= _files(folder, f"{RELEASED}/{module.id}")
    return course, content | _binder(classroom.root)


def _files(folder: Path, prefix: str) -> Content:
    paths = sorted(folder.rglob("*"))
    link = next((path for path in paths if path.is_symlink()), None)
    if link:
        raise CommandError(
            f"Nothing was published: {link} is a link.", hint="Run `ownpace release` again."
        )
    files = (path for path in paths if path.is_file())
    return {f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}


def _binder(root: Path) -> Content:
    """The template, with what this course's notebooks import beside ownpace itself."""
    own = root / REQUIREMENTS
    lines = own.read_text(encoding="utf-8").splitlines() if own.is_file() else []
    wanted = ["ownpace", *(line for line in lines if line.strip() and line.strip() != "ownpace")]
    text = "\n".join(wanted) + "\n"
    return {**_files(shipped("binder"), "binder"), f"binder/{REQUIREMENTS}": text.encode()}
