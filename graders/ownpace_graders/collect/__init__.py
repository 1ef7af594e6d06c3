"""``ownpace collect``: take in what learners handed in, and keep every attempt."""

from ownpace_graders.collect.asked import asked_in_work
from ownpace_graders.collect.attempts import Attempt, attempt_at, attempts_of
from ownpace_graders.collect.collect import (
    collect,
    collecting,
    put,
    put_all_newest,
    take_from_exchange,
    take_from_inbox,
)
from ownpace_graders.collect.outcome import Outcome

__all__ = [
    "Attempt",
    "Outcome",
    "asked_in_work",
    "attempt_at",
    "attempts_of",
    "collect",
    "collecting",
    "put",
    "put_all_newest",
    "take_from_exchange",
    "take_from_inbox",
]
