"""What a command prints: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from ownpace_graders.printable import printable

if TYPE_CHECKING:
    from ownpace.errors import OwnpaceError
    from ownpace_graders.lines import Line, Summary

_MARKS = {"done": "  ", "skipped": "- ", "attention": "! "}


def finish(summary: Summary, as_json: bool) -> None:
    """Print a summary and leave with its exit status."""
    if as_json:
        print(summary.model_dump_json(indent=1))
    else:
        for line in summary.lines:
            _show(line)
        print(_closing(summary))
    raise typer.Exit(summary.exit_code)


def show_error(error: OwnpaceError, as_json: bool) -> None:
    """What happened and one next step; with ``--json`` also in a form for scripts."""
    # A course file's problems come a line each; all else is one.
    for text in [str(one) for one in getattr(error, "problems", ())] or [error.message]:
        print(printable(text), file=sys.stderr)
    if error.hint:
        print(printable(error.hint), file=sys.stderr)
    if as_json:
        show_data(error)


def show_data(error: OwnpaceError) -> None:
    """An error in the documented form."""
    print(json.dumps(_as_data(error), indent=1))


def _as_data(error: OwnpaceError) -> dict[str, Any]:
    problems = [problem.model_dump() for problem in getattr(error, "problems", ())]
    about = {"code": error.code, "message": error.message, "hint": error.hint}
    return {"format": 1, "error": about | ({"problems": problems} if problems else {})}


def _show(line: Line) -> None:
    about = ", ".join(filter(None, (line.learner, line.module)))
    named = f"{about}: {line.message}" if about else line.message
    print(f"{_MARKS[line.status]}{named}")
    if line.next:
        print(f"    → {line.next}")


def _closing(summary: Summary) -> str:
    counts = dict.fromkeys(_MARKS, 0)
    for line in summary.lines:
        counts[line.status] += 1
    if not summary.lines:
        return "Nothing to do."
    parts = [f"{counts['done']} done"]
    parts += [f"{counts['skipped']} left as they were"] if counts["skipped"] else []
    parts += [f"{counts['attention']} for you to look at"] if counts["attention"] else []
    return ", ".join(parts) + "."
