"""Where things are in a learner's course folder."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from ownpace.course.model import Module
from ownpace.errors import WorkError

COURSE_FILE = "course.json"
ANSWERS_FILE = "answers.json"
QUIZ_FILE = "quiz.json"
FEEDBACK = "feedback"
MORE_TIME_FILE = "more-time.json"
HANDED_IN = "handed-in"
OWN = ".ownpace"


@dataclass(frozen=True)
class CourseFolder:
    """The paths of a learner's course folder; asking for one neither makes nor reads it."""

    root: Path

    @property
    def released(self) -> Path:
        """The modules as released, in bundle mode; never edited."""
        return self.root / "released"

    @property
    def own(self) -> Path:
        """What the software keeps about this folder; it never leaves the machine."""
        return self.root / OWN

    @property
    def progress(self) -> Path:
        return self.own / "progress.json"

    @property
    def study(self) -> Path:
        return self.own / "study.json"

    @property
    def asked(self) -> Path:
        """Which questions to the teacher there are, and which of them left."""
        return self.own / "asked.json"

    @property
    def all_begun(self) -> Path:
        return self.own / "begun"

    @property
    def more_time(self) -> Path:
        """How much later than the class this learner's work is due."""
        return self.own / MORE_TIME_FILE

    def begun(self, module_id: str) -> Path:
        """What a module was like when it was begun."""
        return _inside(self.own, "begun", f"{module_id}.json")

    @property
    def handed_in(self) -> Path:
        return self.root / HANDED_IN

    def module(self, module_id: str) -> Path:
        return _inside(self.root, module_id)

    def notebook(self, module: Module) -> Path:
        """The one that is opened (``ownpace.course.notebooks``)."""
        return _inside(self.root, module.id, module.notebook)

    def answers(self, module_id: str) -> Path:
        return _inside(self.root, module_id, ANSWERS_FILE)

    def quiz(self, module_id: str) -> Path:
        return _inside(self.root, module_id, QUIZ_FILE)

    def feedback(self, module_id: str) -> Path:
        return _inside(self.root, module_id, FEEDBACK)

    def replies(self, module_id: str) -> Path:
        """Beside the feedback pages: it is never handed in, and *Start over* leaves it."""
        return _inside(self.root, module_id, FEEDBACK, "replies.json")

    def class_answers(self, module_id: str) -> Path:
        """Beside them: what others wrote, once the module has closed."""
        return _inside(self.root, module_id, FEEDBACK, "class-answers.json")

    def course_file(self, module_id: str) -> Path:
        return _inside(self.root, module_id, COURSE_FILE)

    def kept(self, module_id: str, now: datetime) -> Path:
        """Where *Start over* at ``now`` keeps a copy."""
        return self.root / "kept" / f"{module_id}-{stamp(now)}"

    def bundle(self, module_id: str, now: datetime) -> Path:
        """The zip file that *Submit* at ``now`` makes."""
        return self.handed_in / f"{module_id}-{stamp(now)}.zip"

    def question(self, module_id: str, now: datetime) -> Path:
        """The zip file that *Ask* at ``now`` makes. No module's name holds a ``~``."""
        return self.handed_in / f"{module_id}~question-{stamp(now)}.zip"

    def relative(self, path: Path) -> str:
        """``path`` as the panel writes it: from the course folder, with ``/``."""
        return _relative(self.root, path)


def stamp(moment: datetime) -> str:
    """``moment`` (aware) in UTC, as it stands in the names of files on every system."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S")


def refuse_escape(folder: CourseFolder, *paths: Path) -> None:
    """Raise ``WorkError`` (``outside``) when one of ``paths``, or a folder on the way to one from
    the course folder, is a link that leads out of the course folder. What does not exist leads
    nowhere."""
    for here in _ways_to(folder.root, paths):
        if _is_link(here) and not _leads_inside(folder.root, here):
            raise WorkError(
                f"{folder.relative(Path(here))} is a link that leads out of the course folder.",
                hint="Replace the link by the file or folder itself.",
                code="outside",
            )


@lru_cache(maxsize=10_000)
def _inside(root: Path, *parts: str) -> Path:
    """A path below ``root``. Making one costs more than looking at it, and a panel of 200 modules
    needs a thousand each time."""
    return root.joinpath(*parts)


@lru_cache(maxsize=10_000)
def _relative(root: Path, path: Path) -> str:
    return path.relative_to(root).as_posix()


@lru_cache(maxsize=10_000)
def _ways_to(root: Path, paths: tuple[Path, ...]) -> tuple[str, ...]:
    """``paths`` and each folder on the way to one of them, from just below ``root``."""
    ways = (path.relative_to(root).parts for path in paths)
    found = (root.joinpath(*way[:count]) for way in ways for count in range(1, len(way) + 1))
    return tuple(dict.fromkeys(map(str, found)))


def _is_link(path: str) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        return False


def _leads_inside(root: Path, link: str) -> bool:
    return os.path.realpath(link).startswith(os.path.realpath(root) + os.sep)
