"""When a question comes back, and which come back today.

The rule: of each sitting the *first* answer to a question counts, since what follows an explanation
says little about memory. Wrong is *again*; right is *hard* for whoever was not sure, *easy* for
whoever was, and *good* for whoever did not say. ``fsrs`` makes of these when it comes back:
https://github.com/open-spaced-repetition/py-fsrs
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from ownpace.study.model import Card

if TYPE_CHECKING:
    from fsrs import Card as FsrsCard
    from fsrs import Scheduler

Rating = Literal["again", "hard", "good", "easy"]
Confidence = Literal["low", "high", ""]

#: A sitting is about ten minutes long. There is no clock to beat: questions are counted.
SITTING = 600
#: Who learns at six in the evening may be at it at five tomorrow.
TODAY = timedelta(hours=12)
_SECONDS = {"single": 45, "multiple": 60, "number": 75, "text": 60, "ordering": 75, "matching": 90}


@dataclass(frozen=True)
class First:
    """How a question was answered first in its module: whether right, how sure, and when."""

    right: bool
    sure: Confidence
    at: datetime


@dataclass(frozen=True)
class Item:
    """A question that can come back. ``id`` is ``module/quiz/question``; ``digest`` changes with
    what is asked. ``first`` is missing where it was never answered."""

    id: str
    digest: str
    kind: str
    first: First | None = None


def rating(right: bool, sure: Confidence = "") -> Rating:
    """What the first answer of a sitting is worth."""
    if not right:
        return "again"
    ratings: dict[Confidence, Rating] = {"low": "hard", "": "good", "high": "easy"}
    return ratings[sure]


def card_of(item: Item, cards: Mapping[str, Card]) -> Card | None:
    """What is known of the memory of a question: from its reviews, or, before the first, from how
    it was answered in its module. A question that changed is a new one."""
    card = cards.get(item.id)
    if card and card.question == item.digest:
        return card
    if card or not item.first:
        return None
    return reviewed(item, None, rating(item.first.right, item.first.sure), item.first.at)


def reviewed(item: Item, card: Card | None, rated: Rating, now: datetime) -> Card:
    """The card after an answer at ``now``. It comes back after a whole number of days."""
    from fsrs import Rating as Rate

    moment = now.astimezone(UTC)
    new, _ = _scheduler().review_card(_theirs(card, moment), Rate[rated.capitalize()], moment)
    assert new.stability is not None
    assert new.difficulty is not None
    return Card(
        question=item.digest,
        seen=moment,
        due=new.due,
        stability=min(new.stability, 36_500),
        difficulty=new.difficulty,
    )


def sitting(items: Iterable[Item], cards: Mapping[str, Card], now: datetime) -> tuple[Item, ...]:
    """The questions of one sitting: of those that are due, the weakest in memory first; after them
    those never answered. At least one, if there is any."""
    chosen: list[Item] = []
    seconds = 0
    for item in due(items, cards, now):
        seconds += _SECONDS.get(item.kind, 60)
        if chosen and seconds > SITTING:
            break
        chosen.append(item)
    return tuple(chosen)


def due(items: Iterable[Item], cards: Mapping[str, Card], now: datetime) -> tuple[Item, ...]:
    """All questions that are due, in the order in which they should come back."""
    known = [(item, card_of(item, cards)) for item in items]
    back = [(item, card) for item, card in known if card and _is_due(card, now)]
    back.sort(key=lambda found: (found[1].stability, found[1].due, found[0].id))
    return (*(item for item, _ in back), *(item for item, card in known if card is None))


def waiting(cards: Iterable[Card | None], now: datetime) -> int:
    """How many questions are due, of those with these cards; one without a card is."""
    return sum(card is None or _is_due(card, now) for card in cards)


def next_due(items: Iterable[Item], cards: Mapping[str, Card], now: datetime) -> datetime | None:
    """When the next question comes back, of those that are not due yet."""
    found = (card_of(item, cards) for item in items)
    return min((card.due for card in found if card and not _is_due(card, now)), default=None)


def _is_due(card: Card, now: datetime) -> bool:
    return card.due <= now + TODAY


def _theirs(card: Card | None, now: datetime) -> FsrsCard:
    """The card as fsrs knows it. It is given an id and a date, since it waits for a clock to make
    its own."""
    from fsrs import Card as Theirs
    from fsrs import State

    if card is None:
        return Theirs(card_id=1, due=now)
    return Theirs(
        card_id=1,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.seen,
    )


@cache
def _scheduler() -> Scheduler:
    """Days only, no steps of minutes within a sitting; and no chance, so that a learner can be told
    why a question is back. A year at most: courses are not for ever."""
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=365, enable_fuzzing=False
    )
