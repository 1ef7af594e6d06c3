"""Commands about this machine: demo, doctor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpace_graders.cli.options import HERE, Course, Json
from ownpace_graders.cli.output import finish


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: ownpace demo --no-browser --keep my-demo")(demo)
    app.command(epilog="Example: ownpace doctor")(doctor)


def demo(
    no_browser: Annotated[bool, typer.Option("--no-browser", help="End after the report.")] = False,
    keep: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Do it in this folder, and keep it.")
    ] = None,
) -> None:
    """Play the whole loop on the sample course. Then open JupyterLab as a new learner."""
    from ownpace_graders.cli.stage import play_demo

    raise typer.Exit(play_demo(keep, browser=not no_browser))


def doctor(course: Course = HERE, as_json: Json = False) -> None:
    """Say what is missing on this machine. And the command that mends it."""
    from ownpace_graders.doctor import doctor as work

    finish(work(course), as_json)
