"""After the new work on a module: the attempts that were passed over, the one that counts, and what
lateness costs by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ownpace.progress.words import count
from ownpace_graders.bridge import Classroom, explained, module_result, score_of
from ownpace_graders.collect.attempts import attempt_at
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.grade.choosing import Chooser, Tried
from ownpace_graders.grade.submission import keep_result
from ownpace_graders.grade.work import Work
from ownpace_graders.lines import Line
from ownpace_graders.rules import read_rules


class Ruling:
    """The course's rules, applied to one module. ``register`` is the open gradebook."""

    def __init__(
        self, classroom: Classroom, register: Any, chooser: Chooser, tried: Sequence[Work]
    ) -> None:
        self._classroom, self._register, self._chooser = classroom, register, chooser
        self._tried: Tried = {(one, self._in_hand(one)) for one in tried}

    def put_next(self, work: Sequence[Work], force: bool) -> list[Work]:
        """Put further attempts that are to be graded in ``submitted/``; whose there are."""
        return self._chooser.put_next(work, self._tried, force)

    def decide(self, work: Sequence[Work]) -> Iterator[Line]:
        """Let the attempt that counts be in the gradebook, with what lateness costs."""
        yield from self._chooser.choose(work)
        with explained("The gradebook"):
            changed = self._register.settle(self._chooser.module)
        yield from (self._settled(one) for one in work if one.learner in changed)

    def _in_hand(self, work: Work) -> str:
        """The source of the attempt in ``submitted/``."""
        at = submitted_at(self._classroom.folder("submitted", *work))
        found = attempt_at(self._classroom, *work, at)
        return found[1].source if found else ""

    def _settled(self, work: Work) -> Line:
        score = score_of(self._register, *work)
        result = module_result(self._classroom, *work)
        if result is not None:
            keep_result(self._classroom, work, result, executed=False)
        off = count(round(score.late_penalty, 2), "point")
        late = f"{off} taken off for lateness" if score.late_penalty else "nothing taken off"
        total = f"{score.score or 0:g} of {score.max_score:g} points, {late}."
        message = f"By the dates and checks as they are now: {total}"
        return Line(status="done", message=message, **work._asdict())


def ruling_of(
    classroom: Classroom, register: Any, module: str, tried: Sequence[Work]
) -> Ruling | None:
    """After the work in ``submitted/`` was ``tried``. ``None`` where no course knows the module."""
    rules = read_rules(classroom.root)
    if rules is None or rules.course.module(module) is None:
        return None
    return Ruling(classroom, register, Chooser(classroom, rules, module), tried)
