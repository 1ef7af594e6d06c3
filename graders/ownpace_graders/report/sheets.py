"""Reports as CSV: all figures for a spreadsheet, and the columns that Canvas and Moodle import.

A cell that a spreadsheet would take for a formula is defused with an apostrophe, as OWASP's page on
CSV injection advises: ids, names and titles are other people's words.
"""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from itertools import takewhile

from ownpace_graders.report.model import LearnerRow, Report

Cell = str | int | float | None
#: What begins a formula in Excel, LibreOffice or Google Sheets, also in full width.
_FORMULAS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
#: What they may pass over before they look: white space, and characters that nobody sees.
_PASSED_OVER = ("Cc", "Cf", "Zl", "Zp", "Zs")


def spreadsheet(report: Report) -> str:
    """A line for each learner and module, so that nothing has to be taken apart again."""
    head = ("learner", "name", "module", "attempts", "uncounted", "newest", "counted", "score")
    more = ("max_score", "late", "late_penalty", "graded", "needs_manual_grade", "feedback")
    last = ("missing", "sure", "sure_and_wrong", "course_share", "may_need_help")
    lines: list[Sequence[Cell]] = [(*head, *more, *last)]
    for row in report.learners:
        help_ = " ".join(reason.says for reason in row.may_need_help)
        for module in report.modules:
            figures = (*_figures(row, module.id), _number(row.share), help_)
            lines.append((row.id, row.name, module.id, *figures))
    return written(lines)


def _figures(row: LearnerRow, module: str) -> tuple[Cell, ...]:
    entry, missing = row.entry(module), _yes(module in row.missing)
    if entry is None:
        return (0, 0, *[None] * 9, missing, None, None)
    return (
        entry.attempts,
        sum(entry.uncounted.values()),
        _time(entry.newest),
        _time(entry.counted),
        _number(entry.score),
        _number(entry.max_score),
        _yes(entry.late),
        _number(entry.late_penalty),
        _yes(entry.graded),
        _yes(entry.needs_manual_grade),
        _yes(entry.feedback),
        missing,
        entry.sure,
        entry.sure_and_wrong,
    )


def canvas(report: Report) -> str:
    """As Canvas's gradebook exports and imports: five columns of the student, one a module, and the
    points that can be earned under the header. Canvas matches by ID, SIS ID or login."""
    report = _with_points(report)
    titles = _titles(report)
    student = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    points = [_number(module.max_score) for module in report.modules]
    lines: list[Sequence[Cell]] = [(*student, *titles), ("    Points Possible", *[""] * 4, *points)]
    lines += [
        (_last_first(row), row.lms_id, "", row.id, "", *_scores(row, report))
        for row in report.learners
    ]
    return written(lines)


def moodle(report: Report) -> str:
    """As Moodle's gradebook exports and imports: who it is, then a column for each module. Moodle
    matches by the ID number or the mail address, as one chooses there."""
    report = _with_points(report)
    student = ("First name", "Last name", "ID number", "Email address")
    titles = (f"Assignment: {title} (Real)" for title in _titles(report))
    lines: list[Sequence[Cell]] = [(*student, *titles)]
    for row in report.learners:
        who = (row.first_name, row.last_name, row.lms_id or row.id, row.email)
        lines.append((*who, *_scores(row, report)))
    return written(lines)


def written(lines: Iterable[Sequence[Cell]]) -> str:
    """CSV as RFC 4180 has it, every cell defused."""
    text = StringIO()
    csv.writer(text).writerows([[defused(cell) for cell in line] for line in lines])
    return text.getvalue()


def defused(cell: Cell) -> Cell:
    """Numbers are numbers, also below nought; of text none begins as a formula."""
    if isinstance(cell, str) and _seen(cell).startswith(_FORMULAS):
        return f"'{cell}"
    return cell


def _seen(text: str) -> str:
    """From the first character on that can be seen."""
    hidden = takewhile(lambda one: unicodedata.category(one) in _PASSED_OVER, text)
    return text[sum(1 for _ in hidden) :]


def _with_points(report: Report) -> Report:
    """Without the modules that were never released: a platform would make an assignment of such a
    column, worth nothing."""
    known = tuple(module for module in report.modules if module.max_score is not None)
    return report.model_copy(update={"modules": known})


def _titles(report: Report) -> list[str]:
    """Modules of one title are told apart by their ids: the platforms go by the title."""
    titles = [module.title for module in report.modules]
    return [
        module.title if titles.count(module.title) == 1 else f"{module.title} [{module.id}]"
        for module in report.modules
    ]


def _scores(row: LearnerRow, report: Report) -> list[Cell]:
    """Empty where nothing is final: an empty cell changes nothing over there."""
    entries = (row.entry(module.id) for module in report.modules)
    return [_number(e.score) if e and e.is_final else None for e in entries]


def _number(value: float | None) -> Cell:
    """The shortest that says the same to two places."""
    return None if value is None else float(f"{value:.2f}") if value % 1 else int(value)


def _time(at: datetime | None) -> Cell:
    return at.isoformat() if at else None


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _last_first(row: LearnerRow) -> str:
    return ", ".join(filter(None, (row.last_name, row.first_name))) or row.id
