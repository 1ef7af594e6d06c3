"""A cell that asks a quiz wrongly is named, with what to do."""

from __future__ import annotations

from typing import Any

import pytest

from ownpace.activities.bank import Bank
from ownpace_graders.quizzes import quiz_faults
from tests.support import courses
from tests.support.quizzes import BANK

QUIZZES = Bank.model_validate({"quizzes": {"final": BANK, "warm-up": {**BANK, "graded": False}}})
GOOD = "from ownpace import quiz\nquiz('final')"


def faults(*cells: Any, bank: Bank | None = QUIZZES) -> list[str]:
    return list(quiz_faults(courses.notebook(*cells), bank, "work"))


def test_what_is_asked_rightly_is_not_named() -> None:
    """Practice where it likes, and a graded quiz in a grade cell of its own."""
    practice = courses.solution("a", "x = 1\nquiz('warm-up')")
    assert faults(practice, courses.check("b", GOOD), courses.check("c", "assert x")) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (courses.check("b", "quiz('finale')"), "not in questions/work.yml. Did you mean “final”?"),
        (courses.solution("b", GOOD), "make it an autograder test with points"),
        (courses.check("b", "quiz('warm-up')"), "which is practice: write `graded: true`"),
        (courses.check("b", f"{GOOD};"), "must end with quiz(“final”)"),
        (courses.check("b", f"{GOOD}\n1.0"), "must end with quiz(“final”)"),
        (courses.check("b", "assert quiz('final')"), "must end with quiz(“final”)"),
        (courses.check("b", "%time\nquiz('final')"), "must end with quiz(“final”)"),
        (courses.check("b", f"if True:\n    {GOOD.splitlines()[1]}"), "must end with"),
    ],
)
def test_what_is_asked_wrongly_is_named(cell: Any, said: str) -> None:
    """With its cell; what plain nbgrader would give full marks for is among it."""
    [fault] = faults(cell)
    assert fault.startswith("the cell “b” ")
    assert said in fault


def test_one_set_of_answers_earns_once() -> None:
    """The second cell of the same quiz is named."""
    [fault] = faults(courses.check("a", GOOD), courses.check("b", GOOD))
    assert "the cell “b” asks the graded quiz “final” again" in fault


def test_without_a_bank_no_quiz_is_known() -> None:
    """And nothing is guessed."""
    [fault] = faults(courses.check("b", GOOD), bank=None)
    assert fault.endswith("not in questions/work.yml.")
