"""What the pages of one module say: from the gradebook and the course file, each read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from ownpace.course.model import Module
from ownpace.course.outline import Cell
from ownpace.progress.words import late_in_words
from ownpace_graders.bridge import (
    Classroom,
    ModuleScore,
    NotDone,
    Remark,
    facts_of,
    graded_cells,
    read_ledger,
    when,
)
from ownpace_graders.collect.attempts import AUTOGRADED, attempt_at, attempts_of, in_play
from ownpace_graders.collect.earlier import before_correction
from ownpace_graders.collect.graded import as_of_now, read_graded
from ownpace_graders.course_file import COURSE_FILE, CourseFile, load
from ownpace_graders.feedback.revealing import is_over, shows_hidden
from ownpace_graders.notebooks import readable_notebooks
from ownpace_graders.page import Corrected, Facts, Lateness
from ownpace_graders.rules import read_rules


def course_file_of(root: Path) -> CourseFile | None:
    """The course file; ``None`` in a plain course directory. Raises ``CourseFileError``."""
    return load(root) if (root / COURSE_FILE).is_file() else None


class Piece(NamedTuple):
    """One graded attempt: its executed notebooks, what they earned, and what is said of them."""

    folder: Path
    score: ModuleScore
    remarks: Sequence[Remark] = ()


class Telling:
    """``is_over``: nothing counts any more ``now`` that is handed in. ``reveal``: the module's
    hidden checks may be seen."""

    def __init__(
        self, classroom: Classroom, module: str, file: CourseFile | None, now: datetime
    ) -> None:
        self._classroom = classroom
        self._module = module
        self._rules = read_rules(classroom.root) if file else None
        self._course = self._rules.course if self._rules else None
        self._ledger = read_ledger(classroom, module)
        source = classroom.folder("source", ".", module)
        self._written: Mapping[str, Cell] = graded_cells(readable_notebooks(source))
        given = self._rules.longest(module) if self._rules else timedelta(0)
        longest = max([given, *self._ledger.extensions.values()])
        self.is_over = is_over(self._entry, longest, now)
        self.reveal = self.is_over and shows_hidden(file.module(module) if file else None)

    def in_gradebook(self, learner: str) -> Piece:
        """The attempt that is in the gradebook. Raises ``NotDone`` where there is no grade."""
        score = self._ledger.scores.get(learner)
        if score is None:
            message = f"The gradebook knows no grade of {learner}."
            raise NotDone(message, hint=f"ownpace grade {self._module} --force")
        folder = self._classroom.folder("autograded", learner, self._module)
        return Piece(folder, score, self._ledger.remarks.get(learner, ()))

    def newer(self, learner: str) -> Piece | None:
        """The newest attempt that was graded, where an older one is in the gradebook."""
        kept = in_play(attempts_of(self._classroom, learner, self._module), self._rules)
        score = self._ledger.scores.get(learner)
        if self._rules is None or not kept or score is None or score.at == kept[-1][1].arrived:
            return None
        folder, attempt = kept[-1]
        graded = read_graded(folder)
        if graded is None or not (folder / AUTOGRADED).is_dir():
            return None
        remarks = tuple(Remark(*said) for said in graded.rows.comments())
        return Piece(folder / AUTOGRADED, as_of_now(graded.score, attempt, self._rules), remarks)

    def costs_lateness(self) -> bool:
        """Whether anything that is graded came late, by a rule of the course."""
        if self._rules is None or self._rules.course.rules.late is None:
            return False
        found = ((s.at, self._due(s.learner)) for s in self._ledger.scores.values())
        return any(at and due and at > due for at, due in found)

    def facts(self, piece: Piece, run: Mapping[str, Cell]) -> Facts:
        """``run`` are the executed cells, by id."""
        score, learner, remarks = piece.score, piece.score.learner, piece.remarks
        at = score.at or when(piece.folder)
        facts = facts_of(
            self._classroom, score, at, self._written, run, remarks, reveal=self.reveal
        )
        more = self._about() | self._attempt(learner, at) | self._late(score, at)
        more |= self._corrected(learner, at)
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

    def _corrected(self, learner: str, at: datetime) -> dict[str, Any]:
        """Only what came after the hand-in: what was handed in later knew of it."""
        told = self._entry.corrections if self._entry else ()
        new = tuple(one for one in told if one.at > at)
        if not new:
            return {}
        kept = attempt_at(self._classroom, learner, self._module, at)
        before = before_correction(kept[0], told, at) if kept else None
        return {"corrected": Corrected(told=new, before=before)}

    def _late(self, score: ModuleScore, at: datetime) -> dict[str, Any]:
        """The rule is said where it was applied: another may hold in nbgrader_config.py."""
        extended = self._due(score.learner)
        by = at - extended if extended and at > extended else None
        if by is None and not score.late_penalty:
            return {}
        rule = self._course.rules.late if self._course else None
        words = late_in_words(rule) if rule and score.late_penalty else ""
        return {"late": Lateness(by=by, points=score.late_penalty, rule=words)}

    def _due(self, learner: str) -> datetime | None:
        """With what ``extensions.yml`` gives the learner, or the gradebook."""
        granted = self._ledger.extensions.get(learner, timedelta(0))
        if self._rules and self._entry:
            return self._rules.due(learner, self._module, granted)
        return self._ledger.due + granted if self._ledger.due else None
