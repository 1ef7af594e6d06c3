"""What each piece of work earns, by hand: nothing here is asked of the kit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from typing import NamedTuple

from tests.support.term.calendar import DAY, Week, last_second, moment
from tests.support.term.material import (
    ESSAY,
    ESSAYS,
    FIRST,
    MISTAKEN,
    POINTS,
    PRACTICE,
    QUIZ,
    QUIZZES,
    SECOND,
)
from tests.support.term.plan import (
    CORRECTED,
    EXTENSIONS,
    LAST_GRADED,
    SITTINGS,
    UNREAD,
    Extension,
    HandIn,
    hand_ins,
    sitting_of,
)

LIMIT, GRACE = 4, timedelta(hours=6)
NONE = timedelta(0)


class Graded(NamedTuple):
    """One hand-in: what its parts earned (an essay that nobody read yet: ``None``), and what is
    taken off for lateness."""

    one: HandIn
    parts: dict[str, float | None]
    penalty: float

    @property
    def score(self) -> float:
        return sum(part or 0 for part in self.parts.values()) - self.penalty

    @property
    def waits(self) -> bool:
        return None in self.parts.values()


class Pair(NamedTuple):
    """A learner's hand-ins of one module: all, those that count, of these the graded one that is in
    the gradebook; and how many do not count, by why."""

    all: Sequence[HandIn]
    counting: Sequence[HandIn]
    best: Graded | None
    uncounted: dict[str, int]

    @property
    def newest(self) -> HandIn:
        """Of those that count; of all, where none does."""
        return (self.counting or self.all)[-1]

    @property
    def is_settled(self) -> bool:
        return bool(self.counting) and is_graded(self.newest)

    @property
    def shown(self) -> HandIn:
        """The newest until that is graded, then the best."""
        return self.best.one if self.best and self.is_settled else self.newest


class Marks:
    """By what had come, and what the teacher had typed, until the end of one sitting."""

    def __init__(self, sitting: int = len(SITTINGS) - 1) -> None:
        self.sitting = sitting

    def pairs(self) -> dict[tuple[str, str], Pair]:
        """By learner and module, all that were handed in."""
        found: dict[tuple[str, str], list[HandIn]] = {}
        for one in hand_ins():
            if sitting_of(one.at) <= self.sitting:
                found.setdefault((one.learner.id, one.module), []).append(one)
        return {key: self._pair(all_) for key, all_ in found.items()}

    def lasts(self) -> dict[tuple[str, str], Graded]:
        """What is in the gradebook where the last attempt counts, and all that can be is graded."""
        newest = {key: pair.newest for key, pair in self.pairs().items() if pair.counting}
        return {key: self.graded(one) for key, one in newest.items() if not one.work.broken}

    def graded(self, one: HandIn) -> Graded:
        parts = self._parts(one)
        late = one.at - self.due(one.learner.id, one.week) - GRACE
        lost = min(0.5, 0.1 * ceil(late / DAY)) if late > NONE else 0.0
        return Graded(one, parts, lost * sum(part or 0 for part in parts.values()))

    def due(self, learner: str, week: Week) -> datetime:
        return last_second(week.due) + self.more_time(learner, week)

    def closes(self, learner: str, week: Week) -> datetime:
        return last_second(week.closes) + self.more_time(learner, week)

    def more_time(self, learner: str, week: Week) -> timedelta:
        """The most that any extension gives."""
        mine = (e for e in EXTENSIONS if e.learner == learner and e.sitting <= self.sitting)
        given = [_given(one, week) for one in mine if one.module in (None, week.module)]
        return max([NONE, *given])

    def _pair(self, all_: Sequence[HandIn]) -> Pair:
        in_time = [one for one in all_ if one.at <= self.closes(one.learner.id, one.week)]
        counting = in_time[:LIMIT]
        marked = [self.graded(one) for one in counting if is_graded(one)]
        best = max(marked, key=lambda each: (each.score, each.one.at), default=None)
        numbers = {"closed": len(all_) - len(in_time), "limit": len(in_time) - len(counting)}
        return Pair(all_, counting, best, {why: n for why, n in numbers.items() if n})

    def _parts(self, one: HandIn) -> dict[str, float | None]:
        """By the checks as they are then: one of them is wrong until it is corrected."""
        work, is_wrong = one.work, one.module == MISTAKEN and self.sitting < CORRECTED
        passes = "absolute" if is_wrong else "right"
        parts: dict[str, float | None] = {
            FIRST: POINTS[FIRST] if work.first == passes else 0,
            SECOND: {"right": POINTS[SECOND], "half": 1.0, "blank": 0.0}[work.second],
        }
        if one.module in QUIZZES:
            parts[QUIZ] = POINTS[QUIZ] * sum(share for _, share, _ in answers_of(one)) / 2
        if one.module in ESSAYS:
            unread = (one.learner.id, one.module) in UNREAD
            parts[ESSAY] = None if unread else work.essay or 0
        return parts


def is_graded(one: HandIn) -> bool:
    """All but the last sitting grade everything."""
    reached = one.at < SITTINGS[-2] or one.module in LAST_GRADED
    return reached and not one.work.broken


def answers_of(one: HandIn) -> list[tuple[str, float, bool]]:
    """Of a module with questions: which was answered, what share of its points that is, and
    whether the learner was sure."""
    if one.module not in (*QUIZZES, PRACTICE):
        return []
    found = []
    if one.work.one:
        given, sure = one.work.one
        found.append(("one", float(given == "Four"), sure == "sure"))
    if one.work.many:
        chosen, sure = one.work.many
        right = sum(1 if each in ("Two", "Four") else -1 for each in chosen)
        found.append(("many", max(0, right) / 2, sure == "sure"))
    return found


def _given(extension: Extension, week: Week) -> timedelta:
    if extension.option == "--days":
        return int(extension.value) * DAY
    if extension.option == "--until":
        return _end(extension.value) - last_second(week.due)
    whole = last_second(week.due) - moment(week.opens, "00:00")
    return whole * int(extension.value.strip("+%")) / 100


def _end(written: str) -> datetime:
    day, _, clock = written.partition("T")
    when = datetime.fromisoformat(day).date()
    return moment(when, clock) if clock else last_second(when)
