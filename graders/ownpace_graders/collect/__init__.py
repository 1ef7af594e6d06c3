"""``ownpace collect``: take in what learners handed in, and keep every attempt."""

from ownpace_graders.collect.asked import asked_in_work
from ownpace_graders.collect.attempts import Attempt, attempt_at, attempts_of
from ownpace_graders.collect.collect import (
    collect,
    collecting,
    put,
    put_all_newest,
    take_from_exchange,
)
from ownpace_graders.collect.outcome import Outcome
from ownpace_graders.collect.receiving import Receiver

__all__ = [
    "Attempt",
    "Outcome",
    "Receiver",
    "asked_in_work",
    "attempt_at",
    "attempts_of",
    "collect",
    "collecting",
    "put",
    "put_all_newest",
    "take_from_exchange",
]
