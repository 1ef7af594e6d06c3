"""When questions come back: missed and doubtful ones sooner, ten minutes at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.study.model import Card
from ownpace.study.reviewing import (
    SITTING,
    Confidence,
    First,
    Item,
    Rating,
    card_of,
    due,
    next_due,
    rating,
    reviewed,
    sitting,
)

from .strategies import NOW

DAY = timedelta(days=1)
RATINGS: tuple[Rating, ...] = ("again", "hard", "good", "easy")
QUESTION = Item("plan/quiz/one", "digest", "single")


def interval(card: Card) -> timedelta:
    return card.due - card.seen


@pytest.mark.parametrize(
    ("right", "sure", "expected"),
    [
        (False, "", "again"),
        (False, "low", "again"),
        (False, "high", "again"),
        (True, "low", "hard"),
        (True, "", "good"),
        (True, "high", "easy"),
    ],
)
def test_the_rule(right: bool, sure: Confidence, expected: Rating) -> None:
    """Wrong is again; right is hard, good or easy, by how sure somebody was."""
    assert rating(right, sure) == expected


def test_the_better_it_is_known_the_later_it_comes_back() -> None:
    """From the first answer on, and by days."""
    cards = [reviewed(QUESTION, None, rated, NOW) for rated in RATINGS]
    assert [interval(card).days for card in cards] == [1, 1, 2, 8]
    assert [card.stability for card in cards] == sorted(card.stability for card in cards)
    assert all(interval(card) == DAY * interval(card).days for card in cards)


@given(st.lists(st.sampled_from(RATINGS), min_size=1, max_size=30), st.integers(0, 60))
def test_any_history_can_be_kept(ratings: list[Rating], late: int) -> None:
    """What comes out is a card again, however often and late it was reviewed; it comes back after
    a day at the earliest and a year at the latest, sooner after a miss than after a success."""
    card, now = None, NOW
    for rated in ratings:
        before, card = card, reviewed(QUESTION, card, rated, now)
        assert Card.model_validate_json(card.model_dump_json()) == card
        assert DAY <= interval(card) <= 365 * DAY
        assert interval(reviewed(QUESTION, before, "again", now)) <= interval(card)
        now = card.due + DAY * late


def item(name: str, *, right: bool | None = None, sure: Confidence = "") -> Item:
    first = None if right is None else First(right, sure, NOW - 10 * DAY)
    return Item(f"plan/quiz/{name}", "digest", "single", first)


def test_missed_and_doubtful_ones_come_first() -> None:
    """Before any review, by how they were answered in their module; what was never answered comes
    last; what somebody was sure of is not due yet a week later."""
    items = [
        item("sure", right=True, sure="high"),
        item("never"),
        item("right", right=True),
        item("doubtful", right=True, sure="low"),
        item("missed", right=False),
    ]
    when = NOW - 3 * DAY
    assert [i.id.split("/")[-1] for i in due(items, {}, when)] == [
        "missed",
        "doubtful",
        "right",
        "never",
    ]
    assert next_due(items, {}, when) == NOW - 2 * DAY


def test_a_sitting_is_ten_minutes() -> None:
    """As many questions as about fit; the others wait; one, if it alone is longer."""
    items = [item(str(n), right=False) for n in range(100)]
    assert len(sitting(items, {}, NOW)) * 45 <= SITTING < (len(sitting(items, {}, NOW)) + 1) * 45
    assert sitting([], {}, NOW) == ()


def test_an_answer_takes_a_question_out_of_today() -> None:
    """It is due again a day later, also a few hours before its time; not in the same evening."""
    card = reviewed(QUESTION, None, "again", NOW)
    cards = {QUESTION.id: card}
    assert due([QUESTION], cards, NOW + timedelta(hours=3)) == ()
    assert due([QUESTION], cards, NOW + timedelta(hours=13)) == (QUESTION,)


def test_a_question_that_changed_is_a_new_one() -> None:
    """What was known of the other says nothing about it, nor does an answer given to it."""
    changed = Item(QUESTION.id, "another", "single", First(True, "high", NOW))
    cards = {QUESTION.id: reviewed(QUESTION, None, "easy", NOW)}
    assert card_of(changed, cards) is None
    assert due([changed], cards, NOW) == (changed,)


def test_a_question_that_vanished_is_kept_for_its_return() -> None:
    """Nothing comes back in its place, and its card goes on when it does."""
    cards = {QUESTION.id: reviewed(QUESTION, None, "good", NOW)}
    assert due([], cards, NOW + 9 * DAY) == ()
    assert next_due([], cards, NOW) is None
    assert due([QUESTION], cards, NOW + 9 * DAY) == (QUESTION,)


def test_time_may_have_gone_backwards() -> None:
    """A card from the future, as a wrong clock leaves it, can be reviewed all the same."""
    ahead = reviewed(QUESTION, None, "good", NOW + 1000 * DAY)
    card = reviewed(QUESTION, ahead, "good", NOW)
    assert isinstance(card.due, datetime)
    assert card.due > NOW
