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
    POINTS,
    PRACTICE,
    QUIZ,
    QUIZZES,
    SECOND,
)
from tests.support.term.plan import (
    EXTENSIONS,
    LAST_GRADED,
    SITTINGS,
    UNREAD,
    Extension,
    HandIn,
    hand_ins,
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
    """A learner's hand-ins of one module: all, those that count, and of these the graded one that
    is in the gradebook."""

    all: Sequence[HandIn]
    counting: Sequence[HandIn]
    best: Graded | None

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

    @property
    def uncounted(self) -> dict[str, int]:
        """How many do not count, by why."""
        in_time = [one for one in self.all if one.at <= closing_of(one)]
        found = {"closed": len(self.all) - len(in_time), "limit": len(in_time[LIMIT:])}
        return {why: number for why, number in found.items() if number}


def pairs() -> dict[tuple[str, str], Pair]:
    """By learner and module, all that were handed in."""
    found: dict[tuple[str, str], list[HandIn]] = {}
    for one in hand_ins():
        found.setdefault((one.learner.id, one.module), []).append(one)
    return {key: _pair(all_) for key, all_ in found.items()}


def lasts() -> dict[tuple[str, str], Graded]:
    """What is in the gradebook where the last attempt counts, and all that can be is graded."""
    newest = {key: pair.newest for key, pair in pairs().items() if pair.counting}
    return {key: graded(one) for key, one in newest.items() if not one.work.broken}


def graded(one: HandIn) -> Graded:
    parts = parts_of(one)
    late = one.at - due_of(one) - GRACE
    lost = min(0.5, 0.1 * ceil(late / DAY)) if late > NONE else 0.0
    return Graded(one, parts, lost * sum(part or 0 for part in parts.values()))


def is_graded(one: HandIn) -> bool:
    """All but the last sitting grade everything."""
    reached = one.at < SITTINGS[-2] or one.module in LAST_GRADED
    return reached and not one.work.broken


def parts_of(one: HandIn) -> dict[str, float | None]:
    """By the checks as they are at the end, when the mistake was corrected."""
    work = one.work
    parts: dict[str, float | None] = {
        FIRST: POINTS[FIRST] if work.first == "right" else 0,
        SECOND: {"right": POINTS[SECOND], "half": 1.0, "blank": 0.0}[work.second],
    }
    if one.module in QUIZZES:
        shares = [share for _, share, _ in answers_of(one)]
        parts[QUIZ] = POINTS[QUIZ] * sum(shares) / 2
    if one.module in ESSAYS:
        unread = (one.learner.id, one.module) in UNREAD
        parts[ESSAY] = None if unread else work.essay or 0
    return parts


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


def due_of(one: HandIn) -> datetime:
    return last_second(one.week.due) + more_time(one.learner.id, one.week)


def closing_of(one: HandIn) -> datetime:
    return last_second(one.week.closes) + more_time(one.learner.id, one.week)


def more_time(learner: str, week: Week) -> timedelta:
    """The most that any extension gives."""
    mine = (one for one in EXTENSIONS if one.learner == learner)
    given = [_given(one, week) for one in mine if one.module in (None, week.module)]
    return max([NONE, *given])


def _given(extension: Extension, week: Week) -> timedelta:
    if extension.option == "--days":
        return int(extension.value) * DAY
    if extension.option == "--until":
        return _end(extension.value) - last_second(week.due)
    whole = last_second(week.due) - moment(week.opens, "00:00")
    return whole * int(extension.value.strip("+%")) / 100


def _pair(all_: Sequence[HandIn]) -> Pair:
    counting = [one for one in all_ if one.at <= closing_of(one)][:LIMIT]
    marked = [graded(one) for one in counting if is_graded(one)]
    return Pair(all_, counting, max(marked, key=lambda g: (g.score, g.one.at), default=None))


def _end(written: str) -> datetime:
    day, _, clock = written.partition("T")
    when = datetime.fromisoformat(day).date()
    return moment(when, clock) if clock else last_second(when)
