"""Which lines of a check are hidden, and what runs where."""

from __future__ import annotations

from ownpace_graders.execute.parts import parts_of

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


def test_a_check_without_a_hidden_part_is_all_head() -> None:
    """Nothing of it needs a fork."""
    parts = parts_of("assert a\nassert b", BEGIN, END)
    assert (parts.head, parts.rest) == ("assert a\nassert b", None)


def test_the_rest_keeps_its_line_numbers() -> None:
    """A traceback of the hidden part names the cell's own lines, and the visible tail is there."""
    source = f"assert a\n### {BEGIN}\nassert b\n### {END}\nassert c"
    parts = parts_of(source, BEGIN, END)
    assert parts.head == "assert a"
    assert parts.rest is not None
    assert parts.rest.split("\n") == ["", *source.split("\n")[1:]]


def test_a_hidden_part_within_a_block_takes_the_whole_check_along() -> None:
    """A function half of which is hidden cannot be run in two parts."""
    source = f"def test():\n    assert a\n    ### {BEGIN}\n    assert b\n    ### {END}\ntest()"
    parts = parts_of(source, BEGIN, END)
    assert (parts.head, parts.rest) == ("", source)
