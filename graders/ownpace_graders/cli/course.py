"""Commands about the course itself: new, check, release, publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpace_graders.cli.bar import watching
from ownpace_graders.cli.clock import now
from ownpace_graders.cli.options import HERE, Course, Json, Modules, refuse_option
from ownpace_graders.cli.output import finish


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: ownpace new my-course --starts 2027-01-11")(new)
    app.command(epilog="Example: ownpace text forgetting")(text)
    app.command(epilog="Example: ownpace adopt my-nbgrader-course")(adopt)
    app.command(epilog="Example: ownpace check forgetting")(check)
    app.command(epilog="Example: ownpace release welcome plan")(release)
    app.command(epilog="Example: ownpace publish ../my-course-public")(publish)


def new(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="A folder that is new or empty; or a course.")
    ],
    starts: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Lay the weeks out from this day, as 2027-01-11."),
    ] = None,
    module: Annotated[
        str | None, typer.Option(metavar="ID", help="Add a module to the course in DIR instead.")
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What that module is called.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Start a course from the sample, or a module from a template. All of it is yours to change."""
    from ownpace_graders.new import new as work
    from ownpace_graders.new import new_module

    if module is not None:
        refuse_option("--starts", starts is not None, "A module begins with its course.")
        finish(new_module(folder, module, title), as_json)
    refuse_option("--title", title is not None, "It is of a module: add --module ID.")
    finish(work(folder, starts), as_json)


def text(
    modules: Modules = None,
    course: Course = HERE,
    back: Annotated[
        bool, typer.Option("--back", help="From the texts to the notebooks instead.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Also over what was changed later.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write modules as plain text (MyST Markdown) into texts/, to edit; --back brings them back."""
    from ownpace_graders.texts import bring_back, write_out

    finish((bring_back if back else write_out)(course, modules or (), force), as_json)


def adopt(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder of a course made with nbgrader.")
    ],
    as_json: Json = False,
) -> None:
    """Write a course file for an nbgrader course. No notebook is changed."""
    from ownpace_graders.adopt import adopt as work

    finish(work(folder), as_json)


def check(
    modules: Modules = None,
    course: Course = HERE,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Notebooks at once. Default: one a processor."),
    ] = None,
    online: Annotated[
        bool, typer.Option("--online", help="Ask every web address whether it answers.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Check the course file and the modules.

    Each solution is run, and must earn full marks; each blank must earn nothing, half of it a
    part, and each stored mistake its message. Headings, links, pictures, contrast, questions and
    minutes are looked at, too.
    """
    from ownpace_graders.check import Options
    from ownpace_graders.check import check as work

    with watching() as watch:
        summary = work(course, modules or (), watch, Options(jobs, online))
    finish(summary, as_json)


def release(
    modules: Modules = None,
    why: Annotated[
        str,
        typer.Option(metavar="TEXT", help="What is corrected in these modules: learners read it."),
    ] = "",
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Strip solutions, and put modules into the exchange. Again, to correct them."""
    from ownpace_graders.release import release as work

    with watching() as watch:
        summary = work(course, modules or (), watch, now(), why)
    finish(summary, as_json)


def publish(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The learners' repository.")],
    hub: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A JupyterHub, for nbgitpuller's link in README.md."),
    ] = None,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Write the learners' repository. It holds what is released, for Binder or nbgitpuller."""
    from ownpace_graders.publish import publish as work

    finish(work(course, folder, hub), as_json)
