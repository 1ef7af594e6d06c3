"""Where activities read their questions and save their answers."""

from __future__ import annotations

from pathlib import Path

from ownpace.store.layout import COURSE_FILE, CourseFolder

#: The module's folder: Jupyter starts a kernel in its notebook's. Taken when activities are
#: first imported, since code in the notebook may go elsewhere later. Read it as ``place.FOLDER``.
FOLDER = Path.cwd()


def course_folder() -> CourseFolder | None:
    """The course folder that the module lies in; None where the module is no released one, such as
    a teacher's own copy, whose folder is to be left as it is."""
    released = (FOLDER / COURSE_FILE).is_file()
    return CourseFolder(FOLDER.parent) if released else None
