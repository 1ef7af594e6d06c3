"""What only the module *practice* promises: its figures answer its questions, by its own rule."""

from __future__ import annotations

import re

import pytest

from tests.python.content.figures import Words, answer, figures_of


def middle(words_of: Words, cards: int) -> tuple[int, int]:
    """The ends of the middle 95 % of the friends, in percent."""
    said = words_of("practice", "draw_luck", cards)
    found = re.search(r"recalled (\d+)% to (\d+)%", said)
    assert found, said
    return int(found[1]), int(found[2])


def test_luck_answers(words_of: Words) -> None:
    """The figure of luck gives the answers of its quiz, and no smaller test is enough."""
    low, high = middle(words_of, 20)
    assert low == answer("practice", "low-at-twenty")
    assert high == 80
    enough = int(answer("practice", "enough-cards"))
    low, high = middle(words_of, enough)
    assert low >= 50
    assert high <= 70
    low, high = middle(words_of, enough // 2)
    assert low < 50
    assert high > 70


def recalled(gap: int, delay: int) -> float:
    """The share that an average card is recalled with, without the figure."""
    figures = figures_of("practice")
    return float(figures.mean_chance(figures.states_after(gap)[-1], delay))


def test_gaps_answer(words_of: Words) -> None:
    """The figure of gaps gives the answers of its quiz: the best gap, and the least that is
    enough."""
    assert f": {answer('practice', 'one-day-apart')}% " in words_of("practice", "draw_gaps", 1, 10)
    best = answer("practice", "best-for-ten")
    assert max(range(41), key=lambda gap: recalled(gap, 10)) == best
    least = int(answer("practice", "least-for-sixty"))
    assert recalled(least, 60) >= 0.4 > recalled(least - 1, 60)
    assert "40.1%" in words_of("practice", "draw_gaps", least, 60)


@pytest.mark.parametrize(("shorter", "longer"), [(10, 60), (60, 365)])
def test_the_best_gap_grows(shorter: int, longer: int) -> None:
    """The notebook says that a longer wait has a longer best gap, and so it is by its rule."""
    best = [max(range(41), key=lambda gap: recalled(gap, days)) for days in (shorter, longer)]
    assert best[0] < best[1]


def test_an_average_card_is_a_card() -> None:
    """What a card may have become is all of it, after each number of reviews."""
    for states in figures_of("practice").states_after(7):
        assert sum(states.values()) == pytest.approx(1)
