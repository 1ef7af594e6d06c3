"""What a check's outputs say: the same as nbgrader, without nbgrader."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest
from nbgrader.utils import determine_grade

from ownpace.store.verdict import verdict
from tests.support.learner import code, failure, graded, result

STDOUT = {"output_type": "stream", "name": "stdout", "text": "0.5"}
STDERR = {"output_type": "stream", "name": "stderr", "text": "a warning"}

OUTPUTS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "nothing": ([], "passed"),
    "print": ([STDOUT], "passed"),
    "error": ([failure("ValueError", "no")], "failed"),
    "warning": ([STDERR], "failed"),
    "part": ([result("1.5")], "partial"),
    "whole number": ([result("1")], "partial"),
    "all": ([result("2.0")], "passed"),
    "zero": ([result("0.0")], "failed"),
    "negative": ([result("-1")], "passed"),
    "text": ([result("'good'")], "passed"),
    "lines": ([result("x") | {"data": {"text/plain": ["1.0", "2.0"]}}], "passed"),
    "one line": ([result("x") | {"data": {"text/plain": ["1.0"]}}], "partial"),
    "part, then error": ([result("1.5"), failure("ValueError", "no")], "partial"),
    "error, then part": ([failure("ValueError", "no"), result("1.5")], "failed"),
}


def ran(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    cell = code("c", "check()", nbgrader=graded("c", points=2))
    return cell | {"outputs": outputs, "execution_count": 1}


@pytest.mark.parametrize("name", OUTPUTS)
def test_verdict_is_nbgraders(name: str) -> None:
    """Same score, from the same outputs."""
    outputs, outcome = OUTPUTS[name]
    found = verdict(ran(outputs))
    assert found.outcome == outcome
    assert (found.score, 2.0) == determine_grade(nbformat.from_dict(ran(outputs)))


@pytest.mark.parametrize("text", ["3.0", "nan", "inf"])
def test_impossible_scores_pass_nothing(text: str) -> None:
    """Over the maximum nbgrader refuses to grade, so it is no reason to go on."""
    assert verdict(ran([result(text)])).outcome == "failed"


@pytest.mark.parametrize("count", [None, "1", 1.5])
def test_what_did_not_run_has_no_verdict(count: object) -> None:
    """A check that never ran has not passed, whatever outputs stand there."""
    assert verdict(ran([]) | {"execution_count": count}).outcome == "not run"


@pytest.mark.parametrize("outputs", [None, 5, ["text"], [{"output_type": "execute_result"}]])
def test_odd_outputs_are_survived(outputs: object) -> None:
    """Outputs in no known form are passed over."""
    assert verdict(ran([]) | {"outputs": outputs}).outcome == "passed"
