"""``study.json``: the learner's plan and review schedule. Written by kernels only, and it never
leaves the learner's machine. How it is read and written is in ``ownpace.store.kept``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ownpace.store.kept import Keeping
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.progress import make_folder
from ownpace.study.model import Study

_KEEPING = Keeping(
    Study,
    code="study",
    holds="your plan and your reviews",
    too_long="There is too much in your plan and your reviews to be saved.",
    shorten="Make the goal of your plan shorter.",
)


def read_study(folder: CourseFolder) -> Study:
    """What is kept in a course folder; nothing when there is no file yet. Changes nothing on disk.
    Raises ``WorkError``: ``study-damaged``, ``study-newer``, ``outside``, or ``work``."""
    refuse_escape(folder, folder.study)
    return _KEEPING.read(folder.study)


def parse_study(content: bytes) -> Study:
    """What a file holds. Raises ``WorkError``: ``study-damaged``, ``study-newer``."""
    return _KEEPING.parse(content, "study.json")


def open_study(folder: CourseFolder, now: datetime) -> tuple[Study, str]:
    """What is kept, and what to tell the learner (mostly nothing): a file that cannot be understood
    is renamed aside. Raises ``WorkError`` when that cannot be."""
    refuse_escape(folder, folder.study)
    return _KEEPING.open(folder.study, now)


def revise_study(
    folder: CourseFolder, revise: Callable[[Study], Study], now: datetime
) -> tuple[Study, str]:
    """Change what is kept: ``revise`` is given what is on disk *now*, as another kernel may have
    left it. Returns what is saved, and what to tell the learner (mostly nothing).

    >>> revise_study(folder, lambda study: study.model_copy(update={"plan": None}), now)
    ... # doctest: +SKIP

    Makes the folder when it is missing. Raises ``WorkError`` when nothing could be saved.
    """
    refuse_escape(folder, folder.study)
    make_folder(folder.own)
    return _KEEPING.revise(folder.study, revise, now)
