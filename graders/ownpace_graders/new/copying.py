"""Copy the sample course into a folder that holds nothing yet."""

from __future__ import annotations

import shlex
import shutil
import tempfile
from datetime import date
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.course_file import COURSE_FILE
from ownpace_graders.lines import Line, Summary
from ownpace_graders.new.dates import lay_out
from ownpace_graders.shipped import shipped

#: What to do about a folder that cannot be written.
_ELSEWHERE = "Look whether it is yours to write in, or name another folder."
#: What working with a course leaves behind, which is no part of one.
MADE = (
    *(".*", "__pycache__", "*.pyc", "gradebook.db"),
    *("release", "submitted", "autograded", "feedback", "attempts", "outbox"),
    *("asked", "class-answers", "removed-checks"),
)


def new(folder: Path, starts: str | None = None) -> Summary:
    """Make ``folder`` a copy of the sample course; it must not exist, or be empty.

    With ``starts`` (such as "2027-01-11") the modules get a week each from that day. The folder
    appears whole or not at all.
    """
    first = _day(starts) if starts else None
    _refuse_taken(folder)
    target = folder.absolute()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".ownpace-new-") as place:
            copy = Path(place) / "course"
            shutil.copytree(shipped("sample"), copy, ignore=shutil.ignore_patterns(*MADE))
            if first:
                lay_out(copy / COURSE_FILE, first)
            if target.exists():
                target.rmdir()
            copy.rename(target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CommandError(f"{folder} cannot be written ({reason}).", hint=_ELSEWHERE) from error
    return Summary(command="new", lines=(_line(folder),))


def _line(folder: Path) -> Line:
    return Line(
        status="done",
        message=f"{folder} holds a copy of the sample course: make course.yml and source/ yours.",
        next=f"cd {shlex.quote(str(folder))} && ownpace check",
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(
            f"“{text}” is not a day.", hint="Write it as year-month-day: 2027-01-11."
        ) from error


def _refuse_taken(folder: Path) -> None:
    taken = folder.is_dir() and any(folder.iterdir())
    if taken or (folder.exists() and not folder.is_dir()):
        raise CommandError(
            f"{folder} holds something already, and nothing is overwritten.",
            hint="Name a folder that is new or empty.",
        )
