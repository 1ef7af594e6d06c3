"""What `check_value` takes for right: numbers within a tolerance, everything else as it is."""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.checks import CheckFailed, check_value
from ownpace.checks.showing import show

REALS = st.integers() | st.floats()
PLAIN = st.none() | st.booleans() | REALS | st.complex_numbers() | st.text()
KEYS = st.booleans() | st.integers() | st.text()
NESTED = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
        | st.sets(KEYS, max_size=4)
    ),
    max_leaves=12,
)


def passes(value: Any, expected: Any, **how: Any) -> bool:
    try:
        check_value("answer", expected, value=value, **how)
    except CheckFailed:
        return False
    return True


def said(value: Any, expected: Any, **how: Any) -> str:
    with pytest.raises(CheckFailed) as failed:
        check_value("answer", expected, value=value, **how)
    return str(failed.value)


@given(NESTED)
def test_a_value_is_right_for_itself(value: Any) -> None:
    """NaN, infinities, text in any script and all nestings of them included."""
    assert passes(value, value)
    assert passes(value, value, exact=True)


@given(NESTED, NESTED)
def test_another_value_is_wrong_and_the_message_says_three_things(one: Any, other: Any) -> None:
    """What was seen, what was expected, a next step; and no comparison or message fails."""
    if not passes(one, other):
        text = said(one, other)
        assert text.startswith("answer")
        assert "We expected" in text
        assert len(text) < 600


@given(st.floats(-1e300, 1e300), st.floats(-1, 1))
def test_a_fraction_may_be_off_by_a_millionth(expected: float, part: float) -> None:
    """Within 1e-6 of the expected value it is right, beyond twice that it is wrong."""
    assert passes(expected + part * 0.99e-6 * abs(expected), expected)
    far = expected + math.copysign(2e-6, part) * abs(expected)
    assert not math.isfinite(far) or abs(expected) < 1e-6 or not passes(far, expected)


@given(st.integers(), st.integers())
def test_whole_numbers_are_compared_exactly(one: int, other: int) -> None:
    """Also those that no float can hold."""
    assert passes(one, other) == (one == other)


@given(REALS, REALS, st.floats(0, 1e6))
def test_a_tolerance_that_is_given_counts_for_all_numbers(
    found: float, expected: float, atol: float
) -> None:
    """``atol`` is how far off a number may be; NaN and infinities stay what they are."""
    if math.isfinite(found) and math.isfinite(expected) and abs(expected) < 1e300:
        near = abs(Fraction(found) - Fraction(expected)) <= Fraction(atol)
        edge = abs(abs(Fraction(found) - Fraction(expected)) - Fraction(atol)) < Fraction(1, 10**3)
        assert edge or abs(found) > 1e9 or passes(found, expected, rtol=0, atol=atol) == near
    else:
        same = found == expected or (found != found and expected != expected)
        assert passes(found, expected, rtol=0, atol=atol) == same or abs(expected) >= 1e300


@pytest.mark.parametrize("tolerance", [-1, math.nan, math.inf])
def test_a_tolerance_that_means_nothing_is_the_teachers_error(tolerance: float) -> None:
    """A check that could not be run is no verdict on the learner."""
    with pytest.raises(ValueError, match="tolerance"):
        check_value("answer", 1, value=1, rtol=tolerance)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, 3),
        (3, 3.0),
        (np.float64(3), 3),
        (np.int8(3), 3.0),
        (np.bool_(True), True),
        (np.str_("a"), "a"),
        (0.1 + 0.2, 0.3),
        (0.1 + 0.2 - 0.3, 0.0),
        ({0.1 + 0.2, 5}, {0.3, 5.0}),
        ({"a": 1.0}, {"a": 1}),
        ([1, (2.0, {"b": 3})], [1.0, (2, {"b": 3.0})]),
        (complex(1, 2 + 1e-9), complex(1, 2)),
        (complex(math.nan, 1), complex(math.nan, 1)),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([1, math.nan, math.inf]), np.array([1, math.nan, math.inf])),
        (np.array([["a", "b"]]), np.array([["a", "b"]])),
        (np.array(["2027-01-01", "NaT"], "M8[D]"), np.array(["2027-01-01", "NaT"], "M8[D]")),
        (np.array([1, "a", None], dtype=object), np.array([1.0, "a", None], dtype=object)),
        (np.array([(1, 2.0)], "i4,f8"), np.array([(1, 2.0 + 1e-9)], "i4,f8")),
        (np.array(5.0), np.array(5.0)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (date(2027, 1, 11), date(2027, 1, 11)),
        (Fraction(1, 3), Fraction(1, 3)),
        (pd.Series([1.0, math.nan]), pd.Series([1.0, math.nan])),
        (pd.DataFrame({"a": [1], "b": ["x"]}), pd.DataFrame({"a": [1.0], "b": ["x"]})),
    ],
    ids=show,
)
def test_what_is_the_same(value: Any, expected: Any) -> None:
    """Whole numbers and fractions stand for each other, NumPy's for Python's."""
    assert passes(value, expected)


