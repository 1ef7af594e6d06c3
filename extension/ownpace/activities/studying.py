"""What study.json keeps, between a widget and the disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ownpace.errors import WorkError
from ownpace.store.layout import CourseFolder
from ownpace.store.study import open_study, revise_study
from ownpace.study.model import Study


class Studying:
    """What is kept (``study``), whether all of it is on disk (``saved``), and what the learner
    should know about it (``notice``).

    What cannot be saved is still here, so that the learner can go on, and is told so.
    """

    def __init__(self, folder: CourseFolder, now: datetime) -> None:
        self._folder = folder
        self.study, self.notice, self.saved = Study(), "", True
        try:
            self.study, self.notice = open_study(folder, now)
        except WorkError as problem:
            self.notice = str(problem)

    def revise(self, revise: Callable[[Study], Study], now: datetime) -> None:
        """Change what is on disk, or, when that fails, only here."""
        try:
            self.study, self.notice = revise_study(self._folder, revise, now)
        except WorkError as problem:
            self.study, self.notice = revise(self.study), f"This is not saved. {problem}"
            self.saved = False
        else:
            self.saved = True
