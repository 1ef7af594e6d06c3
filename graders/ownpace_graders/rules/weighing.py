"""A learner's score for the whole course: its modules' scores, as the course weighs them."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import NamedTuple

from ownpace.course.model import Module


class Part(NamedTuple):
    """What one module adds. ``share``: of its points, 0 to 1 (more with extra credit), with
    lateness taken off; ``None`` while it says nothing yet."""

    weight: float
    share: float | None


def part_of(module: Module, share: float | None, *, handed_in: bool, closed: bool) -> Part:
    """``share`` is ``None`` until the module is graded. ``handed_in``: something that counts was;
    ``closed``: for this learner. A module that closed without work is worth nothing, unless it is
    optional; whatever else is not graded yet says nothing."""
    is_missing = closed and not handed_in and not module.optional
    return Part(module.weight, 0.0 if is_missing else share)


def course_score(parts: Iterable[Part]) -> float | None:
    """The weighted mean of what is known so far, 0 to 1 (more with extra credit); once every module
    is graded or closed, the final score. ``None`` while nothing that has a weight is known.

    >>> course_score([Part(1, 0.5), Part(3, 0.9), Part(2, None)])
    0.8
    """
    known = [(part.weight, part.share) for part in parts if part.share is not None]
    most = max((weight for weight, _ in known), default=0.0)
    if not most:
        return None
    shares = [(weight / most, share) for weight, share in known]  # tiny weights lose no digits
    return fsum(weight * share for weight, share in shares) / fsum(weight for weight, _ in shares)
