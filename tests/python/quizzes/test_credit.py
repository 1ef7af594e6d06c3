"""What answers to graded questions earn."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.activities.asking import asked
from ownpace.activities.bank import Quiz
from ownpace.activities.questions import Matching, Multiple, Option, Ordering, Question, Text
from ownpace.activities.reading import unclear
from ownpace_graders.quizzes import right_answer
from ownpace_graders.quizzes.credit import share
from ownpace_graders.quizzes.scoring import score
from tests.python.activities.strategies import JSON, QUESTIONS
from tests.support.quizzes import KEY

MULTIPLE = Multiple(
    id="m",
    kind="multiple",
    text="?",
    options=tuple(Option(text=text, right=text in "ABC") for text in "ABCDE"),
)
ORDERING = Ordering(id="o", kind="ordering", text="?", items=tuple("ABCD"))


@given(QUESTIONS)
def test_the_right_answer_earns_all(question: Question) -> None:
    """So that full marks can be reached, whatever the key is; and it can be read back."""
    answer = right_answer(question)
    assert unclear(asked(question), answer) == ""
    assert share(question, answer) == 1


@given(QUESTIONS, JSON)
def test_whatever_is_forged_earns_at_most_all(question: Question, forged: Any) -> None:
    """And raises nothing."""
    assert 0 <= share(question, forged) <= 1


@pytest.mark.parametrize(
    ("given_", "expected"),
    [("ABC", 1), ("AB", 2 / 3), ("A", 1 / 3), ("AD", 0), ("ABD", 1 / 3), ("ABCDE", 1 / 3)],
)
def test_a_choice_earns_hits_less_misses(given_: str, expected: float) -> None:
    """Of what is right; never under nothing."""
    assert share(MULTIPLE, list(given_)) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("given_", "expected"),
    [("ABCD", 1), ("BACD", 2 / 3), ("BADC", 1 / 3), ("DCBA", 0), ("BCDA", 0), ("DABC", 0)],
)
def test_an_order_earns_pairs_in_order_less_those_that_are_not(
    given_: str, expected: float
) -> None:
    """Of all pairs; the reverse order earns nothing."""
    assert share(ORDERING, list(given_)) == pytest.approx(expected)


def test_an_order_by_chance_earns_little() -> None:
    """Before cutting at nothing the mean is nothing; a quarter of orders is no gift."""
    shares = [share(ORDERING, list(order)) for order in permutations("ABCD")]
    assert sum(shares) / len(shares) < 0.25


def test_matching_earns_its_right_pairs() -> None:
    """One of two is half; a match for a prompt that is none is not understood."""
    question = next(q for q in KEY.questions if isinstance(q, Matching))
    assert share(question, {"x": "1", "y": "3"}) == 0.5
    assert share(question, {"x": "1", "y": "2", "z": "1"}) == 0


def test_questions_count_by_their_points() -> None:
    """A question of 3 points beside five of one is three eighths of the quiz."""
    first, *others = KEY.questions
    quiz = KEY.model_copy(update={"questions": (first.model_copy(update={"points": 3}), *others)})
    assert score(quiz, {"questions": {"single": {"given": "A"}}}).share == pytest.approx(3 / 8)


def test_a_pattern_without_end_is_left_to_a_person() -> None:
    """It earns nothing yet, and the note names the question."""
    slow = Text(id="slow", kind="text", text="?", accept=("b",), pattern="(a|aa)+(b|c)+$d")
    quiz = Quiz(title="T", graded=True, questions=(slow,))
    found = score(quiz, {"questions": {"slow": {"given": "a" * 450 + "x" * 50}}})
    assert found.share == 0
    assert found.note in ("", "the pattern of “slow” took too long")


@given(st.permutations(["A", "C", "4711", "Hermann"]))
def test_nothing_answered_earns_nothing(noise: list[str]) -> None:
    """Nor do answers to questions that there are not."""
    assert score(KEY, {"questions": {name: {"given": name} for name in noise}}).share == 0
