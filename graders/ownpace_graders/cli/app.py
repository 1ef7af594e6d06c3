"""The ``ownpace`` command: its name, its commands, and the edge where errors end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import typer

from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.cli import classwork, course, inquiries, machine, overview
from ownpace_graders.cli.output import show_data, show_error

ERROR = 2
STOPPED = 130  #: by Ctrl-C, as shells have it

app = typer.Typer(
    name="ownpace",
    help="A course kit for learning at your own pace in Jupyter: the teacher's commands.",
    epilog="Exit status: 0 done; 1 something needs you (it is named); 2 an error.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    # rich takes as long to import as all the rest, for a help page that reads as well without.
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
#: Wrong options and the like. Found by name, because typer keeps its copy of click to itself.
UsageProblem: Any = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)

for commands in (course, classwork, overview, inquiries, machine):
    commands.register(app)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit status."""
    given = sys.argv[1:] if arguments is None else list(arguments)
    try:
        status = _invoke(given)
    except OwnpaceError as error:
        show_error(error, as_json="--json" in given)
        return ERROR
    except OSError as error:
        message = f"The system refused: {error}."
        hint = "Look at the folder's permissions and at the space on the disk, then run it again."
        show_error(CommandError(message, hint=hint, code="system"), as_json="--json" in given)
        return ERROR
    except UsageProblem as problem:
        problem.show()
        if "--json" in given:
            hint = "Run the command with --help."
            show_data(CommandError(problem.format_message(), hint=hint, code="usage"))
        return ERROR
    if status == STOPPED:
        print("Stopped. Run the same command again to go on.", file=sys.stderr)
    return status


def _invoke(given: list[str]) -> int:
    """Versions of typer differ in how they tell of Ctrl-C and of ``typer.Exit``."""
    try:
        status = app(given, prog_name="ownpace", standalone_mode=False)
    except typer.Exit as leave:
        return int(leave.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        return STOPPED
    return status if isinstance(status, int) else 0
