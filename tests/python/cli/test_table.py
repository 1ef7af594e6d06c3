"""The report's table in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ownpace_graders.cli.table import needs, show
from ownpace_graders.report import Entry, LearnerRow, ModuleColumn, Report

NOW = datetime(2027, 1, 20, tzinfo=UTC)


def a_report(**entry: Any) -> Report:
    plain = {"module": "plan", "attempts": 1, "newest": NOW, "score": 7.5, "max_score": 10}
    one = Entry.model_validate({**plain, "graded": True, "needs_manual_grade": False, **entry})
    return Report(
        course="c",
        title="[red]A course",
        at=NOW,
        modules=(ModuleColumn(id="welcome", title="W"), ModuleColumn(id="plan", title="P")),
        learners=(LearnerRow(id="[bold]ada", modules=(one,)),),
    )


@pytest.mark.parametrize(
    ("entry", "cell"),
    [
        ({}, "7.5/10"),
        ({"attempts": 3}, "7.5/10 ×3"),
        ({"graded": False, "score": None, "max_score": None}, "handed in"),
        ({"needs_manual_grade": True}, "7.5/10 + ?"),
        ({"graded": False, "problem": "It is empty."}, "7.5/10 not graded !"),
    ],
)
def test_a_cell_says_how_it_stands(
    entry: dict[str, Any], cell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Score, attempts, what waits and what failed each have their sign."""
    show(a_report(**entry))
    assert cell in capsys.readouterr().out


def test_names_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """What learners call themselves is text, and never formatting."""
    show(a_report())
    shown = capsys.readouterr().out
    assert "[bold]ada" in shown
    assert "[red]A course" in shown


def test_what_is_left_to_do_comes_with_its_command() -> None:
    """Each kind of work that waits is named with the command for it."""
    assert needs(a_report()) == []
    assert needs(a_report(graded=False))[0].endswith("Next: ownpace grade")
    assert needs(a_report(needs_manual_grade=True))[0].endswith("Next: nbgrader formgrader")
    assert needs(a_report(graded=False, problem="Empty.")) == ["! [bold]ada, plan: Empty."]


def test_nobody_yet_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A report without learners says what to do next."""
    show(a_report().model_copy(update={"learners": ()}))
    assert "ownpace collect" in capsys.readouterr().out
