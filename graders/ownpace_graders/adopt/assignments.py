"""What an nbgrader course directory tells about its assignments."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ownpace.course import outline
from ownpace.course.model import RESERVED
from ownpace.course.notebooks import by_number
from ownpace.course.outline import source
from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom
from ownpace_graders.course_file import MADE_BY_OWNPACE
from ownpace_graders.notebooks import main_in, notebooks_in, read_notebook
from ownpace_graders.printable import printable

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_HEADING = re.compile(r"^#\s+(.*?)\s*#*\s*$", re.MULTILINE)
_LONGEST_TITLE = 200


class Assignment(NamedTuple):
    """``others`` are its notebooks beside ``notebook``, which is opened first. ``problem``: why
    that one cannot be read; ``has_ids``: its steps can be told from each other. ``python2``: those
    that are for Python 2."""

    name: str
    notebook: str
    others: tuple[str, ...]
    title: str
    due: datetime | None
    has_steps: bool
    has_ids: bool
    problem: str = ""
    python2: tuple[str, ...] = ()


class Reading(NamedTuple):
    """The assignments in their order, and why others cannot be modules. ``by_due``: the order is
    that of the due dates, which all have."""

    assignments: tuple[Assignment, ...]
    left_out: Mapping[str, str]
    by_due: bool


def read_assignments(classroom: Classroom, due: Mapping[str, datetime]) -> Reading:
    """Those with a source, by due date where each has one, else by name (``ps2`` before ``ps10``).
    Reads notebooks, and changes none."""
    names = sorted(classroom.modules("source"), key=by_number)
    left_out = {name: why for name in names if (why := _why_not(classroom, name, names))}
    found = [_assignment(classroom, name, due.get(name)) for name in names if name not in left_out]
    by_due = bool(found) and all(one.due for one in found)
    if by_due:
        found.sort(key=lambda one: (one.due is not None and one.due, by_number(one.name)))
    return Reading(tuple(found), left_out, by_due)


def _why_not(classroom: Classroom, name: str, names: Collection[str]) -> str:
    """Why an assignment's name or folder does not do for a module; empty if it does."""
    if not ID.fullmatch(name):
        return "its name may hold letters, digits, “-”, “_” and “.” only, at most 64"
    if name.casefold() in RESERVED:
        return "learners have another folder of that name"
    twins = [one for one in names if one.casefold() == name.casefold()]
    if name != twins[0]:
        return f"on many systems its folder is that of “{twins[0]}”"
    there = [one for one in MADE_BY_OWNPACE if _folder(classroom, name).joinpath(one).exists()]
    return f"its {there[0]} would replace one that Ownpace makes" if there else ""


def _assignment(classroom: Classroom, name: str, due: datetime | None) -> Assignment:
    folder = _folder(classroom, name)
    main = main_in(folder, name)
    others = tuple(path.name for path in notebooks_in(folder) if path != main)
    try:
        notebook = read_notebook(main, mend="Open it in JupyterLab, save it, and look again.")
    except OwnpaceError as error:
        return Assignment(name, main.name, others, name, due, False, True, error.message)
    steps = outline(notebook)
    return Assignment(
        name,
        main.name,
        others,
        title=next(_titles(notebook), name),
        due=due,
        has_steps=bool(steps) and not others,
        has_ids=all(step.id for step in steps),
        python2=tuple(_for_python2(folder)),
    )


def _for_python2(folder: Path) -> Iterator[str]:
    for path in notebooks_in(folder):
        with suppress(OwnpaceError):
            about = read_notebook(path).get("metadata", {})
            kernel = about.get("kernelspec") if isinstance(about, dict) else None
            if isinstance(kernel, dict) and kernel.get("name") == "python2":
                yield path.name


def _titles(notebook: dict[str, Any]) -> Iterator[str]:
    """The headings of the first rank, as plain text."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            for found in _HEADING.findall(source(cell)):
                if title := printable(found.strip("*_ "))[:_LONGEST_TITLE].strip():
                    yield title


def _folder(classroom: Classroom, name: str) -> Path:
    return classroom.folder("source", ".", name)
