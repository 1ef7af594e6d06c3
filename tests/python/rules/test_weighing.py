"""A learner's score for the course, made of the modules' scores and weights."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.course.model import Module
from ownpace.progress.words import weights_in_words
from ownpace_graders.rules import Part, course_score, part_of

SHARES = st.one_of(st.none(), st.floats(0, 1))
WEIGHTS = st.floats(0, 1_000_000)
PARTS = st.lists(st.builds(Part, WEIGHTS, SHARES), max_size=8)


def module(name: str, **said: object) -> Module:
    return Module.model_validate({"id": name, "title": name.upper(), **said})


@given(PARTS, st.floats(0.001, 1000))
def test_only_the_ratio_of_weights_counts(parts: list[Part], factor: float) -> None:
    """10, 20 and 30 say the same as 1, 2 and 3."""
    more = [Part(part.weight * factor, part.share) for part in parts]
    scored = course_score([part for part in parts if part.weight * factor])  # not lost to nought
    assert course_score(more) == (None if scored is None else pytest.approx(scored))


@given(st.lists(st.floats(0, 1), min_size=1), WEIGHTS.filter(bool))
def test_equal_weights_give_the_plain_mean(shares: list[float], weight: float) -> None:
    """Whatever the weight is."""
    found = course_score(Part(weight, share) for share in shares)
    assert found == pytest.approx(sum(shares) / len(shares))


@given(PARTS)
def test_a_score_lies_between_those_that_it_is_made_of(parts: list[Part]) -> None:
    """And is none only where nothing that has a weight is known."""
    known = [part.share for part in parts if part.share is not None and part.weight]
    found = course_score(parts)
    assert (found is None) == (not known)
    if found is not None and known:
        assert min(known) - 1e-9 <= found <= max(known) + 1e-9


@given(PARTS, st.integers(0, 7), st.floats(0, 1))
def test_more_points_in_a_module_never_lower_it(parts: list[Part], n: int, more: float) -> None:
    """Such as those that an extension gives back."""
    better = [
        Part(weight, max(share, more) if i == n and share is not None else share)
        for i, (weight, share) in enumerate(parts)
    ]
    before, after = course_score(parts), course_score(better)
    assert before is None or after is None or after >= before - 1e-9


@pytest.mark.parametrize(
    ("optional", "handed_in", "closed", "share", "counts"),
    [
        (False, False, False, None, None),  # there is time yet
        (False, True, False, None, None),  # it waits to be graded
        (False, True, True, None, None),  # still the teacher's turn
        (False, False, True, None, 0.0),
        (False, True, True, 0.5, 0.5),
        (True, False, True, None, None),
        (True, True, True, 0.5, 0.5),
    ],
)
def test_what_counts_while_not_everything_is_graded(
    optional: bool, handed_in: bool, closed: bool, share: float | None, counts: float | None
) -> None:
    """Of what is not graded, only a required module that closed without work, as nothing."""
    one = module("m", optional=optional, weight=2)
    assert part_of(one, share, handed_in=handed_in, closed=closed) == Part(2, counts)


def test_learners_read_the_weights() -> None:
    """In words made of the same values."""
    plain = [module("a"), module("b"), module("c", optional=True, weight=0)]
    assert list(weights_in_words(plain)) == [
        "Your score for the course is the mean of your scores in all modules but the optional ones."
    ]
    weighed = [
        module("a", weight=1, closes="2027-01-31T00:00:00Z"),
        module("b", weight=2, optional=True),
        module("c", weight=2),
        module("d", weight=0),
    ]
    assert list(weights_in_words(weighed)) == [
        "Of your score for the course “A” counts for 20%; “B” and “C” count for 40% each.",
        "An optional module is part of it only if you hand it in.",
        "A module that closes without your work counts as 0.",
    ]
    assert list(weights_in_words([module("a", weight=3), module("b", weight=0)])) == []
