"""Outputs and what they earn: as ``determine_grade``, where that one does not fail."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.preprocessors import IgnorePattern, LimitOutput
from nbgrader.utils import determine_grade

from ownpace_graders.bridge import Mark, Marking, ReleasedCell, ReleasedNotebook
from ownpace_graders.judge import absent, judged, settled, unusable

POINTS = 2.0


def released(**kind: Any) -> ReleasedNotebook:
    about = {"locked": True, "grade": True, "solution": False, "task": False} | kind
    cell = ReleasedCell(
        id="check", cell_type="code", source="1", checksum="0" * 32, points=POINTS, **about
    )
    return ReleasedNotebook(name="sums", kernelspec=None, cells=(cell,))


def notebook(outputs: list[Any] | None = None, count: int | None = 1) -> dict[str, Any]:
    about = {"schema_version": 3, "grade_id": "check", "grade": True, "solution": False}
    about |= {"locked": True, "task": False, "points": POINTS}
    cell = {
        "cell_type": "code",
        "source": "1",
        "metadata": {"nbgrader": about},
        "outputs": outputs or [],
        "execution_count": count,
    }
    return {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}


def mark(outputs: list[Any], count: int | None = 1) -> Mark:
    done = settled(notebook(), notebook(outputs, count), Marking())
    return judged(done, released()).marks["check"]


def result(text: Any) -> dict[str, Any]:
    data = {"text/plain": text}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


TEXTS = st.one_of(
    st.floats(-3, POINTS).map(str),
    st.sampled_from(
        ["True", "(1, 2)", "<Figure size 640x480>", "nan", "-1", "np.float64(1)", "1_0"]
    ).filter(lambda text: text != "1_0"),
    st.text(min_size=1),
).filter(lambda text: not _too_much(text))
OUTPUTS = st.one_of(
    TEXTS.map(result),
    st.sampled_from(["stdout", "stderr"]).map(
        lambda name: {"output_type": "stream", "name": name, "text": "said\n"}
    ),
    st.just({"output_type": "display_data", "data": {"text/plain": "0"}, "metadata": {}}),
    st.just({"output_type": "error", "ename": "E", "evalue": "", "traceback": ["E"]}),
)


def _too_much(text: str) -> bool:
    try:
        return float(text) > POINTS
    except ValueError:
        return False


@given(outputs=st.lists(OUTPUTS, max_size=4))
def test_a_check_earns_what_nbgrader_gives(outputs: list[Any]) -> None:
    """Errors and stderr nothing, a number itself, all else full marks."""
    theirs = nbformat.from_dict(notebook(outputs)).cells[0]
    assert mark(outputs).score == determine_grade(theirs)[0]


def test_more_than_the_maximum_is_capped_and_named() -> None:
    """nbgrader fails the whole submission of those who solved it."""
    found = mark([result("2.5")])
    assert (found.score, found.note) == (2, "its result 2.5 is capped at 2 points")


def test_a_result_without_text_is_for_a_person() -> None:
    """nbgrader fails the whole submission."""
    found = mark([result("") | {"data": {"image/png": "AAAA"}}])
    assert (found.score, bool(found.note)) == (None, True)


@pytest.mark.parametrize("outputs", [[], None, "text"])
def test_a_check_that_did_not_run_is_not_passed(outputs: Any) -> None:
    """Whatever came back of it."""
    done = settled(notebook(), {"cells": [{"outputs": outputs}]}, Marking())
    assert judged(done, released()).marks["check"].score == 0
    assert judged(settled(notebook(), {}, Marking()), released()).marks["check"].score == 0


@pytest.mark.parametrize(
    "output",
    [None, 1, {}, {"output_type": "execute_result", "data": 1}, {"output_type": "stream"}],
    ids=str,
)
def test_an_output_that_cannot_be_read_earns_nothing(output: Any) -> None:
    """What a submission forged is not passed on either."""
    assert mark([output]).score == 0


def test_only_outputs_are_taken_from_what_was_executed() -> None:
    """Not sources, not points, not ids."""
    forged = notebook([result("1")])
    forged["cells"][0]["source"] = "print('mine')"
    forged["cells"][0]["metadata"] = {}
    done = settled(notebook(), forged, Marking())
    assert done["cells"][0]["source"] == "1"
    assert judged(done, released()).marks["check"].score == 1


def test_flags_ask_a_person_to_look_at_what_was_earned() -> None:
    """The score stays until the person decides."""
    done = settled(notebook(), notebook(), Marking())
    found = judged(done, released(), ["it read the check's source"]).marks["check"]
    assert (found.score, found.flagged) == (2, True)


def test_an_absent_notebook_earns_nothing_and_an_unusable_one_waits() -> None:
    """As nbgrader, and where nbgrader leaves the whole submission ungraded."""
    assert absent(released()).marks["check"].score == 0
    assert unusable(released()).marks["check"].score is None


STREAMS = st.lists(
    st.tuples(st.sampled_from(["stdout", "stderr"]), st.text("ab\n", max_size=30)), max_size=4
)


@given(streams=STREAMS, most=st.integers(-1, 12))
def test_long_outputs_are_cut_as_nbgrader_does(streams: list[tuple[str, str]], most: int) -> None:
    """``LimitOutput`` and ``IgnorePattern``."""
    outputs = [{"output_type": "stream", "name": name, "text": text} for name, text in streams]
    outputs.append({"output_type": "error", "ename": "E", "evalue": "", "traceback": ["x"] * 9})
    theirs: Any = nbformat.from_dict(notebook(outputs))
    theirs, _ = IgnorePattern(pattern="ab").preprocess(theirs, {})
    theirs, _ = LimitOutput(max_lines=most, max_traceback=4).preprocess(theirs, {})
    rules = Marking(max_lines=most, max_traceback=4, ignore_pattern="ab")
    ours = settled(notebook(), notebook(outputs), rules)
    assert ours["cells"][0]["outputs"] == theirs.cells[0].outputs
