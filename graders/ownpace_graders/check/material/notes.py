"""What to know of a module that is no fault."""

from __future__ import annotations

from collections.abc import Iterator

from ownpace_graders.check.material.mistakes import without_mistake
from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.material.weight import weight_notes
from ownpace_graders.course_file import films_left_out


def notes_of(source: ModuleSource) -> Iterator[str]:
    """In sentences."""
    yield from source.notes
    if source.main:
        for film in films_left_out(source.entry, source.folder):
            yield f"source/{source.module}/{film} is not there: learners get its transcript."
        yield from weight_notes(source.entry, source.folder)
    if source.mistakes and not source.unreadable and source.notebook:
        for exercise in without_mistake(source.notebook, source.mistakes):
            yield f"no mistake is stored for the exercise “{exercise}”."
