"""The command about the whole class: report."""

from __future__ import annotations

import gc
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ownpace.errors import CommandError, WorkError
from ownpace.store.files import write_atomically
from ownpace_graders.cli.clock import now
from ownpace_graders.cli.options import HERE, Course, Json

if TYPE_CHECKING:
    from ownpace_graders.report import Report

_OWN = {
    *("course.yml", "extensions.yml", "corrections.yml", "roster.csv"),
    *("gradebook.db", "nbgrader_config.py"),
}

Sheet = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write a line for each learner and module; - prints it."),
]


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: ownpace report --waiting")(report)


def report(
    waiting: Annotated[
        bool, typer.Option("--waiting", help="What learners wait for, the longest first.")
    ] = False,
    csv: Sheet = None,
    canvas: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the scores as Canvas's gradebook imports them."),
    ] = None,
    moodle: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the scores as Moodle's gradebook imports them."),
    ] = None,
    html: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write one page with plots, drawn by a notebook."),
    ] = None,
    notebook: Annotated[
        bool,
        typer.Option("--notebook", help="Put that notebook into the course's folder, to edit it."),
    ] = False,
    anonymous: Annotated[
        bool, typer.Option("--anonymous", help="Made-up ids, no names: to show to others.")
    ] = False,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Show who is where, and who may need help and why.

    Scores, late and missing work, and the checks that fail most. With --waiting the status is 1
    when something waits for longer than the course file promises.
    """
    from ownpace_graders import report as room

    if notebook:
        from ownpace_graders.report.page import put_notebook

        _tell(put_notebook(course))
        return
    with _no_cycles():
        found = room.report(course, now())
        _tell_fault(found)
        if anonymous:
            found = room.anonymous(found, _drawn(len(found.learners)))
        sheets = ((csv, room.spreadsheet), (canvas, room.canvas), (moodle, room.moodle))
        forms = (*sheets, (html, lambda one: _page(one, course)))
        for target, form in forms:
            if target is not None:
                _refuse_own(target, course)
                _write(target, form(found))
        if as_json:
            print(found.model_dump_json(indent=1))
        elif not any(target for target, _ in forms):
            _show(found, waiting)
    raise typer.Exit(_status(found, waiting))


@contextmanager
def _no_cycles() -> Iterator[None]:
    """Without Python's search for cycles of objects: a report's hundred thousands hold none, and
    going through them again and again takes as long as all else."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _page(found: Report, course: Path) -> str:
    from ownpace_graders.report.page import page

    return page(found, course)


def _status(found: Report, waiting: bool) -> int:
    return int(any(one.overdue for one in found.waiting)) if waiting else found.exit_code


def _drawn(size: int) -> list[int]:
    return random.SystemRandom().sample(range(size), size)


def _show(found: Report, waiting: bool) -> None:
    if waiting:
        from ownpace_graders.cli.queue import show_waiting

        show_waiting(found)
    else:
        from ownpace_graders.cli.table import show

        show(found)


def _tell_fault(found: Report) -> None:
    if found.roster_problem:
        print(f"! {found.roster_problem} Until then nobody is taken from it.", file=sys.stderr)


def _refuse_own(target: Path, course: Path) -> None:
    """A slip of the tab key must not take what nothing else has."""
    if target.name in _OWN and target.parent.resolve() == course.resolve():
        raise CommandError(
            f"{target} is a file of the course's own, and is left as it is.",
            hint="Name another file, such as: `ownpace report --csv figures.csv`",
        )


def _write(target: Path, text: str) -> None:
    """Replaces a file that is there."""
    if target == Path("-"):
        sys.stdout.write(text)
        return
    try:
        write_atomically(target, text)
    except WorkError as problem:  # whose hint is a learner's
        from ownpace_graders.bridge import refused

        cause = problem.__cause__
        named = f"{target} could not be written."
        raise refused(named, cause) if isinstance(cause, OSError) else problem from problem
    _tell(target)


def _tell(target: Path) -> None:
    print(f"Written to {target}.", file=sys.stderr)
