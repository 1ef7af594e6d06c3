"""The desks of a learner who takes several courses: one for each course folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import NamedTuple

from ownpace.server.desk import Choices, Desk
from ownpace.server.turns import Turns
from ownpace.server.wire import CourseChoice
from ownpace.store.attempts import names_in
from ownpace.store.layout import COURSE_FILE, CourseFolder

MOST = 50


class Seat(NamedTuple):
    """A desk, and who may go on with what at it."""

    desk: Desk
    turns: Turns


class Desks:
    """``folders`` says which course folders there are now, relative to the server's root; ``make``
    makes the desk of one, which stays from then on."""

    def __init__(
        self, folders: Callable[[], Iterable[str]], make: Callable[[str, Choices], Desk]
    ) -> None:
        self._folders, self._make = folders, make
        self._seats: dict[str, Seat] = {}
        self._making = Lock()

    def at(self, folder: str | None) -> Seat | None:
        """The seat for a course folder; the first one's where none is named. ``None`` for a folder
        that is not one of them."""
        folders = list(self._folders())
        wanted = folders[0] if folder is None else folder
        return self._seat(wanted) if wanted in folders else None

    def of(self, path: str) -> Seat | None:
        """The seat for the course that a saved notebook belongs to."""
        inside = (folder for folder in self._folders() if is_in_course(path, folder))
        nearest = max(inside, key=len, default=None)
        return None if nearest is None else self._seat(nearest)

    def choices(self) -> tuple[CourseChoice, ...]:
        """What a learner can choose from; nothing where there is no choice."""
        folders = list(self._folders())
        if len(folders) < 2:
            return ()
        titles = ((folder, self._seat(folder).desk.title()) for folder in folders)
        return tuple(CourseChoice(folder=folder, title=title) for folder, title in titles)

    def _seat(self, folder: str) -> Seat:
        with self._making:  # two desks for one course would not take turns
            if folder not in self._seats:
                self._seats[folder] = Seat(self._make(folder, self.choices), Turns())
            return self._seats[folder]


def is_in_course(path: str, course_folder: str) -> bool:
    """Whether a path of Jupyter's contents is a notebook in the course's folder."""
    saved = PurePosixPath(path.strip("/"))
    return saved.suffix == ".ipynb" and saved.is_relative_to(course_folder)


def course_folders(root: Path) -> list[str]:
    """The course folders in and below ``root`` (without an exchange): ``root`` itself where it is
    one, or else those of its folders that hold a course's released modules."""
    if _is_course(root):
        return [""]
    names = (name for name in names_in(root) if not name.startswith("."))
    found = [name for name in names if not (root / name).is_symlink() and _is_course(root / name)]
    return found[:MOST] or [""]


def _is_course(folder: Path) -> bool:
    return (folder / COURSE_FILE).is_file() and CourseFolder(folder).released.is_dir()
