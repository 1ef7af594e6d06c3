"""Commands about learners' work: collect, grade, feedback."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ownpace_graders.cli.bar import watching
from ownpace_graders.cli.clock import now
from ownpace_graders.cli.completing import learners_here, modules_here
from ownpace_graders.cli.options import HERE, Course, Json, Modules, refuse_option
from ownpace_graders.cli.output import finish
from ownpace_graders.cli.watching import watch_until_stopped

Roster = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="With --inbox: a CSV of learners. The course's roster.csv if unset."
    ),
]


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: ownpace collect --inbox ~/Downloads/work --roster class.csv")(
        collect
    )
    app.command(epilog="Example: ownpace grade plan --learner ada")(grade)
    app.command(epilog="Example: ownpace feedback plan")(feedback)
    app.command(epilog="Example: ownpace extend ada plan --days 3")(extend)


def collect(
    modules: Modules = None,
    inbox: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Take from this folder, not the exchange: bundles, downloads of Moodle and "
            "Canvas, folders, notebooks.",
        ),
    ] = None,
    roster: Roster = None,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Take in what learners have handed in. From the exchange, or from a folder of files."""
    _refuse_roster(roster, inbox)
    from ownpace_graders.collect import collect as work

    with watching() as watch:
        summary = work(course, modules or (), watch, now(), inbox=inbox, roster=roster)
    finish(summary, as_json)


def grade(
    modules: Modules = None,
    learner: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ID",
            help="Only this learner. May be repeated.",
            autocompletion=learners_here,
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Grade again what is graded.")] = False,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Execute N at once. As many as processors if unset."),
    ] = None,
    unconfined: Annotated[
        bool,
        typer.Option("--unconfined", help="Execute without a sandbox, where there can be none."),
    ] = False,
    watch_on: Annotated[
        bool,
        typer.Option(
            "--watch", help="Collect, grade and release feedback as work arrives, until stopped."
        ),
    ] = False,
    inbox: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="With --watch: from this folder as well, whatever `collect --inbox` takes.",
        ),
    ] = None,
    roster: Roster = None,
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Grade what is new. A notebook that cannot be graded is named, and the rest goes on."""
    if watch_on:
        from ownpace_graders.watch import Choice

        refuse_option("--force", force, "Run `ownpace grade --force` without --watch.")
        _refuse_roster(roster, inbox)
        choice = Choice(modules or (), learner or (), inbox, jobs, unconfined, roster)
        watch_until_stopped(course, choice, as_json)
        return
    refuse_option(
        "--inbox", inbox is not None, "Add --watch, or run `ownpace collect --inbox DIR`."
    )
    _refuse_roster(roster, inbox)
    from ownpace_graders.grade import grade as work

    with watching() as watch:
        summary = work(
            course,
            modules or (),
            watch,
            learners=learner,
            force=force,
            jobs=jobs,
            unconfined=unconfined,
        )
    finish(summary, as_json)


def feedback(modules: Modules = None, course: Course = HERE, as_json: Json = False) -> None:
    """Write feedback and release it. For bundles it goes to outbox/, to be sent."""
    from ownpace_graders.feedback import feedback as work

    with watching() as watch:
        summary = work(course, modules or (), watch, now())
    finish(summary, as_json)


def extend(
    learner: Annotated[
        str,
        typer.Argument(metavar="LEARNER", help="A learner's id.", autocompletion=learners_here),
    ],
    module: Annotated[
        str | None,
        typer.Argument(
            metavar="[MODULE]",
            help="A module's id. Default: all.",
            autocompletion=modules_here,
        ),
    ] = None,
    days: Annotated[
        float | None, typer.Option(min=0, metavar="N", help="So many days more than the class.")
    ] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Due then, as 2027-01-31 or with a time.")
    ] = None,
    time: Annotated[
        str | None,
        typer.Option(metavar="+N%", help="So much more of each module's time, as +25%."),
    ] = None,
    note: Annotated[
        str, typer.Option(metavar="TEXT", help="Why, for you. It is shown to nobody.")
    ] = "",
    course: Course = HERE,
    as_json: Json = False,
) -> None:
    """Give one learner more time. It counts for hand-ins, lateness, the panel and the report."""
    from ownpace_graders.extend import Ask
    from ownpace_graders.extend import extend as work

    finish(work(course, Ask(learner, module, days, until, time, note), now()), as_json)


def _refuse_roster(roster: Path | None, inbox: Path | None) -> None:
    alone = roster is not None and inbox is None
    refuse_option("--roster", alone, "It is for --inbox: the exchange knows who is who.")
