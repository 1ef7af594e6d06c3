"""What lateness costs one learner, whatever the dates, the rule and the extensions are."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.course.extending import extended
from ownpace.course.model import Late
from ownpace_graders.rules import Grant
from tests.support.ruled import (
    CLOSES,
    DAY,
    DUE,
    LEARNER,
    MODULE,
    OPENS,
    grants,
    lates,
    moments,
    rulebook,
)

TENTH = Late(per_day=0.1)


@given(lates(), st.lists(grants(), max_size=4), moments(), moments())
def test_a_later_submission_never_scores_more(
    late: Late, given_: list[Grant], one: datetime, other: datetime
) -> None:
    """Than the same one earlier."""
    rules = rulebook(*given_, late=late)
    first, second = sorted((one, other))
    assert rules.kept(LEARNER, MODULE, second) <= rules.kept(LEARNER, MODULE, first) <= 1


@given(lates(), st.lists(grants(), max_size=3), grants(), moments())
def test_an_extension_never_lowers_a_score(
    late: Late, before: list[Grant], more: Grant, arrived: datetime
) -> None:
    """Nor does it bring a date nearer, for anybody."""
    less, rules = rulebook(*before, late=late), rulebook(*before, more, late=late)
    assert rules.kept(LEARNER, MODULE, arrived) >= less.kept(LEARNER, MODULE, arrived)
    closes, closed = rules.closes(LEARNER, MODULE), less.closes(LEARNER, MODULE)
    assert closes is not None
    assert closed is not None
    assert closes >= closed
    assert rules.longest(MODULE) >= rules.more(LEARNER, MODULE) >= timedelta(0)


@given(st.lists(grants(), max_size=3))
def test_a_learners_panel_has_the_same_dates(given_: list[Grant]) -> None:
    """What is told to the learner is what counts."""
    rules = rulebook(*given_)
    own = extended(rules.course, {MODULE: rules.more(LEARNER, MODULE)}).modules[0]
    assert own.due == rules.due(LEARNER, MODULE)
    assert own.closes == rules.closes(LEARNER, MODULE)


@pytest.mark.parametrize(
    ("grant", "more"),
    [
        (Grant(LEARNER, MODULE, days=3 * DAY), 3 * DAY),
        (Grant(LEARNER, None, days=3 * DAY), 3 * DAY),
        (Grant(LEARNER, MODULE, until=DUE + 5 * DAY), 5 * DAY),
        (Grant(LEARNER, MODULE, until=DUE - DAY), timedelta(0)),
        (Grant(LEARNER, MODULE, share=0.25), (DUE - OPENS) / 4),
        (Grant("ben", MODULE, days=3 * DAY), timedelta(0)),
        (Grant(LEARNER, "other", days=3 * DAY), timedelta(0)),
    ],
)
def test_each_kind_moves_the_due_date(grant: Grant, more: timedelta) -> None:
    """And the closing date by as much; only for the learner and module that it names."""
    rules = rulebook(grant)
    assert rules.due(LEARNER, MODULE) == DUE + more
    assert rules.closes(LEARNER, MODULE) == CLOSES + more


def test_the_longest_of_several_holds() -> None:
    """They do not add up; that of the gradebook, which nbgrader gave, is one of them."""
    rules = rulebook(Grant(LEARNER, None, share=0.5), Grant(LEARNER, MODULE, days=DAY), late=TENTH)
    assert rules.more(LEARNER, MODULE) == (DUE - OPENS) / 2
    assert rules.due(LEARNER, MODULE, 30 * DAY) == DUE + 30 * DAY
    assert rules.due(LEARNER, MODULE, DAY) == DUE + (DUE - OPENS) / 2


def test_without_a_date_nothing_is_late() -> None:
    """And nothing can be extended."""
    rules = rulebook(Grant(LEARNER, None, days=DAY), late=TENTH, due=None, closes=None)
    assert rules.kept(LEARNER, MODULE, CLOSES + 300 * DAY) == 1
    assert rules.due(LEARNER, MODULE) is rules.closes(LEARNER, MODULE) is None


def test_a_share_needs_a_beginning() -> None:
    """A module that does not say when it opens opens with the course."""
    assert rulebook(Grant(LEARNER, share=1), opens=None).more(LEARNER, MODULE) == timedelta(0)
