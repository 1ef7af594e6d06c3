"""Percentages and lengths of time, as teachers write them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ownpace_graders.course_file.values import duration, percent


@pytest.mark.parametrize(
    ("written", "meant"), [("60%", 0.6), ("62.5%", 0.625), ("0%", 0), ("100 %", 1)]
)
def test_percentages_are_fractions(written: str, meant: float) -> None:
    """A percentage is a number between 0 and 1."""
    assert percent(written) == meant


@pytest.mark.parametrize("written", ["60", 60, 0.6, "101%", "-5%", "%", None, [60]])
def test_what_is_no_percentage_is_refused(written: Any) -> None:
    """A bare number could mean 60 % or 6000 %: it is refused."""
    with pytest.raises(ValueError, match="must be"):
        percent(written)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("24h", timedelta(days=1)),
        ("2 days", timedelta(days=2)),
        ("90 min", timedelta(minutes=90)),
        ("1 week", timedelta(weeks=1)),
        ("1.5 hours", timedelta(minutes=90)),
    ],
)
def test_lengths_of_time_have_a_unit(written: str, meant: timedelta) -> None:
    """Minutes, hours, days and weeks, in short or in full."""
    assert duration(written) == meant


@pytest.mark.parametrize("written", ["24", 24, "h", "2 fortnights", "-1 day", "1 day 2 hours", ""])
def test_what_is_no_length_of_time_is_refused(written: Any) -> None:
    """A number without a unit says nothing."""
    with pytest.raises(ValueError, match="length of time"):
        duration(written)
