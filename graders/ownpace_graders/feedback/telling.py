"""What the pages of one module say: from the gradebook and the course file, each read once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ownpace.course.model import Course, Module
from ownpace.course.outline import Cell
from ownpace.progress.words import late_in_words
from ownpace_graders.bridge import (
    Classroom,
    ModuleScore,
    NotDone,
    facts_of,
    graded_cells,
    read_ledger,
    when,
)
from ownpace_graders.collect.attempts import attempts_of
from ownpace_graders.course_file import COURSE_FILE, CourseFile, compile_course, load
from ownpace_graders.feedback.revealing import is_over, shows_hidden
from ownpace_graders.notebooks import readable_notebooks
from ownpace_graders.page import Facts, Lateness


def course_file_of(root: Path) -> CourseFile | None:
    """The course file; ``None`` in a plain course directory. Raises ``CourseFileError``."""
    return load(root) if (root / COURSE_FILE).is_file() else None


class Telling:
    """``is_over``: nothing counts any more ``now`` that is handed in. ``reveal``: the module's
    hidden checks may be seen."""

    def __init__(
        self, classroom: Classroom, module: str, file: CourseFile | None, now: datetime
    ) -> None:
        self._classroom = classroom
        self._module = module
        self._course: Course | None = compile_course(file, {}, 1) if file else None
        self._ledger = read_ledger(classroom, module)
        source = classroom.folder("source", ".", module)
        self._written: Mapping[str, Cell] = graded_cells(readable_notebooks(source))
        longest = max(self._ledger.extensions.values(), default=timedelta(0))
        self.is_over = is_over(self._entry, longest, now)
        self.reveal = self.is_over and shows_hidden(file.module(module) if file else None)

    def facts(self, learner: str, run: Mapping[str, Cell]) -> Facts:
        """``run`` are the executed cells, by id. Raises ``NotDone`` where there is no grade."""
        score = self._ledger.scores.get(learner)
        if score is None:
            message = f"The gradebook knows no grade of {learner}."
            raise NotDone(message, hint=f"ownpace grade {self._module} --force")
        folder = self._classroom.folder("autograded", learner, self._module)
        at = score.at or when(folder)
        remarks = self._ledger.remarks.get(learner, ())
        facts = facts_of(
            self._classroom, score, at, self._written, run, remarks, reveal=self.reveal
        )
        more = self._about() | self._attempt(learner, at) | self._late(score, at)
        return facts.model_copy(update=more)

    @property
    def _entry(self) -> Module | None:
        return self._course.module(self._module) if self._course else None

    def _about(self) -> dict[str, Any]:
        if self._course is None:
            return {}
        return {
            "course": self._course.title,
            "module": self._entry.title if self._entry else "",
            "language": self._course.language,
            "zone": self._course.timezone,
        }

    def _attempt(self, learner: str, at: datetime) -> dict[str, Any]:
        arrived = [a.arrived for _, a in attempts_of(self._classroom, learner, self._module)]
        if at not in arrived:
            return {}
        return {"attempt": arrived.index(at) + 1, "attempts": len(arrived)}

    def _late(self, score: ModuleScore, at: datetime) -> dict[str, Any]:
        """The rule is said where it was applied: another may hold in nbgrader_config.py."""
        due = self._entry.due if self._entry else self._ledger.due
        extended = due + self._ledger.extensions.get(score.learner, timedelta(0)) if due else None
        by = at - extended if extended and at > extended else None
        if by is None and not score.late_penalty:
            return {}
        rule = self._course.rules.late if self._course else None
        words = late_in_words(rule) if rule and score.late_penalty else ""
        return {"late": Lateness(by=by, points=score.late_penalty, rule=words)}
