"""Commands about learners' questions: questions, answer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ownpace.errors import CommandError
from ownpace_graders.cli.clock import now
from ownpace_graders.cli.completing import questions_here
from ownpace_graders.cli.options import HERE, Course, Json, Modules
from ownpace_graders.cli.output import finish


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: ownpace questions plan")(questions)
    app.command(epilog='Example: ownpace answer 17 "Look at the second cell again."')(answer)


def questions(
    modules: Modules = None,
    every: Annotated[bool, typer.Option("--all", help="Answered ones, too.")] = False,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """List what learners asked. The open questions that were collected, each with its context."""
    from ownpace_graders.questions import questions as work

    found = work(course, modules or (), now(), answered=every)
    if as_json:
        print(found.model_dump_json(indent=1))
    else:
        from ownpace_graders.cli.letters import show

        show(found)
    raise typer.Exit(found.exit_code)


def answer(
    number: Annotated[
        int,
        typer.Argument(
            metavar="ID", help="As `ownpace questions` says.", autocompletion=questions_here
        ),
    ],
    text: Annotated[
        str | None,
        typer.Argument(metavar="[TEXT]", help="The reply; - reads it, nothing opens $EDITOR."),
    ] = None,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Reply to a question. Earlier replies are kept; the newest is sent at once."""
    from ownpace_graders.answer import answer as work

    finish(work(course, number, _text(course, number, text), now()), as_json)


def _text(course: Path, number: int, text: str | None) -> str:
    if text == "-":
        return sys.stdin.read()
    if text is not None:
        return text
    if not sys.stdin.isatty():
        raise CommandError(
            "There is no reply to send.",
            hint=f"Write it behind the number, or pipe it in: `ownpace answer {number} -`.",
        )
    from ownpace_graders.answer import question_numbered
    from ownpace_graders.cli.editor import written

    return written(question_numbered(course, number).text)
