"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpace.errors import CommandError
from ownpace_graders.cli.completing import modules_here

Course = Annotated[
    Path, typer.Option("--course", metavar="DIR", help="The course's folder.", show_default=True)
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for scripts.")]
Modules = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[MODULE]...", help="Modules by id. Default: all.", autocompletion=modules_here
    ),
]
HERE = Path()


def refuse_option(name: str, given: bool, hint: str) -> None:
    """Raise ``CommandError`` for an option that does not go with the others."""
    if given:
        raise CommandError(f"{name} does not go with the other options.", hint=hint, code="usage")