@pytest.mark.parametrize(
    ("value", "expected", "seen"),
    [
        (True, 1, "is True, which is a truth value (True or False). We expected a number."),
        (1, True, "We expected a truth value"),
        ("75", 75, "'75', which is text. We expected a number. Leave out the quotation marks."),
        (75, "75", "is 75, which is a number. We expected text."),
        (None, 3, "is None. We expected a number."),
        (0, None, "We expected nothing (None)."),
        (2 + 0j, 2, "which is a complex number"),
        ([1, 2], (1, 2), "which is a list. We expected a tuple."),
        ([1, 2], [1, 3], "answer[1] is 2. We expected 3."),
        ([1, 2], [1], "has 2 items. We expected 1 item."),
        ({"a": [1]}, {"a": [2]}, "answer['a'][0] is 1. We expected 2."),
        ({"a": 1}, {"b": 1}, "has no key 'b'"),
        ({"a": 1, "b": 2}, {"a": 1}, "has the key 'b'. We expected no such key."),
        ({1: "a"}, {True: "a"}, "has no key True"),
        ({1, 2}, {1, 3}, "does not hold 3"),
        ({1}, {True}, "does not hold True"),
        ("Hello", "hello", "Mind capital and small letters."),
        ("a  b", "a b", "Mind the spaces."),
        (math.nan, 1.0, "is nan. We expected 1.0."),
        (math.inf, -math.inf, "is inf. We expected -inf."),
        (1.0, math.inf, "is 1.0. We expected inf."),
        (10**5000, 1, "a whole number of about 5000 digits"),
        (1.00000000000001, 1.1, "is 1.0. We expected 1.1."),
        (np.array([1, 2]), np.array([1, 3]), "answer[1] is 2. We expected 3."),
        (np.eye(2), np.zeros((2, 2)), "answer[0, 0] is 1.0. We expected 0.0."),
        (np.array([1, 2]), np.array([[1, 2]]), "has the shape (2,). We expected the shape (1, 2)."),
        (np.array([True]), np.array([1]), "an array of truth values. We expected an array of num"),
        ([1, 2], np.array([1, 2]), "which is a list. We expected a NumPy array."),
        (np.array([1, 2]), [1, 2], "We expected a list."),
        (np.array(["x"]), np.array(["y"]), "answer[0] is 'x'. We expected 'y'."),
        (np.ma.array([1, 2]), np.array([1, 2]), "We expected a NumPy array."),
        (
            pd.DataFrame({"a": [1], "b": [2]}),
            pd.DataFrame({"b": [2], "a": [1]}),
            "has the columns ['a', 'b']. We expected the columns ['b', 'a'].",
        ),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [2]}), "answer['a'][0] is 1. We expected 2."),
        (pd.DataFrame({"a": [1]}), pd.DataFrame({"a": [1, 2]}), "has 1 rows. We expected 2 rows."),
        (pd.Series([1], index=["x"]), pd.Series([1], index=["y"]), "has the index array("),
        (pd.Series([1]), pd.DataFrame({"a": [1]}), "is a Series of [1]. We expected a DataFrame."),
    ],
    ids=show,
)
def test_what_differs_is_said(value: Any, expected: Any, seen: str) -> None:
    """Each difference names its place, what was there and what should be."""
    assert seen in said(value, expected)


@pytest.mark.parametrize("value", [3.0, np.int64(3), True])
def test_exact_asks_for_the_very_type(value: Any) -> None:
    """``exact=True`` takes an ``int`` only where an ``int`` is expected."""
    assert not passes(value, 3, exact=True)
    assert passes(3, 3, exact=True)
    assert not passes(np.array([1]), np.array([1.0]), exact=True)


def test_names_are_looked_up_where_the_check_is_called() -> None:
    """A missing one is told with what to write."""
    minutes = 75
    check_value("minutes", minutes)
    with pytest.raises(CheckFailed, match=r"We looked for hours and did not find it\. It should"):
        check_value("hours", 1, means="the hours of one week")
    with pytest.raises(TypeError, match="in quotation marks"):
        check_value(minutes, 75)  # type: ignore[arg-type]


def test_a_foreseen_mistake_has_its_own_words() -> None:
    """They come in place of the hint, which is for all others."""
    how: dict[str, Any] = {"mistakes": {28: "They were added."}, "hint": "Use *."}
    assert said(28, 75, **how) == "answer is 28. We expected 75. They were added."
    assert said(29, 75, **how) == "answer is 29. We expected 75. Use *."


def test_what_is_expected_can_be_said_in_words() -> None:
    """Then the value, which would be the answer, is not shown."""
    text = said(5, 200, means="all the minutes", hint="Try sum.")
    assert text == "answer is 5. We expected all the minutes. Try sum."


@given(NESTED, NESTED, NESTED)
def test_a_hidden_message_does_not_depend_on_the_expected_value(
    value: Any, one: Any, other: Any
) -> None:
    """So nothing of it can be read from the message."""
    if not passes(value, one) and not passes(value, other):
        assert said(value, one, hidden=True) == said(value, other, hidden=True)


@given(st.lists(st.integers(0, 9), min_size=1), st.lists(st.integers(0, 9), min_size=1))
def test_a_hidden_array_does_not_show(value: list[int], expected: list[int]) -> None:
    """Neither its shape nor where it differs."""
    if value != expected:
        text = said(np.array(value), np.array(expected), hidden=True)
        assert text == said(np.array(value), np.array([[99]]), hidden=True)
