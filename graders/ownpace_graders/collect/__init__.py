"""``ownpace collect``: take in what learners handed in, and keep every attempt."""

from ownpace_graders.collect.attempts import Attempt, attempt_at, attempts_of
from ownpace_graders.collect.collect import collect

__all__ = ["Attempt", "attempt_at", "attempts_of", "collect"]
