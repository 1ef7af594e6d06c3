"""How a notebook is divided into steps, and what is found in each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.course import outline
from ownpace.course.outline import activities


def markdown(text: str, cell_id: str = "cell") -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "source": text, "metadata": {}}


def code(text: str, **about: object) -> dict[str, Any]:
    """A code cell; ``about`` is nbgrader's metadata."""
    return {"cell_type": "code", "id": "c", "source": text, "metadata": {"nbgrader": about}}


def a_check(text: str, grade_id: str = "check", **more: object) -> dict[str, Any]:
    return code(text, grade=True, solution=False, locked=True, points=2, grade_id=grade_id, **more)


def test_a_step_starts_at_a_second_level_heading() -> None:
    """Its id is the cell's, its title the heading's; deeper headings start nothing."""
    steps = outline(
        {
            "cells": [
                markdown("# Module", "title"),
                markdown("## First thing\n\nProse.", "first"),
                markdown("### A detail", "detail"),
                markdown("## Second", "second"),
            ]
        }
    )
    assert [(step.id, step.title) for step in steps] == [
        ("first", "First thing"),
        ("second", "Second"),
    ]
    assert all(step.ticked_by_hand for step in steps)


def test_checks_answers_and_activities_belong_to_their_step() -> None:
    """What stands before the first step counts with it."""
    cells = [
        code('quiz("warm-up")'),
        markdown("## One", "one"),
        a_check("assert x == 1", "x-is-one"),
        code("", grade=True, solution=True, points=3, grade_id="essay"),
        markdown("## Two", "two"),
        code('from ownpace import reflect\nreflect("looking-back", "What was hard?")'),
    ]
    one, two = outline({"cells": cells})
    assert [check.id for check in one.checks] == ["x-is-one"]
    assert [answer.id for answer in one.answers] == ["essay"]
    assert one.activities == ("warm-up",)
    assert two.activities == ("looking-back",)
    assert one.checks[0].title == "x is one"
    assert one.checks[0].points == 2


def test_a_wholly_hidden_check_does_not_count() -> None:
    """It is released empty; a learner could never pass it here."""
    (step,) = outline({"cells": [markdown("## One"), a_check("  \n"), a_check("assert True")]})
    assert len(step.checks) == 1


def test_a_graded_quiz_is_answered_not_passed() -> None:
    """A check cell that shows an activity waits for its answer; nobody here can judge it."""
    (step,) = outline({"cells": [markdown("## One"), a_check('quiz("final")')]})
    assert (step.checks, step.activities) == ((), ("final",))


def test_a_check_is_called_what_its_author_calls_it() -> None:
    """`metadata.ownpace.title` wins over the grade_id."""
    cell = a_check("assert True")
    cell["metadata"]["ownpace"] = {"title": "The mean is right"}
    (step,) = outline({"cells": [markdown("## One"), cell]})
    assert step.checks[0].title == "The mean is right"


def test_sources_may_be_lists_of_lines() -> None:
    """As notebooks on disk are."""
    cell = markdown("") | {"source": ["## One\n", "text"]}
    assert outline({"cells": [cell]})[0].title == "One"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('quiz("a"); ownpace.quiz("b")', ["a", "b"]),
        ("quiz(name)", []),
        ("%matplotlib inline\nquiz('a')", ["a"]),
        ("def broken(:", []),
        ('print("quiz")', []),
        ('checklist("a", ["x"]); checkin("b")', ["a", "b"]),
        ('note("a"); video("b", "film.webm")', []),
    ],
)
def test_activities_are_found_by_literal_ids(text: str, found: list[str]) -> None:
    """Only what is surely called with a known id is waited for."""
    assert list(activities(text)) == found


@given(st.text())
def test_no_text_breaks_the_search_for_activities(text: str) -> None:
    """A learner's or author's cell may hold anything."""
    assert all(isinstance(found, str) for found in activities(text))
