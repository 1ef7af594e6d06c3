"""A command's summary as a teacher reads it."""

from __future__ import annotations

from typing import Any

import pytest

from ownpace_graders.cli.following import following
from ownpace_graders.cli.summary import summary_text
from ownpace_graders.lines import AS_BEFORE, Line, Measure, SlowCell, Status, Summary


def line(status: Status, learner: str, message: str, **more: Any) -> Line:
    return Line(status=status, learner=learner, module="plan", message=message, **more)


def told(*lines: Line, **more: Any) -> list[str]:
    return list(summary_text(Summary(command="grade", lines=lines, **more)))


def test_what_needs_a_person_stands_last_with_its_next_step_once() -> None:
    """By name, with the reason; those with the same next step together."""
    by_hand = "nbgrader formgrader"
    assert told(
        line("attention", "ada", "A part waits for a person.", next=by_hand),
        line("attention", "ben", "It is empty.", next="Ask."),
        line("done", "cid", "3 of 3 points."),
        line("attention", "dora", "A part waits for a person.", next=by_hand),
        line("attention", "emil", "It is odd."),
    ) == [
        "  cid, plan: 3 of 3 points.",
        "! ada, plan: A part waits for a person.",
        "! dora, plan: A part waits for a person.",
        "    → nbgrader formgrader",
        "! ben, plan: It is empty.",
        "    → Ask.",
        "! emil, plan: It is odd.",
        "1 done, 4 for you to look at.",
    ]


def test_the_same_of_many_is_said_once() -> None:
    """A class of hundreds does not push what needs a person off the screen."""
    full = [line("done", f"a-{n}", "3 of 3 points.") for n in range(200)]
    half = [line("done", f"b-{n}", "1.5 of 3 points.") for n in range(2)]
    before = [line("skipped", f"c-{n}", "Graded before.") for n in range(4)]
    alike = [line("attention", f"d-{n}", "It is empty.") for n in range(4)]
    assert told(*full, *half, *before, *alike) == [
        "  200 learners, plan: 3 of 3 points.",
        "  b-0, plan: 1.5 of 3 points.",
        "  b-1, plan: 1.5 of 3 points.",
        "- 4 learners, plan: Graded before.",
        *(f"! d-{n}, plan: It is empty." for n in range(4)),
        "202 done, 4 left as they were, 4 for you to look at.",
    ]


def test_the_slowest_cells_are_named() -> None:
    """With what they take as a rule, and at worst."""
    cell = SlowCell(module="plan", cell="fits", seconds=2.06, longest=30)
    assert told(line("done", "ada", "3 of 3 points."), slowest=(cell,))[1:] == [
        "Slowest cells, in a typical submission and at worst:",
        "  plan, fits: 2.1 s, 30.0 s",
        "1 done.",
    ]


def test_nothing_to_do_is_said() -> None:
    assert told() == ["Nothing to do."]


def test_a_check_begins_with_what_is_wrong() -> None:
    """It is the result; then comes what is good to know, what is well, and the modules."""
    costs = {"words": 1526, "grade": 3.3, "exercises": 4, "questions": 17, "figures": 2}
    about = {"minutes": 60, "estimate": 64.7, "seconds": 2.12, "memory_mb": 116}
    lines = (
        Line(status="done", module="plan", message="the solution earns 3 of 3 points."),
        Line(status="skipped", module="plan", message="its film is not there."),
        Line(status="attention", module="feedback", message="it has no title.", next="Mend it."),
    )
    measure = Measure.model_validate({"module": "plan", **costs, **about})
    assert list(summary_text(Summary(command="check", lines=lines, modules=(measure,)))) == [
        "! feedback: it has no title.",
        "    → Mend it.",
        "- plan: its film is not there.",
        "  plan: the solution earns 3 of 3 points.",
        "In numbers (minutes: as course.yml says, and as estimated):",
        "  plan: 1,526 words (grade 3.3), 4 exercises, 17 questions, 2 figures, 60 and 65 minutes; "
        "runs 2.1 s, 116 MB",
        "1 done, 1 left as they were, 1 for you to look at.",
    ]


def test_what_was_sent_before_is_one_line() -> None:
    """However many modules and learners: what is new stands out, and what to send is counted."""
    zips = {name: f"outbox/{name}/plan.zip" for name in ("ada", "ben")}
    new = [
        line("done", who, f"Feedback written to {file}.", file=file) for who, file in zips.items()
    ]
    before = [line("skipped", f"c-{n}", "As before.", code=AS_BEFORE) for n in range(2)]
    summary = Summary(command="feedback", lines=(before[0], *new, before[1]))
    assert list(summary_text(summary)) == [
        *(f"  {who}, plan: Feedback written to {file}." for who, file in zips.items()),
        "- As before. (2)",
        "2 done, 2 left as they were.",
    ]
    assert following(summary).endswith("(2 in outbox/).")
    assert following(Summary(command="feedback", lines=tuple(before))) == ""


@pytest.mark.parametrize(("command", "then"), [("collect", "grade"), ("grade", "feedback")])
def test_a_success_names_the_next_command(command: str, then: str) -> None:
    """Of the one module, where it is one; and nothing where a person is needed first."""
    done, by_hand = line("done", "ada", "Done."), line("attention", "ben", "Odd.", next="Ask.")
    assert following(Summary(command=command, lines=(done,))) == f"Next: ownpace {then} plan"
    assert following(Summary(command=command, lines=(done, by_hand))) == ""
