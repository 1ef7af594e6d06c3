"""A report as a table in the terminal: learners down, modules across."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ownpace_graders.printable import printable
from ownpace_graders.report import Entry, Report


def show(report: Report) -> None:
    """Print the report on stdout, with what needs a person, and the next command, below it."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not report.learners:
        console.print("Nobody has handed anything in yet. Next: ownpace collect")
        return
    console.print(_table(report))
    for line in needs(report):
        console.print(Text(printable(line)))


def _table(report: Report) -> Table:
    # Text, not markup: ids and titles come from learners and teachers as they are.
    table = Table(title=Text(printable(report.title)), box=box.SIMPLE, title_justify="left")
    table.add_column("learner")
    for module in report.modules:
        table.add_column(Text(printable(module.id)), justify="right")
    for row in report.learners:
        entries = {entry.module: entry for entry in row.modules}
        cells = (_cell(entries.get(module.id)) for module in report.modules)
        table.add_row(Text(printable(row.id)), *map(Text, cells))
    return table


def _cell(entry: Entry | None) -> str:
    if entry is None:
        return "–"
    score = f"{entry.score or 0:g}/{entry.max_score:g}" if entry.max_score is not None else ""
    again = f" ×{entry.attempts}" if entry.attempts > 1 else ""
    if entry.problem:
        return f"{score} not graded !{again}".strip()
    if not entry.graded:
        return f"{score} handed in{again}".strip()
    return f"{score}{' + ?' if entry.needs_manual_grade else ''}{again}"


def needs(report: Report) -> list[str]:
    """What is left to do, each with the command for it."""
    entries = [(row.id, entry) for row in report.learners for entry in row.modules]
    lines = [f"! {who}, {e.module}: {e.problem}" for who, e in entries if e.problem]
    waiting = sum(not e.graded and not e.problem for _, e in entries)
    by_hand = sum(e.needs_manual_grade for _, e in entries)
    if waiting:
        lines.append(f"{waiting} handed in and not graded yet. Next: ownpace grade")
    if by_hand:
        lines.append(
            f"{by_hand} with a part that waits for a person (?). Next: nbgrader formgrader"
        )
    return lines
