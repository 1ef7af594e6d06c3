"""What only the module *scheduler* promises: that its formula is FSRS-6's, and that its figures
answer its questions."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card, Scheduler

from tests.python.content.figures import Words, answer, figures_of

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("days", [0, 1, 7, 30, 365])
@pytest.mark.parametrize("stability", [0.5, 4.0, 60.0])
def test_the_formula_is_that_of_the_package(days: int, stability: float) -> None:
    """The same chance as in fsrs, with what that begins with: the text names both."""
    card = Card(stability=stability, last_review=NOW)
    theirs = Scheduler().get_card_retrievability(card, NOW + timedelta(days=days))
    assert figures_of("scheduler").recall_chance(days, stability) == pytest.approx(theirs)


def test_the_package_begins_with_what_the_text_says() -> None:
    """Its last parameter is the rate of forgetting, which the module calls W."""
    assert Scheduler().parameters[-1] == figures_of("scheduler").W


def test_days_answer(words_of: Words) -> None:
    """The figure of forgetting gives the answers of its quiz."""
    for wanted, question in ((0.8, "ten-at-eighty"), (0.95, "ten-at-ninety-five")):
        said = words_of("scheduler", "draw_forgetting", 10, wanted)
        assert f"after {answer('scheduler', question):.1f} days" in said
    for stability in (1, 20, 50):
        said = words_of("scheduler", "draw_forgetting", stability, 0.9)
        assert f"after {stability:.1f} days" in said


def reviews(words_of: Words, wanted: float) -> int:
    said = words_of("scheduler", "draw_season", wanted)
    found = re.search(r": (\d+) reviews", said)
    assert found, said
    return int(found[1])


def test_season_answers(words_of: Words) -> None:
    """The figure of a season gives the answers of its quiz."""
    assert reviews(words_of, 0.8) == answer("scheduler", "reviews-at-eighty")
    more = reviews(words_of, 0.95) / reviews(words_of, 0.8)
    assert more == pytest.approx(answer("scheduler", "times-more"), abs=0.05)
    assert "98% of the 100 cards" in words_of("scheduler", "draw_season", 0.95)
    assert "89% of the 100 cards" in words_of("scheduler", "draw_season", 0.8)
