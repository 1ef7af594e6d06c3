"""Modules that were released, and have left the course file since."""

from __future__ import annotations

from collections.abc import Iterator

from ownpace_graders.bridge import Classroom
from ownpace_graders.course_file import CourseFile
from ownpace_graders.lines import Line


def gone(classroom: Classroom, course: CourseFile) -> Iterator[Line]:
    """A note for each: nothing of it is lost, and it is said what a new name would cost."""
    listed = {module.id for module in course.modules}
    for module in classroom.modules("release"):
        if module not in listed:
            yield Line(
                status="skipped",
                module=module,
                message="It was released, and is not in course.yml any more. What was handed in "
                "of it stays, and is graded as before; learners' panels do not list it.",
                next=f"If it only has another name now, call it “{module}” again: its title may "
                "change, its id may not.",
            )
