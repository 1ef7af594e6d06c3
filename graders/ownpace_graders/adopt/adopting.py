"""Adopt a course: read what nbgrader left, write ``course.yml``, and say what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.adopt.assignments import Assignment, Reading, read_assignments
from ownpace_graders.adopt.writing import course_text, dated, taken, write_course_file
from ownpace_graders.bridge import Classroom, due_dates, lacking_steps, open_classroom
from ownpace_graders.course_file import COURSE_FILE
from ownpace_graders.lines import Line, Summary

STEPS = "from ownpace_graders.bridge import configure; configure(c, __file__)"


def adopt(folder: Path) -> Summary:
    """Write ``course.yml`` into the nbgrader course directory ``folder``, and nothing else: no
    notebook, configuration or gradebook is changed. Its ``lines`` say what had to be guessed.

    Raises ``CommandError`` where there is a course file, or nothing that could be a module.
    """
    if (folder / COURSE_FILE).exists():
        raise taken(folder)
    classroom = open_classroom(folder)
    _refuse_elsewhere(classroom, folder)
    due, unread = _due(classroom)
    reading = read_assignments(classroom, due)
    if not reading.assignments:
        raise _empty(folder, reading)
    course_id = _course_id(classroom)
    write_course_file(folder, course_text(course_id, reading.assignments))
    lines = [
        _done(folder, reading),
        *_about_course(classroom, course_id, reading),
        *(line for one in reading.assignments for line in _about(one)),
        *unread,
        *(_left_out(name, why) for name, why in reading.left_out.items()),
    ]
    return Summary(command="adopt", lines=tuple(lines))


def _refuse_elsewhere(classroom: Classroom, folder: Path) -> None:
    """A course file speaks of the folder that it lies in, and of ``source/`` there."""
    here = folder.resolve()
    if classroom.root.resolve() != here:
        hint = f"Run `ownpace adopt {classroom.root}`."
        raise CommandError(
            f"The configuration says that {classroom.root} is the course.", hint=hint
        )
    source = classroom.folder("source", ".", "_").parent
    if source.resolve() != here / "source":
        raise CommandError(
            f"The configuration keeps assignments in {source}; ownpace needs them in source/.",
            hint="Name the folder source/, and take source_directory and directory_structure out "
            "of nbgrader_config.py.",
        )


def _empty(folder: Path, reading: Reading) -> CommandError:
    if reading.left_out:
        name, why = next(iter(reading.left_out.items()))
        return CommandError(
            f"No assignment can be a module: of “{name}”, {why}.",
            hint="Rename its folder in source/, then run `ownpace adopt` again.",
        )
    return CommandError(
        f"{folder} holds no assignment: source/ has no folder with a notebook.",
        hint="Name an nbgrader course directory, or start a course with `ownpace new DIR`.",
    )


def _due(classroom: Classroom) -> tuple[dict[str, datetime], list[Line]]:
    try:
        return due_dates(classroom), []
    except OwnpaceError as error:
        message = f"Due dates are not known. {error.message}"
        return {}, [Line(status="attention", message=message, next=error.hint)]


def _course_id(classroom: Classroom) -> str:
    """nbgrader's, or else the folder's name, in letters that an id may have."""
    wanted = classroom.course_id or classroom.root.name
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", wanted).lstrip("_.-")[:64]
    return plain or "course"


def _done(folder: Path, reading: Reading) -> Line:
    count = len(reading.assignments)
    message = f"{folder / COURSE_FILE} lists {count} module{'s' if count > 1 else ''}."
    return Line(status="done", message=message, next="Read it over, then run `ownpace check`.")


def _about_course(classroom: Classroom, course_id: str, reading: Reading) -> Iterator[Line]:
    yield _note(f"The course's title is not known: it is its id, “{course_id}”.")
    yield _note("The language of the texts is not known: it is English (`language: en`).")
    yield _note("The time zone is not known: it is UTC (`timezone: UTC`), in which days end.")
    kept = "by due date" if reading.by_due else "by name, since not every one has a due date"
    yield _note(f"The order is not known: modules stand {kept}, and may be taken in any order.")
    undated = [one.name for one in reading.assignments if not dated(one.due)]
    if undated:
        yield _note(f"No due date is known of {', '.join(undated)}.")
    yield _note("What nbgrader does not keep is left out: dates of opening and closing, rules.")
    yield from _about_configuration(classroom, course_id)


def _about_configuration(classroom: Classroom, course_id: str) -> Iterator[Line]:
    if classroom.course_id != course_id:
        was = f"the course_id “{classroom.course_id}”" if classroom.course_id else "no course_id"
        yield Line(
            status="attention",
            message=f"nbgrader_config.py has {was}; course.yml has “{course_id}”.",
            next=f'Set c.CourseDirectory.course_id = "{course_id}", unless learners have work out.',
        )
    if lacking_steps(classroom):
        message = "nbgrader_config.py lacks Ownpace's steps, for when you use nbgrader's commands."
        yield Line(status="skipped", message=message, next=f"Add to it: {STEPS}")


def _about(one: Assignment) -> Iterator[Line]:
    if one.problem:
        mend = "Open it in JupyterLab and save it."
        yield Line(status="attention", module=one.name, message=one.problem, next=mend)
        return
    if one.others:
        more = f"{one.notebook} is opened first, and the others are listed as its documents"
        yield _note(f"{more}; it is complete when it is handed in.", one.name)
    elif not one.has_steps:
        message = "It has no steps (“## ” headings): it is complete when it is handed in."
        yield _note(message, one.name)
    if one.python2:
        yield Line(
            status="attention",
            module=one.name,
            message=f"{' and '.join(one.python2)}: for Python 2, which nothing executes any more.",
            next="Bring the code to Python 3 (2to3 helps), choose the kernel Python 3, and save.",
        )
    if not one.has_ids:
        yield Line(
            status="attention",
            module=one.name,
            message=f"The cells of {one.notebook} have no ids, by which its steps are known.",
            next="Open it in JupyterLab and save it, before you run `ownpace release`.",
        )


def _left_out(name: str, why: str) -> Line:
    return Line(
        status="attention",
        message=f"“{name}” is left out: {why}.",
        next="Add it to course.yml under a name that does, or go on with nbgrader's commands.",
    )


def _note(message: str, module: str | None = None) -> Line:
    return Line(status="skipped", message=message, module=module)
