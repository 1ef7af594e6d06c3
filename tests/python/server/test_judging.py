"""What learners are told of each check: what was seen, what was expected, one next step."""

from __future__ import annotations

from typing import Any

import pytest

from ownpace.course.outline import Cell
from ownpace.results import CheckResult
from ownpace.server.judging import judge
from ownpace.server.running import Run
from tests.support.learner import (
    FIRST,
    code,
    failure,
    graded,
    grading_cell,
    lesson,
    markdown,
    module,
    notebook,
    result,
    worked,
)

STDERR = {"output_type": "stream", "name": "stderr", "text": ["first\n", "a warning\n"]}
HINT = "Add the two numbers."


def judged(outputs: list[dict[str, Any]], hint: str = "") -> CheckResult:
    """The result of one check with these outputs."""
    about = {"title": "Adds", "hint": hint} if hint else {"title": "Adds"}
    released = notebook(
        markdown("s", "## Step"),
        code("c", "check()", nbgrader=graded("c", points=2), ownpace=about),
    )
    cell: Cell = released["cells"][1]
    ran = cell | {"outputs": outputs, "execution_count": 1}
    [found] = judge(module(FIRST, released), Run([ran]))
    return found


def test_a_check_that_passes_says_nothing() -> None:
    """All points, under the author's title, and no words."""
    found = judged([])
    assert (found.title, found.outcome, found.score, found.points) == ("Adds", "passed", 2, 2)
    assert found.message == ""


def test_the_assertions_own_words() -> None:
    """An author's message is what the learner reads, with the hint after it, colours removed."""
    found = judged([failure("AssertionError", "\x1b[31mIt gave 4.\x1b[0m")], HINT)
    assert (found.outcome, found.message) == ("failed", f"It gave 4. {HINT}")


MESSAGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "silent assertion": (failure("AssertionError", ""), "", "Not right yet."),
    "silent assertion with a hint": (failure("AssertionError", ""), HINT, HINT),
    "other error": (failure("NameError", "name 'x' is not defined"), "", "NameError: name 'x'"),
    "several lines": (failure("ValueError", "one\ntwo"), HINT, f"ValueError: one {HINT}"),
    "no words": (failure("KeyError", ""), HINT, f"KeyError {HINT}"),
    "warning": (STDERR, "", "It wrote an error or a warning: a warning "),
    "part": (result("0.5"), HINT, f"0.5 of 2 points so far. {HINT}"),
}


@pytest.mark.parametrize("name", MESSAGES)
def test_messages(name: str) -> None:
    """One line that says what was seen, and one next step."""
    output, hint, begins = MESSAGES[name]
    found = judged([output], hint)
    assert found.message.startswith(begins)
    assert "\n" not in found.message
    assert found.message.endswith(".")


def test_a_message_without_end_is_cut() -> None:
    """A learner's data in an error's text does not fill the panel."""
    assert len(judged([failure("ValueError", "x" * 10**6)]).message) < 1500


def test_a_checks_own_words_are_enough() -> None:
    """`ownpace.checks` names the next step itself: no class of the error, no hint is added."""
    said = "week is 28. We expected 75. Use *."
    assert judged([failure("CheckFailed", said)], HINT).message == said


def test_partial_credit_tells_the_first_part_that_is_not_right() -> None:
    """As the cell printed it; the panel has room for one next step."""
    printed = "✓ the sum: 1 of 1\n✗ the mean: 0 of 1. mean is 5. Use len.\n✗ the rest: 0 of 0.\n"
    stdout = {"output_type": "stream", "name": "stdout", "text": printed}
    found = judged([stdout, result("1.0")], HINT)
    assert found.message == "1 of 2 points so far. the mean: 0 of 1. mean is 5. Use len."


@pytest.mark.parametrize("change", ["changed", "deleted"])
def test_an_altered_check_tells_nothing(change: str) -> None:
    """A check whose cell was edited or deleted is not run, which is no verdict on the work."""
    cells = worked(lesson(), passed=["right", "parts"])["cells"]
    if change == "changed":
        grading_cell({"cells": cells}, "right")["source"] = "pass"
    else:
        cells = [cell for cell in cells if cell["id"] != "right"]
    found = judge(module(FIRST, lesson()), Run(cells))
    assert [r.outcome for r in found] == ["not run", "passed"]
    assert change in found[0].message


def test_a_check_that_the_teacher_corrected_is_no_fault_of_the_learners() -> None:
    """They are told where the new one is, and not to begin anew."""
    better = lesson()
    grading_cell(better, "right")["source"] = "assert add(2, 2) == 4"
    [first, second] = judge(module(FIRST, better), Run(worked(lesson())["cells"]), corrected=True)
    assert first.outcome == "not run"
    assert first.message.startswith("Your teacher corrected this check. Bring in the changes")
    assert second.outcome == "failed"


def test_what_the_run_did_not_reach_is_not_run() -> None:
    """With the reason why the run ended."""
    found = judge(module(FIRST, lesson()), Run(lesson()["cells"], "The kernel stopped."))
    assert {r.outcome for r in found} == {"not run"}
    assert all(r.message.startswith("The kernel stopped.") for r in found)


def test_quizzes_are_the_teachers_to_score() -> None:
    """A graded quiz is no check that the learner's side could judge."""
    cell = code("q", 'quiz("numbers")', nbgrader=graded("q"))
    released = notebook(markdown("s", "## Step"), cell)
    assert judge(module(FIRST, released), Run(released["cells"])) == ()
