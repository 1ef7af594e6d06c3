"""Grading what is new and sending its feedback, a few submissions at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.grade.work import Work, handed_in, is_new
from ownpace_graders.lines import Line
from ownpace_graders.watch.owed import FILE, Owed
from ownpace_graders.watch.steps import attempted
from ownpace_graders.watch.telling import Listener, Teller
from ownpace_graders.watch.turns import Turns

#: Graded side by side; their feedback follows before others are begun.
BATCH = 20


class Choice(NamedTuple):
    """What is watched: all modules and learners, if none is named; an ``inbox`` beside the
    exchange, with its ``roster``. ``jobs`` and ``unconfined`` are those of ``grade``."""

    modules: Sequence[str] = ()
    learners: Sequence[str] = ()
    inbox: Path | None = None
    jobs: int | None = None
    unconfined: bool = False
    roster: Path | None = None


class Grading:
    """Owes feedback for each new submission, until that is out or the work needs a person."""

    def __init__(
        self, classroom: Classroom, choice: Choice, teller: Teller, clock: Callable[[], datetime]
    ) -> None:
        self._classroom, self._choice, self._teller = classroom, choice, teller
        self._clock = clock
        self._owed = Owed(classroom.root / FILE)
        self._turns = Turns()
        #: By arrival: work that is not to be graded again, unless it is handed in again.
        self._closed: set[tuple[Work, datetime | None]] = set()

    def find(self) -> None:
        """Owe all that is new in ``submitted/``, however it came there."""
        for work in handed_in(self._classroom, self._classroom.chosen(self._choice.modules), ()):
            self.owe(work)

    def owe(self, work: Work) -> None:
        """Grade this if it is new, and send feedback."""
        learners, modules = self._choice.learners, self._choice.modules
        chosen = not learners or work.learner in learners
        if chosen and (not modules or work.module in modules) and self._is_open(work):
            self._owed.add([work])

    def work_off(self, now: float) -> None:
        """Grade what is owed and due at ``now`` (seconds of a steady clock), and send feedback.
        Where grading fails altogether, the rest waits for the next time."""
        self._save()
        for batch in self._batches(now):
            if not self._grade(batch, now):
                return
            self._send([work for work in batch if not is_new(self._classroom, work)], now)
            self._save()

    def _batches(self, now: float) -> Iterator[list[Work]]:
        """By module; what has failed before comes last, and alone: it may be to blame."""
        due = [
            work for work in self._owed if self._turns.is_due(work, now) and self._is_there(work)
        ]
        fresh = [work for work in due if work not in self._turns]
        for module in dict.fromkeys(work.module for work in fresh):
            mine = [work for work in fresh if work.module == module]
            yield from (mine[start : start + BATCH] for start in range(0, len(mine), BATCH))
        yield from ([work] for work in due if work in self._turns)

    def _grade(self, batch: Sequence[Work], now: float) -> bool:
        module, listener = batch[0].module, Listener(self._teller)

        def step() -> None:
            summary = grade(
                self._classroom.root,
                [module],
                listener,
                learners=[work.learner for work in batch],
                jobs=self._choice.jobs,
                unconfined=self._choice.unconfined,
            )
            self._teller.remark(line for line in summary.lines if line.learner is None)

        worked = attempted(step, ("grade", module), self._teller)
        if worked:
            self._teller.over(("grade", module), f"{module} can be graded again.")
        for work in batch:
            if is_new(self._classroom, work):
                self._leave(work, listener.lines.get(work), now)
        return worked

    def _leave(self, work: Work, line: Line | None, now: float) -> None:
        """Work that has no grade: try again later, but not what would end as before."""
        if line is not None and (line.status == "skipped" or line.code == "execution"):
            self._closed.add((work, self._arrived(work)))
            self._settle(work)
        else:
            self._turns.failed(work, now)

    def _send(self, graded: Sequence[Work], now: float) -> None:
        if not graded:
            return
        module, listener = graded[0].module, Listener(self._teller)
        learners = [work.learner for work in graded]

        def step() -> None:
            feedback(self._classroom.root, [module], listener, self._clock(), learners)

        attempted(step, ("feedback", module), self._teller)
        for work in graded:
            line = listener.lines.get(work)
            if line is None or line.status == "attention":
                self._turns.failed(work, now)
            else:
                self._settle(work)

    def _settle(self, work: Work) -> None:
        self._owed.settle(work)
        self._turns.over(work)

    def _save(self) -> None:
        attempted(self._owed.save, "owed", self._teller)

    def _is_open(self, work: Work) -> bool:
        return is_new(self._classroom, work) and (work, self._arrived(work)) not in self._closed

    def _is_there(self, work: Work) -> bool:
        there = self._classroom.folder("submitted", *work).is_dir()
        if not there:
            self._settle(work)
        return there

    def _arrived(self, work: Work) -> datetime | None:
        return submitted_at(self._classroom.folder("submitted", *work))
