"""Our sanitizing is nbgrader's, as its own steps (cured) do it, whatever was done to a notebook."""

from __future__ import annotations

import copy
import json
import logging
import warnings
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.preprocessors import CheckCellMetadata, ClearOutput, OverwriteKernelspec

from ownpace.errors import WorkError
from ownpace_graders.bridge import (
    Classroom,
    ReleasedNotebook,
    generate_assignment,
    marking,
    open_classroom,
    open_register,
)
from ownpace_graders.bridge.cures import DropDuplicates, RestoreCells
from ownpace_graders.judge import sanitize
from tests.support.teacher import (
    MODULE,
    NOTEBOOK,
    essay,
    grading,
    make_course,
    source_notebook,
    write_notebook,
)

STEPS = (ClearOutput, DropDuplicates, OverwriteKernelspec, RestoreCells, CheckCellMetadata)

Case = tuple[Classroom, ReleasedNotebook, dict[str, Any]]


@pytest.fixture(scope="module")
def a_released_notebook(tmp_path_factory: pytest.TempPathFactory) -> Case:
    root = make_course(tmp_path_factory.mktemp("sanitizing") / "course", plain=True)
    notebook = source_notebook()
    task = grading("solution", "task", 2)
    task["nbgrader"].update(solution=False, task=True, grade=False, locked=True)
    notebook.cells.insert(2, essay())
    notebook.cells.append(nbformat.v4.new_markdown_cell("Do it.", id="task", metadata=task))
    read_only = grading("check", "read-only")
    read_only["nbgrader"].update(grade=False, locked=True)
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell("Rules", id="r", metadata=read_only))
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)
    classroom = open_classroom(root)
    folder = generate_assignment(classroom, MODULE, "release")
    with open_register(classroom, marking(classroom)) as register:
        released = register.released(MODULE)
    return classroom, released.notebooks[0], json.loads((folder / NOTEBOOK).read_text())


def by_nbgrader(classroom: Classroom, notebook: dict[str, Any]) -> dict[str, Any]:
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbformat mends ids as ours does, and says so
        found: Any = nbformat.reads(json.dumps(notebook), as_version=4)
    about = {"notebook": MODULE, "assignment": MODULE, "student": "anna"}
    resources = {"nbgrader": {**about, "db_url": classroom.coursedir.db_url}}
    for step in STEPS:
        found, _ = step().preprocess(found, resources)
    return dict(json.loads(json.dumps(found)))


def essence(notebook: dict[str, Any]) -> list[Any]:
    """What of the cells grading depends on: ids of restored cells are random, and nbgrader puts a
    notice before restored tasks."""
    return [
        (
            cell["cell_type"],
            cell["source"].rpartition("added back by nbgrader.\n\n")[2],
            cell.get("outputs"),
            cell.get("execution_count"),
            _about(cell["metadata"].get("nbgrader", {})),
        )
        for cell in notebook["cells"]
    ]


def _about(about: dict[str, Any]) -> dict[str, Any]:
    """What grading reads: the points of a cell that has none to give do not matter."""
    counts = about.get("grade") or about.get("task")
    left_out = {"cell_type"} if counts else {"cell_type", "points"}
    return {"task": False, **{k: v for k, v in about.items() if k not in left_out}} if about else {}


WAYS = (
    *("delete", "copy", "retype", "edit", "points", "flags", "id", "strip", "run", "move", "add"),
)
DAMAGE = st.lists(
    st.tuples(st.sampled_from(WAYS), st.integers(0, 9), st.integers(0, 9)), max_size=8
)


def damaged(notebook: dict[str, Any], damage: list[tuple[str, int, int]]) -> dict[str, Any]:
    """A notebook after a learner's accidents."""
    result = copy.deepcopy(notebook)
    for way, place, more in damage:
        if result["cells"]:
            _damage(result["cells"], way, place % len(result["cells"]), more)
    return result


