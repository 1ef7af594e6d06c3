"""A report in the terminal, in 80 columns: learners down, modules across by number; then who may
need help, what is failed most, and what is left to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from rich.console import Console
from rich.text import Text

from ownpace.progress.words import count, listed, moment
from ownpace_graders.cli.grid import grid
from ownpace_graders.printable import printable
from ownpace_graders.report import Entry, ModuleColumn, Report

#: Columns of the terminal: for a learner's id, for the figures behind the modules, for a module.
_NAME, _FIGURES, _MODULE = 18, 19, 5
_TITLE = 40
#: So many of the most missed checks and questions are named; `--html` and `--json` have all.
_MOST = 5
_WHY_NOT = {
    "closed": "came after the module had closed",
    "limit": "over the limit",
    "claim": "as a bundle beside hand-ins by exchange",
}
_SIGNS = (
    "A number is the percentage of points. L late, w to be graded, ? a part for you,\n"
    "! could not be graded, x does not count, – past due, · not handed in; all: for\n"
    "the course, as modules weigh; last: days since a hand-in.\n"
)


def show(report: Report) -> None:
    """Print the report on stdout, with what needs a person, and the next command, below it."""
    console = Console(highlight=False, markup=False, emoji=False)
    if not report.learners:
        console.print("Nobody has handed anything in yet. Next: ownpace collect")
        return
    console.print(Text(printable(report.title), style="bold"), Text(_when(report)))
    for modules in _blocks(report.modules, console.width):
        _print(_learners(report, modules))
    console.print(Text(_SIGNS, style="dim"))
    _print(_modules(report))
    for line in (*_help(report), *_missed(report), *_uncounted(report), *needs(report)):
        _print(wrap(printable(line), console.width, subsequent_indent="    ") or [""])


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _when(report: Report) -> str:
    return moment(report.at, report.timezone)


def _blocks(modules: Sequence[ModuleColumn], width: int) -> Iterator[Sequence[ModuleColumn]]:
    """As many modules as stand side by side; a table for each block."""
    fit = max(1, (width - _NAME - _FIGURES) // _MODULE)
    for start in range(0, len(modules), fit):
        yield modules[start : start + fit]


def _learners(report: Report, modules: Sequence[ModuleColumn]) -> Iterator[str]:
    numbers = {module.id: str(n) for n, module in enumerate(report.modules, 1)}
    head = ("learner", *(numbers[module.id] for module in modules), "all", "tries", "last")
    rows = []
    for row in report.learners:
        entries = {entry.module: entry for entry in row.modules}
        cells = [_cell(entries.get(module.id), module.id in row.missing) for module in modules]
        last = "–" if row.days_since is None else str(row.days_since)
        rows.append((printable(row.id), *cells, _percent(row.share), str(row.attempts), last))
    return grid(head, rows, _NAME)


def _modules(report: Report) -> Iterator[str]:
    rows = []
    for number, module in enumerate(report.modules, 1):
        sure = "–" if module.sure is None else f"{module.sure:g}/5"
        counts = (str(module.handed_in), str(module.late), str(module.missing))
        optional = " (optional)" if module.optional else ""
        name = f"{number:2} {printable(module.id)}{optional}"
        rows.append((name, *counts, _percent(module.middle), sure))
    return grid((" # module", "handed in", "late", "missing", "median", "sure"), rows, _TITLE)


def _cell(entry: Entry | None, missing: bool) -> str:
    if entry is None:
        return "–" if missing else "·"
    return (_percent(entry.share) if entry.share is not None else "") + _sign(entry)


def _sign(entry: Entry) -> str:
    """What matters most of it."""
    if not entry.counts:
        return "x"
    if entry.problem:
        return "!"
    if entry.waits:
        return "w"
    if entry.needs_manual_grade:
        return "?"
    return "L" if entry.late else ""


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f}"


def _help(report: Report) -> Iterator[str]:
    found = report.may_need_help
    if found:
        yield ""
        yield "May need help, and why:"
    for row in found:
        yield f"  {row.id}: {' '.join(reason.says for reason in row.may_need_help)}"


def _missed(report: Report) -> Iterator[str]:
    if report.checks:
        yield ""
        yield "Checks that fail most:"
    for check in report.checks[:_MOST]:
        yield f"  {check.failed} of {check.tried}: {check.title} ({check.module})"
    if report.questions:
        yield ""
        yield "Quiz questions missed most:"
    for one in report.questions[:_MOST]:
        sure = f", {one.sure_and_wrong} of them sure" if one.sure_and_wrong else ""
        yield f"  {one.wrong} of {one.answered}{sure}: {one.text} ({one.module})"


def _uncounted(report: Report) -> Iterator[str]:
    found = [(row.id, e) for row in report.learners for e in row.modules if e.uncounted]
    if found:
        yield ""
        yield "Attempts that do not count:"
    for who, entry in found[:_MOST]:
        why = listed(f"{number} {_WHY_NOT[why]}" for why, number in entry.uncounted.items())
        yield f"  {who}, {entry.module}: {why}, of {entry.attempts}"
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST} more: ownpace report --csv FILE"


def needs(report: Report) -> list[str]:
    """What is left to do, each with the command for it."""
    entries = [(row.id, entry) for row in report.learners for entry in row.modules]
    lines = [f"! {who}, {e.module}: {e.problem}" for who, e in entries if e.problem]
    waiting = sum(entry.waits for _, entry in entries)
    by_hand = sum(e.needs_manual_grade for _, e in entries)
    open_questions = sum(row.open_questions for row in report.learners)
    unsent = sum(one.kind == "feedback" for one in report.waiting)
    overdue = sum(one.overdue for one in report.waiting)
    if waiting:
        lines.append(f"{waiting} handed in and not graded yet. Next: ownpace grade")
    if by_hand:
        lines.append(
            f"{by_hand} with a part that waits for a person (?). Next: nbgrader formgrader"
        )
    if outdated := sum(entry.outdated for _, entry in entries):
        lines.append(f"{outdated} with points off for lateness that is none. Next: ownpace grade")
    if unsent:
        lines.append(f"{unsent} graded, and feedback is not sent. Next: ownpace feedback")
    if open_questions:
        lines.append(f"{count(open_questions, 'open question')}. Next: ownpace questions")
    if overdue:
        lines.append(f"{overdue} wait longer than was promised. Next: ownpace report --waiting")
    return ["", *lines] if lines else []
