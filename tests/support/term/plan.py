"""The script of a term: what each learner hands in and when, and what the teacher does by hand.

A character's line has an entry for each module, and an entry a hand-in for each comma: what it is
worth (a letter of ``WORK``), so many days after the due day, at a clock time *where the learner
lives*. All of the expected figures follow from here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, NamedTuple

from tests.support.term.calendar import WEEKS, Week, moment
from tests.support.term.learners import LEARNERS, Learner
from tests.support.term.material import MISTAKEN

Sureness = Literal["guessing", "unsure", "sure"]


@dataclass(frozen=True)
class Work:
    """What stands in a notebook and its answers. ``essay``: what a reader finds it worth, of 5;
    ``confident``: of the check-in, 1 to 5; ``None``: left blank. A ``broken`` file is no
    notebook."""

    first: Literal["right", "absolute", "wrong", "blank", "error"]
    second: Literal["right", "half", "blank"]
    one: tuple[str, Sureness] | None = None
    many: tuple[tuple[str, ...], Sureness] | None = None
    essay: float | None = None
    confident: int | None = None
    asks: str = ""
    broken: bool = False


WORK = {
    "F": Work("right", "right", ("Four", "sure"), (("Two", "Four"), "sure"), 5, 4),
    "H": Work("right", "half", ("Four", "sure"), (("Two",), "unsure"), 3, 3),
    "S": Work("absolute", "right", ("Five", "sure"), (("Two", "Three"), "sure"), 4, 5),
    "L": Work("wrong", "half", ("Five", "guessing"), None, 1, 1),
    "B": Work("blank", "blank"),
    "E": Work("error", "right", ("Four", "unsure"), None, 2.5, 2),
    "X": Work("right", "right", broken=True),
}

STEADY, NONE = "F-1/18:00", "-"
CHARACTERS = {
    "steady": [STEADY] * 8,
    # In time in London and Kolkata; in Los Angeles over the grace of six hours.
    "eve": ["F0/23:30"] * 8,
    # In London within the grace, in Kolkata in time, in Los Angeles late.
    "night": ["H1/04:00"] * 8,
    "improver": ["L-3/12:00,H-1/12:00,F2/12:00", STEADY] * 4,
    # One more than may be.
    "tinkerer": ["L-6/08:00,L-5/08:00,L-4/08:00,H-3/08:00,F-2/08:00"] * 2
    + [STEADY, "L-5/09:00,L-4/09:00,L-3/09:00,L-2/09:00", "-", "L-2/09:00", "L-1/09:00", "-"],
    "late": ["H3/10:00"] * 8,
    "worse": ["F-2/07:00,L-1/07:00", "H0/12:00,B1/02:00,L3/02:00"] * 4,
    "quitter": [STEADY, "H-1/20:00", "S-1/20:00", *[NONE] * 5],
    "ghost": [NONE] * 8,
    # The fourth comes after the module has closed.
    "forgetful": [STEADY, NONE, STEADY, "F15/12:00", NONE, NONE, "H0/10:00", "F1/12:00"],
    "sure": ["S0/09:00"] * 8,
    "unsure": ["L-1/09:00"] * 7 + ["L1/22:00"],
    "mixed": ["B0/10:00", "E0/10:00", "X-1/10:00,F0/10:00", "E0/10:00,H1/10:00"] * 2,
}


@dataclass(frozen=True)
class HandIn:
    learner: Learner
    week: Week
    at: datetime
    work: Work

    @property
    def module(self) -> str:
        return self.week.module


class Asked(NamedTuple):
    """A question, and how it came: ``alone``, or with the hand-in of that time."""

    learner: Learner
    week: Week
    at: datetime
    text: str
    alone: bool = False

    @property
    def module(self) -> str:
        return self.week.module


class Extension(NamedTuple):
    """What the teacher types after ``ownpace extend``; ``sitting``: when."""

    sitting: int
    learner: str
    module: str | None
    option: Literal["--days", "--until", "--time"]
    value: str


#: When the teacher sits down to it: Mondays at nine, every two weeks. The last time is a look only.
SITTINGS = tuple(
    moment(date(2025, month, day), clock)
    for month, day, clock in (
        (10, 6, "09:00"),
        (10, 20, "09:00"),
        (11, 3, "09:00"),
        (11, 17, "09:00"),
        (11, 19, "20:00"),
    )
)
#: After which sitting the wrong check was corrected.
CORRECTED = 2
#: Modules graded in the last sitting, when no feedback goes out.
LAST_GRADED = ("ending",)
EXTENSIONS = (
    Extension(0, "иван", None, "--time", "+25%"),
    Extension(0, "amir", "ending", "--days", "10"),
    Extension(0, "will", "writing", "--until", "2025-10-16"),
    Extension(2, "maria", "measuring", "--days", "3"),
    Extension(2, "jo", "counting", "--days", "4"),
    Extension(1, "jo", "asking", "--until", "2025-10-30T12:00"),
)
#: Essays that the teacher has not read by the end.
UNREAD = frozenset({("ada", "telling"), ("wei", "telling")})
#: What learners ask with their first hand-in of a module.
ASKED = {
    **{(one.id, "adding"): f"Why does {one.first} see no sum?" for one in LEARNERS[2::18]},
    **{(one.id, "asking"): f"What did {one.first} do wrong?" for one in LEARNERS[0::13]},
    **{(one.id, "ending"): f"What can {one.first} read next?" for one in LEARNERS[1::8]},
}
#: What those ask who have handed in nothing: a week's number, days after it is due, a clock time.
ALONE = {
    "mira": (5, -1, "23:15", "Is it too late to begin?"),
    "zeno": (6, 1, "00:30", "Where do I begin?"),
}
#: Those whom the teacher overlooks.
OVERLOOKED = frozenset({("emil", "asking")})
#: The teacher answers for so many sittings.
ANSWERS_UNTIL = 3
_SPECIAL = {
    ("kai", "ending"): "X2/10:00",
    ("ada", "ending"): "F-3/18:00,F2/12:00",
    ("søren", "telling"): "H0/23:30,S10/11:00",
    # The best is the first one by the wrong check, and the second once it is corrected.
    ("bola", MISTAKEN): "S-3/09:00,F-1/09:00",
    ("gita", MISTAKEN): "S-3/09:00,H1/04:00",
}


def hand_ins() -> tuple[HandIn, ...]:
    """All that reach the teacher, oldest first."""
    found = sorted(
        (one for n, learner in enumerate(LEARNERS) for one in _of(n, learner)),
        key=lambda one: (one.at, one.learner.id),
    )
    return tuple(one for one in found if not _is_replaced(one, found))


def questions() -> tuple[Asked, ...]:
    """All, those that come with work in the order of that."""
    found = (one for one in hand_ins() if one.work.asks)
    by_id = {one.id: one for one in LEARNERS}
    alone = (
        Asked(by_id[who], WEEKS[n], WEEKS[n].at(days, clock, by_id[who].zone), text, alone=True)
        for who, (n, days, clock, text) in ALONE.items()
    )
    return (*(Asked(one.learner, one.week, one.at, one.work.asks) for one in found), *alone)


def sitting_of(at: datetime) -> int:
    """The sitting that comes after."""
    return next(n for n, sitting in enumerate(SITTINGS) if at < sitting)


def _of(n: int, learner: Learner) -> Iterator[HandIn]:
    line = list(CHARACTERS.values())[n % len(CHARACTERS)]
    for week, planned in zip(WEEKS, line, strict=True):
        entry = _SPECIAL.get((learner.id, week.module), planned)
        for nth, each in enumerate(entry.split(",") if entry != NONE else ()):
            found = re.fullmatch(r"([A-Z])(-?\d+)/(\d\d:\d\d)", each)
            assert found, each
            at = week.at(int(found[2]), found[3], learner.zone)
            asks = "" if nth else ASKED.get((learner.id, week.module), "")
            yield HandIn(learner, week, at, replace(WORK[found[1]], asks=asks))


def _is_replaced(one: HandIn, all_: Sequence[HandIn]) -> bool:
    """A learning platform keeps a learner's newest file only, between two downloads."""
    later = (
        other
        for other in all_
        if (other.learner, other.week) == (one.learner, one.week) and other.at > one.at
    )
    platform = one.learner.way in ("moodle", "canvas")
    return platform and any(sitting_of(other.at) == sitting_of(one.at) for other in later)
