"""Signs that a learner may need help. Each is a rule of its own that anybody can check by hand: it
sees figures of one learner, and returns the sentence that the teacher reads, or nothing.

No sign is a verdict, and none is weighed against another. The thresholds are the constants here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from ownpace.activities.sureness import SURE
from ownpace.progress.words import count, duration, listed, percent
from ownpace_graders.report.model import Entry, LearnerRow, Reason

#: Modules past due and not handed in.
MISSING = 2
#: Days without a hand-in, while a required module is open.
SILENT_DAYS = 14
#: Modules handed in late.
LATE = 3
#: Attempts at one module that is still not passed.
TRIES = 4
#: The newest graded modules, all of which are not passed.
LOW = 2
#: The share of the points that passes, where the course file has no `pass`.
PASS = 0.5
#: In a check-in: from 1, not at all sure, to 5.
UNSURE = 2
#: Quiz questions of which the learner was sure, and wrong.
MISJUDGED = 3
#: How long a question may be open, where the course file has no `feedback_within`.
PATIENCE = timedelta(days=2)


class Seen(NamedTuple):
    """What the rules see of a learner: the row so far, the module that is open to them and not
    handed in ("": none), and how long the oldest open question has waited."""

    row: LearnerRow
    open_module: str
    passes: float
    patience: timedelta
    oldest_question: timedelta | None = None


def nothing_handed_in(seen: Seen) -> str:
    """Nothing was handed in, and a required module is past due."""
    if seen.row.modules or not seen.row.missing:
        return ""
    return f"Nothing was handed in yet, and {_are_due(seen.row.missing)}."


def modules_missing(seen: Seen) -> str:
    """Something was handed in, and 2 or more required modules are past due without."""
    if not seen.row.modules or len(seen.row.missing) < MISSING:
        return ""
    return f"{_are_due(seen.row.missing)} and not handed in."


def gone_quiet(seen: Seen) -> str:
    """The last hand-in was 14 or more days ago, and a required module is open."""
    days = seen.row.days_since
    if days is None or days < SILENT_DAYS or not seen.open_module:
        return ""
    return f"The last hand-in was {count(days, 'day')} ago, and {seen.open_module} is open."


def low_scores(seen: Seen) -> str:
    """The newest 2 graded modules are both under `pass` (50% where the course has none)."""
    newest = _graded(seen.row)[-LOW:]
    if len(newest) < LOW or any(_share(entry) >= seen.passes for entry in newest):
        return ""
    scores = listed(f"{entry.module} ({percent(_share(entry))})" for entry in newest)
    return f"The last {LOW} scores are under {percent(seen.passes)}: {scores}."


def many_attempts(seen: Seen) -> str:
    """4 or more attempts at a module, which is still under `pass`."""
    stuck = [e for e in _graded(seen.row) if e.attempts >= TRIES and _share(e) < seen.passes]
    if not stuck:
        return ""
    told = listed(f"{e.module} ({e.attempts} attempts, {percent(_share(e))})" for e in stuck)
    return f"Tries again and again without passing: {told}."


def often_late(seen: Seen) -> str:
    """3 or more modules were handed in late."""
    late = seen.row.late
    return f"Late in {count(len(late), 'module')}: {listed(late)}." if len(late) >= LATE else ""


def low_confidence(seen: Seen) -> str:
    """In the newest check-in the learner was “not at all” or “a little” sure."""
    told = sorted(
        (entry for entry in seen.row.modules if entry.sure and entry.newest),
        key=_arrival,
    )
    if not told or (told[-1].sure or 0) > UNSURE:
        return ""
    sure = SURE[(told[-1].sure or 1) - 1]
    return f"In the check-in of {told[-1].module}: “{sure}” sure to be able to explain it."


def sure_and_wrong(seen: Seen) -> str:
    """Was sure of 3 or more quiz answers that are wrong."""
    wrong = sum(entry.sure_and_wrong for entry in seen.row.modules)
    if wrong < MISJUDGED:
        return ""
    where = listed(entry.module for entry in seen.row.modules if entry.sure_and_wrong)
    return f"Was sure of {wrong} quiz answers that are wrong, in {where}."


def waits_for_a_reply(seen: Seen) -> str:
    """A question is open for longer than `feedback_within` (2 days where the course has none)."""
    waited = seen.oldest_question
    if waited is None or waited <= seen.patience:
        return ""
    return (
        f"Asked {count(waited.days, 'day')} ago, and has no reply within {duration(seen.patience)}."
    )


SIGNS: tuple[Callable[[Seen], str], ...] = (
    nothing_handed_in,
    modules_missing,
    gone_quiet,
    low_scores,
    many_attempts,
    often_late,
    low_confidence,
    sure_and_wrong,
    waits_for_a_reply,
)


def reasons(seen: Seen) -> Iterator[Reason]:
    for sign in SIGNS:
        if says := sign(seen):
            yield Reason(rule=sign.__name__, says=says)


def _graded(row: LearnerRow) -> list[Entry]:
    """Those with a score that is final, oldest hand-in first."""
    known = [
        e for e in row.modules if e.share is not None and not e.needs_manual_grade and e.newest
    ]
    return sorted(known, key=_arrival)


def _arrival(entry: Entry) -> datetime:
    assert entry.newest is not None
    return entry.newest


def _share(entry: Entry) -> float:
    return entry.share or 0.0


def _are_due(modules: tuple[str, ...]) -> str:
    verb = "is" if len(modules) == 1 else "are"
    return f"{listed(modules)} {verb} past due"
