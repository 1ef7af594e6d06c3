"""A learner's course folder with a few modules in it, as released and begun."""

from __future__ import annotations

from pathlib import Path

from ownpace.course import Course
from ownpace.progress import Progress
from ownpace.store.layout import CourseFolder
from ownpace.store.progress import write_progress


def lay_out(root: Path, course: Course, progress: Progress | None = None) -> CourseFolder:
    """The course folder ``root`` with a copy of course.json in the folder of each released module,
    and what is recorded of the learner's work."""
    folder = CourseFolder(root)
    for module in course.modules:
        if module.released:
            folder.module(module.id).mkdir(parents=True, exist_ok=True)
            folder.course_file(module.id).write_text(course.model_dump_json())
    if progress:
        write_progress(folder.progress, progress)
    return folder
