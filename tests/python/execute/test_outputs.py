"""Messages of a submission, which may be anything, become outputs that nbformat knows."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute.outputs import Allowance, Outputs, TooMuch

DEEP: dict[str, Any] = {}
for _ in range(500):
    DEEP = {"a": DEEP}


def outputs(greatest: int = 10_000) -> Outputs:
    return Outputs(Allowance(greatest), 3)


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"name": name, "text": text}


def test_streams_of_one_name_are_joined() -> None:
    """As a notebook keeps them; another stream in between begins a new output."""
    made = outputs()
    for text, name in (("a", "stdout"), ("b", "stdout"), ("c", "stderr"), ("d", "stdout")):
        made.add("stream", stream(text, name))
    assert [item["text"] for item in made.items] == ["ab", "c", "d"]


def test_clearing_may_wait_for_the_next_output() -> None:
    """``clear_output(wait=True)`` keeps what is there until something new comes."""
    made = outputs()
    made.add("stream", stream("old"))
    made.add("clear_output", {"wait": True})
    assert len(made.items) == 1
    made.add("stream", stream("new"))
    assert [item["text"] for item in made.items] == ["new"]


def test_a_display_is_updated_where_it_stands() -> None:
    """In whichever cell it was shown first."""
    allowance = Allowance(10_000)
    first, second = Outputs(allowance, 1), Outputs(allowance, 2)
    named = {"display_id": "bar"}
    first.add("display_data", {"data": {"text/plain": "0%"}, "transient": named})
    second.add("update_display_data", {"data": {"text/plain": "100%"}, "transient": named})
    assert first.items[0]["data"] == {"text/plain": "100%"}
    assert second.items == []


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("stream", {"name": "stdlog", "text": "x"}),
        ("stream", 5),
        ("comm_open", {"data": {}}),
        ("display_data", {"data": 5, "metadata": 7, "transient": 9}),
        ("display_data", {"data": {"text/plain": {"a": 1}, "text/html": ["<b>"]}}),
        ("execute_result", {"data": {"text/plain": 5}}),
        ("error", {"ename": None, "evalue": [], "traceback": "x"}),
        ("nonsense", {}),
        ("display_data", {"data": {"application/json": DEEP}}),
        ("display_data", {"data": {}, "metadata": DEEP}),
    ],
)
def test_whatever_comes_the_notebook_stays_valid(kind: str, content: Any) -> None:
    """What is malformed is made harmless, or passed over."""
    made = outputs()
    made.add(kind, content)
    cell = new_code_cell("x", execution_count=3, outputs=made.items)
    nbformat.validate(nbformat.from_dict(new_notebook(cells=[cell])))


def test_there_is_an_end_to_what_may_be_shown() -> None:
    """All outputs of a submission count, updates of displays as well."""
    made = outputs(greatest=1000)
    made.add("stream", stream("x" * 800))
    with pytest.raises(TooMuch):
        made.add("stream", stream("x" * 200))
