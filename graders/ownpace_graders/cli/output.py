"""What a command prints: results on stdout, everything else on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import typer

from ownpace_graders.cli.following import following
from ownpace_graders.cli.summary import summary_text
from ownpace_graders.printable import printable

if TYPE_CHECKING:
    from ownpace.errors import OwnpaceError
    from ownpace_graders.lines import Summary


def finish(summary: Summary, as_json: bool) -> None:
    """Print a summary and leave with its exit status."""
    if as_json:
        print(summary.model_dump_json(indent=1))
    else:
        for text in summary_text(summary):
            print(text)
        if then := following(summary):
            print(then)
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
