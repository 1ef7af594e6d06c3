"""Functions over cases, and against a reference on values that nobody has seen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest

from ownpace.checks import CheckFailed, case, check_function, check_not_hard_coded


def said(check: Callable[..., None], *args: Any, **how: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check(*args, **how)
    return str(failed.value)


def reference(first: float, saved: float) -> float:
    return first * (1 - saved)


def right(first: float, saved: float) -> float:
    return first - first * saved


def saved_minutes(first: float, saved: float) -> float:
    return first * saved


def fixed(first: float, saved: float) -> float:
    return 40


def silent(first: float, saved: float) -> None:
    first * saved


def broken(first: float, saved: float) -> float:
    return first / 0


def greet(name: str) -> None:
    print(f"Hello {name}!")
    print("Bye.")


def empty(values: list[int]) -> int:
    values.clear()
    return 0


CASE = case(50, 0.2, gives=40, mistakes={10: "These are the minutes saved."})


def test_a_right_function_passes() -> None:
    """With cases, keywords, errors that are meant, what it prints, and a reference."""
    check_function("right", CASE, case(50, saved=0.2, gives=40.0))
    check_function(broken, case(1, 1, raises=ZeroDivisionError), case(1, 1, raises=Exception))
    check_function("greet", case("Ada", prints="Hello Ada!  \nBye.", gives=None))
    check_not_hard_coded("right", reference, [(10, 0.5), (30, 0)])
    check_not_hard_coded("right", reference, lambda random: (random.randint(1, 90), 0.5))
    check_not_hard_coded(np.sqrt, lambda n: n**0.5, [1, 2, 3.0])


@pytest.mark.parametrize(
    ("function", "text"),
    [
        ("saved_minutes", "saved_minutes(50, 0.2) is 10.0. We expected 40. These are the minutes"),
        ("silent", "silent(50, 0.2) gave nothing back (None). We expected 40. Begin its last line"),
        ("broken", "broken(50, 0.2) stops with ZeroDivisionError: division by zero, in line"),
        ("greet", "TypeError: greet() takes 1 positional argument but 2 were given. We expected"),
        ("missing", "We looked for a function called missing and did not find it."),
        ("CASE", "CASE is an object of class Case. We expected a function."),
    ],
)
def test_a_wrong_function_is_told_why(function: str, text: str) -> None:
    """The call as the learner would write it, what came, what should have come."""
    assert text in said(check_function, function, CASE)


@pytest.mark.parametrize(
    ("prints", "text"),
    [
        ("Hello Ada\nBye.", "prints 'Hello Ada!' in line 1. We expected 'Hello Ada'."),
        ("hello ada!\nBye.", "Mind capital and small letters."),
        ("Hello Ada!", "prints 'Bye.' in line 2. We expected nothing more."),
        ("Hello Ada!\nBye.\nBye.", "prints 2 lines. We expected 3 lines."),
    ],
)
def test_what_is_printed_is_compared_line_by_line(prints: str, text: str) -> None:
    """The first line that differs is shown."""
    assert text in said(check_function, "greet", case("Ada", prints=prints))
    assert "prints nothing" in said(check_function, "silent", case(1, 2, prints="3"))


def test_an_error_that_is_meant_has_to_come() -> None:
    """A result in its place, or another error, is wrong."""
    expected = case(1, 0.5, raises=ValueError)
    assert "We expected it to stop with ValueError." in said(check_function, "right", expected)
    assert "stops with ZeroDivisionError" in said(check_function, "broken", expected)


def test_arguments_are_copies() -> None:
    """A function that empties its list does not change the next case, nor the reference's."""
    values = [1, 2]
    check_function("empty", case(values, gives=0))
    check_not_hard_coded("empty", lambda given: len(given) - 2, [(values,)])
    assert values == [1, 2]


@pytest.mark.parametrize("function", [saved_minutes, silent, broken, fixed])
def test_a_hidden_case_shows_neither_arguments_nor_results(
    function: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not in the message, and not by what the function prints or warns of."""

    def chatty(first: float, saved: float) -> Any:
        print(first, saved)
        print(first, saved, file=sys.stderr)
        return function(first, saved)

    hidden = case(731, 0.25, gives=548.25)
    text = said(check_function, chatty, hidden, hidden=True)
    text += said(check_not_hard_coded, chatty, reference, [(731, 0.25), (732, 0.25)])
    text += "".join(capfd.readouterr())
    assert not [secret for secret in ("731", "732", "0.25", "548", "182", "549") if secret in text]


def test_a_learners_error_class_tells_no_arguments() -> None:
    """A hidden case does not even name the error."""

    def tell(*args: Any) -> None:
        raise type(f"Got{args}", (Exception,), {})(args)

    assert "731" not in said(check_function, tell, case(731, gives=1), hidden=True)
    assert "731" not in said(check_not_hard_coded, tell, lambda n: n, [731])


def test_fixed_numbers_are_found() -> None:
    """One result for everything is told as such, with the names to use."""
    text = said(check_not_hard_coded, "fixed", reference, [(10, 0.5), (64, 0.25)])
    assert "the same result whatever it is given" in text
    assert "Use first and saved in it, and no fixed numbers." in text


def test_drawn_values_are_the_same_for_everybody() -> None:
    """A grade does not depend on luck; another ``seed`` draws others."""
    seen: list[float] = []

    def note(number: float) -> float:
        seen.append(number)
        return number

    def draw(random: Random) -> float:
        return random.random()

    for seed in (0, 0, 1):
        check_not_hard_coded("note", lambda number: number, draw, tries=3, seed=seed)
    assert seen[:3] == seen[3:6]
    assert seen[:3] != seen[6:]


def test_what_is_wrong_with_the_check_is_no_verdict() -> None:
    """No case, an empty case, nothing to try, a reference that fails."""
    with pytest.raises(TypeError, match="at least one case"):
        check_function("right")
    with pytest.raises(TypeError, match="gives=, prints= or raises="):
        case(1)
    with pytest.raises(TypeError, match="inputs is empty"):
        check_not_hard_coded("right", reference, [])
    with pytest.raises(ZeroDivisionError):
        check_not_hard_coded("right", broken, [(1, 1)])
