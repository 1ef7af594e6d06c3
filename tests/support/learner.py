"""A small course as a learner has it: released modules, and notebooks worked on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ownpace.course import Course, Module
from ownpace.course.model import Correction
from ownpace.course.outline import checksum, grading, is_check, outline

Notebook = dict[str, Any]

FIRST, SECOND = "adding", "doubling"
RIGHT = "def add(a, b):\n    return a + b"
WRONG = "def add(a, b):\n    return a - b"
EMPTY = "def add(a, b):\n    raise NotImplementedError()"
CHECK = 'assert add(1, 2) == 3, "add(1, 2) should be 3."'
PARTS = "2.0 if add(2, 2) == 4 else 1.0"


def markdown(cell_id: str, text: str, **about: Any) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "source": text, "metadata": about}


def code(cell_id: str, text: str, **about: Any) -> dict[str, Any]:
    cell = {"cell_type": "code", "id": cell_id, "source": text, "metadata": about}
    return {**cell, "outputs": [], "execution_count": None}


def graded(
    grade_id: str, *, points: float = 1, grade: bool = True, solution: bool = False
) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    about: dict[str, Any] = {"schema_version": 3, "grade_id": grade_id, "grade": grade}
    about |= {"solution": solution, "locked": grade and not solution, "task": False}
    return about | ({"points": points} if grade else {})


def notebook(*cells: dict[str, Any]) -> Notebook:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": list(cells)}


def lesson() -> Notebook:
    """Three steps: one with two checks, one with an answer for a person, one to tick."""
    answer = graded("why", points=3, solution=True)
    return notebook(
        markdown("add", "## Add\nWrite the function."),
        code("work", EMPTY, nbgrader=graded("work", grade=False, solution=True)),
        code("right", CHECK, nbgrader=graded("right"), ownpace={"title": "Adds two numbers"}),
        code("parts", PARTS, nbgrader=graded("parts", points=2)),
        markdown("explain", "## Explain"),
        markdown("why", "Your answer here", nbgrader=answer),
        markdown("look", "## Look around"),
    )


def worked(released: Notebook, solution: str = RIGHT, *, passed: Sequence[str] = ()) -> Notebook:
    """A copy in which the work is ``solution`` and the checks in ``passed`` were run and passed;
    all other checks were run and failed."""
    copy: Notebook = json.loads(json.dumps(released))
    for number, cell in enumerate(copy["cells"], 1):
        if grading(cell).get("grade_id") == "work":
            cell["source"] = solution
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
        if is_check(cell) and grading(cell)["grade_id"] not in passed:
            cell["outputs"] = [failure("AssertionError", "Not yet.")]
    return copy


def grading_cell(content: Notebook, grade_id: str) -> dict[str, Any]:
    """The cell of a notebook with this grade_id."""
    found: list[dict[str, Any]] = content["cells"]
    return next(cell for cell in found if grading(cell).get("grade_id") == grade_id)


def failure(name: str, value: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": value, "traceback": []}


def result(text: str) -> dict[str, Any]:
    data = {"text/plain": text}
    return {
        "output_type": "execute_result",
        "data": data,
        "metadata": {},
        "execution_count": 1,
    }


def module(module_id: str, released: Notebook, files: Mapping[str, bytes] = {}) -> Module:
    """The module as course.json has it."""
    everything = {f"{module_id}.ipynb": as_json(released), **files}
    return Module(
        id=module_id,
        title=module_id.title(),
        released=True,
        steps=outline(released),
        files={name: hashlib.sha256(data).hexdigest() for name, data in everything.items()},
    )


def small_course(**changes: Any) -> Course:
    """Two lessons, the second after the first."""
    first = module(FIRST, lesson(), {"data.csv": b"1,2\n"})
    second = module(SECOND, lesson()).model_copy(update={"requires": (FIRST,)})
    plain = {"revision": 1, "id": "small-1", "title": "Small", "modules": (first, second)}
    return Course.model_validate({**plain, **changes})


def publish(root: Path, course: Course, released: Notebook | None = None) -> Path:
    """Write the course folder of bundle mode: course.json and ``released/``."""
    root.mkdir(parents=True, exist_ok=True)
    (root / "course.json").write_text(course.model_dump_json())
    for each in course.modules:
        folder = root / "released" / each.id
        folder.mkdir(parents=True)
        (folder / "course.json").write_text(course.model_dump_json())
        (folder / each.notebook).write_bytes(as_json(released or lesson()))
        if "data.csv" in each.files:
            (folder / "data.csv").write_bytes(b"1,2\n")
    return root


def publish_again(
    root: Path, released: Notebook, data: bytes = b"1,2\n", why: Sequence[Correction] = ()
) -> None:
    """Release the first module anew, as a teacher who corrected it does, and says why."""
    made = module(FIRST, released, {"data.csv": data})
    made = made.model_copy(update={"corrections": tuple(why)})
    course = small_course(revision=2)
    course = course.model_copy(update={"modules": (made, course.modules[1])})
    folder = root / "released" / FIRST
    (folder / made.notebook).write_bytes(as_json(released))
    (folder / "data.csv").write_bytes(data)
    for place in (root, folder):
        (place / "course.json").write_text(course.model_dump_json())


def save(root: Path, module_id: str, content: Notebook) -> Path:
    """Save a module's notebook in the learner's folder."""
    path = root / module_id / f"{module_id}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_json(content))
    return path


def as_json(content: Notebook) -> bytes:
    return json.dumps(content, indent=1).encode()


def sealed(released: Notebook) -> Notebook:
    """The notebook with nbgrader's checksums in its metadata, as nbgrader releases it."""
    for cell in released["cells"]:
        if grading(cell):
            cell["metadata"]["nbgrader"]["checksum"] = checksum(cell)
    return released
