"""Names of learners, and of the exchange's folders."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.errors import WorkError
from ownpace.learner import learner_id
from ownpace_graders.collect.naming import parse_arrival, parse_time

AT = datetime(2027, 1, 20, 12, 30, 0, 250000, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("anna", "anna"),
        ("  Anna  Maria ", "Anna-Maria"),
        ("Zoe\u0308", "Zoë"),
        ("李雷", "李雷"),
        ("o'neil@example.org", "o'neil@example.org"),
        ("हिन्दी", "हिन्दी"),
        ("O’Neil, Ann_2", "O’Neil,-Ann_2"),
    ],
)
def test_names_in_any_script_are_kept(name: str, safe: str) -> None:
    """Composed, with '-' for spaces, and otherwise as they are."""
    assert learner_id(name) == safe


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        ".hidden",
        "a/b",
        "a\\b",
        "../x",
        "a+b",
        "a*",
        "[ab]nna",
        "ann?",
        "_bob",
        "-rf",
        "a{b}",
        "a\x00b",
        "a\u202eb",
        "x" * 101,
    ],
)
def test_names_that_lead_elsewhere_are_refused(name: str) -> None:
    """They mean something to nbgrader or to the file system."""
    with pytest.raises(WorkError):
        learner_id(name)


@given(st.text())
def test_a_safe_name_is_one_folder_and_stays_itself(name: str) -> None:
    """Whatever was typed."""
    try:
        safe = learner_id(name)
    except WorkError:
        return
    assert learner_id(safe) == safe
    assert not set(safe) & set("/+*?[]{}\\\0 \n")
    assert safe[0] not in "._-"


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-20 12:30:00.250000 UTC",
        "2027-01-20T12:30:00.250000+00:00",
        "2027-01-20 14:30:00.250000 +0200",
        "2027-01-20T12:30:00.250000Z\n",
    ],
)
def test_times_are_read_as_nbgrader_and_we_write_them(text: str) -> None:
    """In UTC."""
    assert parse_time(text) == AT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2027-01-20 12:30:00.250000 CEST",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+10:00",
        "1969-12-31T23:59:59+00:00",
        "3000-01-01T00:00:00+00:00",
    ],
)
def test_other_times_are_not_guessed(text: str) -> None:
    """nbgrader silently takes an unknown zone for UTC; at the ends of the calendar there is no
    UTC at all."""
    assert parse_time(text) is None


def test_folders_of_the_exchange_are_read() -> None:
    """With and without nbgrader's random end, work and questions; others are left alone."""
    when = "2027-01-20 12:30:00.250000 UTC"
    assert parse_arrival(f"anna+sums+{when}+x_-1") == ("anna", "sums", AT, False)
    assert parse_arrival(f"anna+sums+{when}") == ("anna", "sums", AT, False)
    assert parse_arrival(f"anna+sums~question+{when}+x") == ("anna", "sums", AT, True)
    assert parse_arrival("lost+found") is None
    assert parse_arrival("a+b+c+d") is None
