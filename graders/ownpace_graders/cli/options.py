"""The options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Course = Annotated[
    Path, typer.Option("--course", metavar="DIR", help="The course's folder.", show_default=True)
]
Json = Annotated[bool, typer.Option("--json", help="Print the result as JSON, for scripts.")]
Modules = Annotated[
    list[str] | None, typer.Argument(metavar="[MODULE]...", help="Modules by id. Default: all.")
]
HERE = Path()
