"""Which attempt counts, and which one is in the gradebook."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ownpace_graders.rules.counting import Standing, best, in_time, on_the_desk

START = datetime(2027, 1, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)


def standing(number: int, score: float, more: float = 0) -> Standing:
    return Standing(START + number * HOUR, score, score + more, more > 0)


@st.composite
def several(draw: st.DrawFn) -> list[Standing]:
    """One to six attempts of one learner, in their order."""
    points = st.floats(0, 10)
    waits = st.one_of(st.just(0.0), points)
    count = draw(st.integers(1, 6))
    return [standing(n, draw(points), draw(waits)) for n in range(count)]


@given(several())
def test_best_of_is_never_under_last(attempts: list[Standing]) -> None:
    """Nor under any other."""
    assert best(attempts).score >= attempts[-1].score
    assert best(attempts).score == max(one.score for one in attempts)


@given(several())
def test_who_hands_in_again_never_loses(attempts: list[Standing]) -> None:
    """Another attempt never lowers what counts, while the best does."""
    assert all(
        best(attempts[: n + 1]).score >= best(attempts[:n]).score for n in range(1, len(attempts))
    )


@given(several())
def test_what_could_become_the_best_can_be_graded(attempts: list[Standing]) -> None:
    """While any attempt that waits for a person could still win, one of those is in the gradebook;
    else the best is."""
    desk = on_the_desk(attempts, "best")
    sure = max((one.score for one in attempts if not one.waits), default=-1)
    if any(one.waits and one.reach > sure for one in attempts):
        assert desk.waits
    else:
        assert desk.score == best(attempts).score


@given(several())
def test_the_last_is_the_last(attempts: list[Standing]) -> None:
    """Whatever it scores."""
    assert on_the_desk(attempts, "last") == attempts[-1]


def test_of_equal_ones_the_newest_counts() -> None:
    """So that the learner's newest words are in the gradebook."""
    assert best([standing(1, 5), standing(2, 5)]) == standing(2, 5)


def test_a_waiting_attempt_that_cannot_win_is_left() -> None:
    """Nobody grades by hand what changes nothing."""
    assert on_the_desk([standing(1, 9), standing(2, 3, more=2)], "best") == standing(1, 9)


def test_what_came_too_late_or_too_often_does_not_count() -> None:
    """The first that are within the limit do, to the second of closing."""
    arrivals = [START + n * HOUR for n in range(5)]
    assert in_time(arrivals, None, None) == arrivals
    assert in_time(arrivals, START + 2 * HOUR, None) == arrivals[:3]
    assert in_time(arrivals, START + 2 * HOUR, 2) == arrivals[:2]