def _damage(cells: list[Any], way: str, place: int, more: int) -> None:
    cell = cells[place]
    about = cell["metadata"].get("nbgrader", {})
    match way:
        case "delete":
            cells.pop(place)
        case "copy":
            cells.insert(more % len(cells), copy.deepcopy(cell))
        case "move":
            cells.insert(more % len(cells), cells.pop(place))
        case "retype" if cell["cell_type"] == "code":
            cell["cell_type"] = "markdown"
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
        case "retype":
            cell.update(cell_type="code", outputs=[], execution_count=None)
        case "edit":
            cell["source"] = f"changed {more}"
        case "points" if about:
            about["points"] = more
        case "flags" if about:
            about.update(grade=more % 2 == 0, solution=more % 3 == 0, locked=more % 5 == 0)
        case "id" if about:
            about["grade_id"] = f"made-up-{more}"
        case "strip":
            cell["metadata"].pop("nbgrader", None)
        case "run" if cell["cell_type"] == "code":
            out = {"output_type": "stream", "name": "stdout", "text": "x"}
            cell.update(outputs=[out], execution_count=more)
        case "add":
            own = {"cell_type": "code", "source": "1", "metadata": {}, "outputs": []}
            cells.insert(place, own | {"execution_count": None})


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(damage=DAMAGE)
def test_a_damaged_notebook_is_mended_as_nbgrader_does(
    a_released_notebook: Case, damage: list[tuple[str, int, int]]
) -> None:
    """Same cells, same sources, same metadata."""
    classroom, released, notebook = a_released_notebook
    submitted = damaged(notebook, damage)
    before = copy.deepcopy(submitted)
    assert essence(sanitize(submitted, released)) == essence(by_nbgrader(classroom, submitted))
    assert submitted == before


def test_checks_come_back_with_their_hidden_parts(a_released_notebook: Case) -> None:
    """They are stripped in what learners have."""
    _, released, notebook = a_released_notebook
    [check] = [
        cell
        for cell in sanitize(notebook, released)["cells"]
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "adds"
    ]
    assert "HIDDEN TESTS" in check["source"]


@pytest.mark.parametrize(("version", "words"), [(2, "older nbgrader"), (4, "newer nbgrader")])
def test_metadata_of_another_nbgrader_is_named(
    a_released_notebook: Case, version: int, words: str
) -> None:
    """With what mends it."""
    _, released, notebook = a_released_notebook
    submitted = copy.deepcopy(notebook)
    submitted["cells"][0]["metadata"]["nbgrader"]["schema_version"] = version
    with pytest.raises(WorkError, match=words):
        sanitize(submitted, released)


@pytest.mark.parametrize(
    "change",
    [{"extra": 1}, {"points": "many"}, {"schema_version": "three"}, {"grade": None}],
    ids=str,
)
def test_damaged_metadata_of_a_check_is_restored(
    a_released_notebook: Case, change: dict[str, Any]
) -> None:
    """nbgrader refuses the notebook; what a check is worth is in the gradebook."""
    _, released, notebook = a_released_notebook
    submitted = copy.deepcopy(notebook)
    for cell in submitted["cells"]:
        if cell["metadata"].get("nbgrader"):
            cell["metadata"]["nbgrader"].update(change)
    assert essence(sanitize(submitted, released)) == essence(sanitize(notebook, released))


def test_a_check_cannot_be_tagged_to_be_left_out(a_released_notebook: Case) -> None:
    """nbclient does not execute a cell with this tag, and nbgrader gives full marks for that."""
    _, released, notebook = a_released_notebook
    submitted = copy.deepcopy(notebook)
    for cell in submitted["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "mine"]
    tags = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell["metadata"].get("tags")
        for cell in sanitize(submitted, released)["cells"]
        if cell["metadata"].get("nbgrader")
    }
    assert tags["adds"] == ["mine"]
    assert tags["add"] == ["skip-execution", "mine"]


def test_the_result_is_a_valid_notebook(a_released_notebook: Case, tmp_path: Path) -> None:
    """In format 4.5, where each cell has an id, and before it, where none has."""
    _, released, notebook = a_released_notebook
    for minor in (4, 5):
        short = {**notebook, "nbformat_minor": minor, "cells": notebook["cells"][:1]}
        nbformat.validate(sanitize(short, released))
