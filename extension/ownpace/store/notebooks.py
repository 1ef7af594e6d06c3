"""What a saved notebook shows of the learner's work.

Reads plain JSON rather than nbformat's objects, so that 200 notebooks with their outputs can be
looked at in one request. The metadata is not believed: which checks there are, and what they look
like unaltered, comes from course.json.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from ownpace.course.outline import (
    REVIEW,
    Cell,
    calls,
    checksum,
    grading,
    is_answer,
    is_check,
    source,
)
from ownpace.errors import WorkError
from ownpace.store.memory import MEGABYTE, read_limited
from ownpace.store.verdict import verdict

LIMIT = 100 * MEGABYTE
MOST_POINTS = 1e9  #: of one cell; a JSON number may be too big for a float


class Seen(NamedTuple):
    """One notebook: its graded cells by their id and checksum, whether any cell was run, and the id
    of the first cell that asks for a ``review``."""

    passed: frozenset[tuple[str, str]] = frozenset()
    answers: frozenset[tuple[str, str]] = frozenset()
    run: bool = False
    review: str = ""


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook as plain JSON, with a list of well-formed cells.

    Raises ``WorkError``: ``notebook-damaged`` when it is not a notebook, ``notebook-old`` when it
    is from before nbformat 4, ``unreadable`` and ``too-large``.
    """
    return parse_notebook(read_limited(path, LIMIT), path.name)


def parse_notebook(content: bytes, name: str) -> dict[str, Any]:
    """The notebook in a file called ``name``; raises as :func:`read_notebook`."""
    found = _parsed(content, name)
    if not isinstance(found, dict) or not isinstance(found.get("nbformat"), int):
        raise _damaged(name)
    if found["nbformat"] < 4:
        raise WorkError(
            f"{name} is in the format of nbformat {found['nbformat']}, which is too old.",
            hint="Open it in JupyterLab and save it, which brings it up to date.",
            code="notebook-old",
        )
    if not isinstance(found.get("cells"), list):
        raise _damaged(name)
    return {**found, "cells": [cell for cell in found["cells"] if _is_cell(cell)]}


def see(path: Path) -> Seen:
    """Look at a saved notebook; raises as :func:`read_notebook` does."""
    cells: list[Cell] = read_notebook(path)["cells"]
    return Seen(
        passed=frozenset(_marked(c for c in cells if is_check(c) and _passed(c))),
        answers=frozenset(_marked(c for c in cells if is_answer(c))),
        run=any(isinstance(cell.get("execution_count"), int) for cell in cells),
        review=next((str(cell.get("id", "")) for cell in cells if _reviews(cell)), ""),
    )


def _marked(cells: Iterator[Cell]) -> Iterator[tuple[str, str]]:
    for cell in cells:
        yield str(grading(cell).get("grade_id", "")), checksum(cell)


def _reviews(cell: Cell) -> bool:
    text = source(cell)
    # Looking for the word first keeps 200 notebooks from being parsed as Python.
    return cell["cell_type"] == "code" and "review" in text and any(calls(text, REVIEW))


def _passed(cell: Cell) -> bool:
    return verdict(cell).outcome == "passed"


def _is_cell(cell: object) -> bool:
    """Whether a cell has the few things that are read from it, in the forms they must have."""
    if not isinstance(cell, dict) or not isinstance(cell.get("cell_type"), str):
        return False
    source, points = cell.get("source"), _is_graded_well(cell)
    lines = isinstance(source, list) and all(isinstance(line, str) for line in source)
    return (isinstance(source, str) or lines) and points


def _is_graded_well(cell: Cell) -> bool:
    """Whether nbgrader's metadata, if any, holds points that can be reckoned with."""
    metadata = cell.get("metadata")
    if not isinstance(metadata, dict):
        return False
    points = grading(cell).get("points", 0)
    return isinstance(points, int | float) and abs(points) <= MOST_POINTS  # which NaN is not


def _parsed(content: bytes, name: str) -> object:
    """pydantic's parser takes half the time of Python's."""
    try:
        return from_json(content)
    except ValueError as problem:
        raise _damaged(name) from problem


def _damaged(name: str) -> WorkError:
    return WorkError(
        f"{name} is not a notebook that can be read.",
        hint="Close it and choose Start over: your copy is kept beside it.",
        code="notebook-damaged",
    )
