"""The practice questions: each explains itself, and the figures really give the answers."""

from __future__ import annotations

import pytest

from tests.python.content.classroom import MODULES
from tests.python.content.figures import Words, answer, figures_of, questions

PLANNED = (30, 45, 20, 60, 40, 90, 30, 50, 25, 60, 45, 30)
REAL = (40, 45, 35, 90, 44, 150, 36, 75, 30, 80, 70, 40)


@pytest.mark.parametrize("module", MODULES)
def test_questions_teach(module: str) -> None:
    """Every question has a hint and an explanation, and so has every option."""
    for question in questions(module):
        assert question.hint, question.id
        assert question.why, question.id
        for option in getattr(question, "options", ()):
            assert option.why, f"{question.id}: {option.text}"


@pytest.mark.parametrize("module", MODULES)
def test_question_ids_are_unique(module: str) -> None:
    """Two questions of a module never share an id."""
    ids = [question.id for question in questions(module)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("module", MODULES)
def test_right_options_move_about(module: str) -> None:
    """The right option is not always in the same place."""
    single = [question for question in questions(module) if question.kind == "single"]
    places = {[option.right for option in question.options].index(True) for question in single}
    assert len(places) > 1


def test_welcome_figures_answer(words_of: Words) -> None:
    """The figures of the welcome give the answers of its quiz, and no smaller setting does."""
    week = int(answer("welcome", "weeks-at-two-hours"))
    assert f"in week {week}." in words_of("welcome", "draw_course", 4, 30)
    session = int(answer("welcome", "shortest-session"))
    assert "in week 6." in words_of("welcome", "draw_course", 4, session)
    assert "in week 8." in words_of("welcome", "draw_course", 4, session - 5)
    days = int(answer("welcome", "fewest-days"))
    assert "37.5 minutes each" in words_of("welcome", "draw_week", 150, days)
    assert "50.0 minutes each" in words_of("welcome", "draw_week", 150, days - 1)


def test_python_basics_figures_answer(words_of: Words) -> None:
    """The figures of *Python from zero* give the answers of its quizzes, by really running code."""
    daily = answer("python-basics", "daily-after-four")
    assert f"daily is {daily:.1f}." in words_of("python-basics", "draw_trace", "sharing out", 4)
    total = answer("python-basics", "total-after-three")
    assert f"total is {total:g}." in words_of("python-basics", "draw_trace", "adding up", 3)
    assert "Printed: 8 8." in words_of("python-basics", "draw_trace", "changing places", 5)
    last = int(answer("python-basics", "last-place"))
    assert f"values[{last}] is 20: you skip 5" in words_of("python-basics", "draw_places", 6, last)
    assert "IndexError" in words_of("python-basics", "draw_places", 6, last + 1)
    first = int(answer("python-basics", "first-error"))
    assert "IndexError" in words_of("python-basics", "draw_places", 4, first)
    assert "IndexError" not in words_of("python-basics", "draw_places", 4, first - 1)
    skipped = answer("python-basics", "skip-two")
    assert f"values[2] is {skipped:g}:" in words_of("python-basics", "draw_places", 3, 2)


def test_plan_figures_answer(words_of: Words) -> None:
    """The figures of the plan give the answers of its quizzes, and no smaller setting does."""

    def fits(stretch: float) -> str:
        return words_of("plan", "draw_stretch", PLANNED, REAL, stretch)

    assert f", {answer('plan', 'fits-at-one'):g} of 12" in fits(1.0)
    assert f", {answer('plan', 'fits-at-one-point-four'):g} of 12" in fits(1.4)
    assert ", 9 of 12" in fits(answer("plan", "nine-of-twelve"))
    least = int(answer("plan", "least-a-day"))
    assert "Done on day 7" in words_of("plan", "draw_finish", least)
    assert "too late" in words_of("plan", "draw_finish", least - 5)
    spare = int(answer("plan", "two-days-to-spare"))
    assert "with 2 of 7 days to spare" in words_of("plan", "draw_finish", spare)
    assert "with 1 of 7 days to spare" in words_of("plan", "draw_finish", spare - 5)


def test_forgetting_figures_answer(words_of: Words) -> None:
    """The figures of forgetting give the answers of its quizzes."""
    at_a_month = words_of("forgetting", "draw_people", "31 days", "even")
    assert "Ebbinghaus 21.1%" in at_a_month
    assert "Dros 4.1%" in at_a_month
    assert answer("forgetting", "gap-at-a-month") == pytest.approx(21.1 - 4.1)


@pytest.mark.parametrize(("kind", "least"), [("power", 0.016), ("exponential", 0.067)])
def test_closest_curves(kind: str, least: float) -> None:
    """The quiz tells the truth about the closest curves that the sliders can make."""
    figures = figures_of("forgetting")
    hours, seen = figures.SAVINGS["hours"], figures.SAVINGS["ebbinghaus"]
    gaps = {
        (start / 100, rate / 100): abs(
            figures.curve(kind, hours, start / 100, rate / 100) - seen
        ).mean()
        for start in range(30, 61)
        for rate in range(51)
    }
    best = min(gaps, key=lambda settings: gaps[settings])
    assert gaps[best] == pytest.approx(least, abs=0.0005)
    if kind == "power":
        assert best == (0.48, answer("forgetting", "best-rate"))
