"""The last look before anything is published: no solution, hidden check or key may be in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from ownpace.course.outline import grading, source
from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.bridge import Classroom
from ownpace_graders.guard import Guard, taken_out
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.publish.content import RELEASED, Content


def refuse_secrets(classroom: Classroom, content: Content) -> None:
    """Raise CommandError that names the first file which must not be published.

    What it does not find: a solution that the teacher wrote without nbgrader's marks.
    """
    for name, why in _found(classroom, content):
        raise CommandError(
            f"Nothing was published: {name} {why}.",
            hint="Mend the module's source, run `ownpace release`, then publish again.",
        )


def _found(classroom: Classroom, content: Content) -> Iterator[tuple[str, str]]:
    guard = Guard(classroom)
    for name, data in content.items():
        path = PurePosixPath(name)
        released = path.parts[0] == RELEASED
        fault = guard.fault(str(PurePosixPath(*path.parts[2:])) if released else path.name, data)
        if fault:
            yield name, fault
        elif released and path.suffix == ".ipynb":
            yield from _left_in(name, data, _taken_out(classroom, path.parts[1]))


def _left_in(name: str, data: bytes, secrets: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Parts of the source that releasing should have taken out of the very same cell."""
    for cell in json.loads(data)["cells"]:
        grade_id = str(grading(cell).get("grade_id"))
        if any(secret in source(cell) for secret in secrets.get(grade_id, ())):
            yield name, f"holds, in the cell “{grade_id}”, what its source hides"


def _taken_out(classroom: Classroom, module: str) -> dict[str, list[str]]:
    """What lies between marks in each cell of a module's source, by grade_id."""
    path = classroom.folder("source", ".", module) / f"{module}.ipynb"
    try:
        return taken_out(read_notebook(path))
    except OwnpaceError:
        return {}  # a module whose source is gone is published as it was released
