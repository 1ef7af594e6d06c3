"""``ownpace report --waiting``: what learners wait for, the longest first."""

from __future__ import annotations

from datetime import timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ownpace.progress.words import count, duration
from ownpace_graders.printable import printable
from ownpace_graders.report import Report, Waiting

_KINDS = {
    "problem": "could not be graded",
    "grading": "to be graded",
    "person": "a part for you",
    "feedback": "feedback to send",
    "question": "a question",
}


def show_waiting(report: Report) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if not report.waiting:
        console.print("Nobody waits for anything.")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("", "waits", "learner", "module", "for", "next"):
        table.add_column(name, overflow="fold")
    for one in report.waiting:
        table.add_row(*map(Text, _row(one, report)))
    console.print(table)
    console.print(Text(promise(report)))


def promise(report: Report) -> str:
    """How the promise of the course file is kept now."""
    waiting = count(len(report.waiting), "thing") + (
        " waits." if len(report.waiting) == 1 else " wait."
    )
    if report.feedback_within is None:
        return f"{waiting} course.yml promises nothing: see feedback_within under rules."
    late = sum(one.overdue for one in report.waiting)
    return f"{waiting} Promised within {duration(report.feedback_within)}: {late} overdue (!)."


def _row(one: Waiting, report: Report) -> tuple[str, ...]:
    kind = _KINDS[one.kind] + (f" ({one.question})" if one.question else "")
    return (
        "!" if one.overdue else "",
        _about(report.at - one.since, report.anonymous),
        printable(one.learner),
        printable(one.module),
        kind,
        printable(one.next),
    )


def _about(span: timedelta, only_days: bool) -> str:
    """Rounded down to what people say."""
    hours = max(0, span // timedelta(hours=1))
    return count(hours // 24, "day") if hours >= 48 or only_days else count(hours, "hour")
