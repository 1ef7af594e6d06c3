"""The report's table in the terminal."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ownpace_graders.cli.queue import show_waiting
from ownpace_graders.cli.table import needs, show
from ownpace_graders.report import Entry, LearnerRow, ModuleColumn, Report, Waiting, reckon
from tests.support.material import DAY, a_course, graded, material, question, told
from tests.support.material import NOW as LATER

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
        ({}, "75"),
        ({"late": True}, "75L"),
        ({"graded": False, "score": None, "max_score": None}, "w"),
        ({"needs_manual_grade": True}, "75?"),
        ({"graded": False, "problem": "It is empty."}, "75!"),
        ({"graded": False, "score": None, "max_score": None, "uncounted": {"closed": 1}}, "x"),
    ],
)
def test_a_cell_says_how_it_stands(
    entry: dict[str, Any], cell: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The share of the points; what is late, waits or failed has its sign."""
    show(a_report(**entry))
    [line] = [each for each in capsys.readouterr().out.splitlines() if each.startswith("[bold]ada")]
    assert cell in line.split()


def test_attempts_that_do_not_count_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With the reason, and how many of all."""
    show(a_report(attempts=3, uncounted={"limit": 2}))
    shown = capsys.readouterr().out
    assert "[bold]ada, plan: 2 over the limit, of 3" in shown


def test_names_are_shown_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    """What learners call themselves is text, and never formatting."""
    show(a_report())
    shown = capsys.readouterr().out
    assert "[bold]ada" in shown
    assert "[red]A course" in shown


def test_what_is_left_to_do_comes_with_its_command() -> None:
    """Each kind of work that waits is named with the command for it."""
    assert needs(a_report()) == []
    assert needs(a_report(graded=False))[-1].endswith("Next: ownpace grade")
    assert needs(a_report(outdated=True))[-1].endswith("that is none. Next: ownpace grade")
    unsent = Waiting(kind="feedback", learner="ada", module="plan", since=NOW)
    owed = a_report().model_copy(update={"waiting": (unsent,)})
    assert needs(owed)[-1].endswith("Next: ownpace feedback")
    assert needs(a_report(needs_manual_grade=True))[-1].endswith("Next: nbgrader formgrader")
    assert needs(a_report(graded=False, problem="Empty."))[-1] == "! [bold]ada, plan: Empty."


def a_class(modules: int) -> Report:
    """Learners with everything that a report can say of them, in a course of so many modules."""
    first = a_course().modules[0]
    ids = [f"module-{n}" for n in range(1, modules + 1)]
    all_ = tuple(first.model_copy(update={"id": name, "title": name * 9}) for name in ids)
    course = a_course(feedback_within="P2D").model_copy(update={"modules": all_})
    work = [
        graded("ada" * 20, name, 4, attempts=5)._replace(spoken=told(sure=1, misjudged=3))
        for name in ids[:-1]
    ]
    asked = (question("zoë", LATER - 9 * DAY),)
    found = material(*work, course=course, modules=tuple(ids), asked=asked)
    return reckon(found, LATER)


@pytest.mark.parametrize("modules", [2, 10, 30])
def test_tables_fit_into_eighty_columns(modules: int, capsys: pytest.CaptureFixture[str]) -> None:
    """However many modules there are and however long an id is: nothing is cut, and each module has
    its column once."""
    show(a_class(modules))
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    heads = [line for line in lines if line.startswith("learner")]
    numbers = [word for head in heads for word in head.split() if word.isdigit()]
    assert numbers == [str(n) for n in range(1, modules + 1)]
    assert "".join(line.split(" ")[0] for line in lines).count("ada" * 6) >= 3


def test_who_may_need_help_is_named_with_the_reason(capsys: pytest.CaptureFixture[str]) -> None:
    """And so are the checks and questions that are missed most."""
    show(a_class(3))
    shown = " ".join(capsys.readouterr().out.split())
    for words in ("May need help", "past due", "fail most", "missed most"):
        assert words in shown
    assert "1 of 1, 1 of them sure: Wrong 0? (module-1)" in shown


def test_what_waits_is_listed_with_the_promise(capsys: pytest.CaptureFixture[str]) -> None:
    """How long, for what, whether the promise is broken, and the next command."""
    show_waiting(a_class(3))
    shown = capsys.readouterr().out
    assert [line for line in shown.splitlines() if len(line) > 80] == []
    assert "ownpace answer 1" in " ".join(shown.split())
    assert "Promised within 2 days: 1 overdue (!)." in shown
    show_waiting(a_report())
    assert capsys.readouterr().out == "Nobody waits for anything.\n"


def test_nobody_yet_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    """A report without learners says what to do next."""
    show(a_report().model_copy(update={"learners": ()}))
    assert "ownpace collect" in capsys.readouterr().out
