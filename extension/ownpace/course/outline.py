"""The outline of a notebook: its steps, and the checks and activities in each.

A step starts at a markdown cell that begins with ``## ``; its id is that cell's id. What stands
before the first step belongs to none, except that checks and activities there count with the
first. Works on plain JSON (``nbformat`` 4), so that reading 200 notebooks stays cheap.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ownpace.course.model import Check, Step

Cell = dict[str, Any]

#: Activities that a step waits for, by the name learners call them with. Nobody has to take notes,
#: to watch a video to its end, to review, or to have a question.
ANSWERABLE = frozenset({"quiz", "reflect", "checklist", "checkin", "plan"})

REVIEW = frozenset({"review"})

_MAGIC = re.compile(r"^[%!].*$", re.MULTILINE)


def outline(notebook: dict[str, Any]) -> tuple[Step, ...]:
    """The steps of a *released* notebook, in order. Empty checks (wholly hidden) do not count."""
    return tuple(_step(cells) for cells in sections(notebook.get("cells", [])))


def source(cell: Cell) -> str:
    """A cell's text, which JSON may hold as a string or as a list of lines."""
    text = cell.get("source", "")
    return text if isinstance(text, str) else "".join(text)


def grading(cell: Cell) -> dict[str, Any]:
    """nbgrader's metadata of a cell, or an empty dictionary."""
    found = cell.get("metadata", {}).get("nbgrader", {})
    return found if isinstance(found, dict) else {}


def is_check(cell: Cell) -> bool:
    """Whether a cell is a test cell, rather than an answer that a person grades."""
    about = grading(cell)
    return bool(about.get("grade")) and not about.get("solution") and cell["cell_type"] == "code"


def is_answer(cell: Cell) -> bool:
    """Whether a cell holds an answer that a person grades."""
    about = grading(cell)
    return bool(about.get("grade") and about.get("solution"))


def title_of(cell: Cell) -> str:
    """The author's name for a check (``metadata.ownpace.title``), or its grade_id made readable."""
    own = cell.get("metadata", {}).get("ownpace", {})
    title = own.get("title") if isinstance(own, dict) else None
    return str(title or re.sub(r"[-_]+", " ", str(grading(cell).get("grade_id", ""))))


def checksum(cell: Cell) -> str:
    """nbgrader's checksum (``nbgrader.utils.compute_checksum``, 0.9.6), which the learner's side
    needs without nbgrader installed."""
    about = grading(cell)
    parts = [source(cell), cell["cell_type"], str(bool(about.get("grade")))]
    parts += [str(bool(about.get("solution"))), str(_locked(about))]
    if about.get("grade_id"):
        parts.append(str(about["grade_id"]))
    if about.get("grade"):
        parts.append(str(float(about.get("points", 0))))
    digest = hashlib.md5(usedforsecurity=False)
    for part in parts:
        digest.update(part.encode("utf8"))
    return digest.hexdigest()


def activities(text: str) -> Iterator[str]:
    """The ids of activities that a code cell calls (see ``called_activities``)."""
    return (name for _, name in called_activities(text))


def called_activities(text: str) -> Iterator[tuple[str, str]]:
    """The activities that a code cell calls with a literal first argument, each with its id, as in
    ``quiz("forgetting-1")``. Magics are passed over; code that does not parse calls none."""
    for call in calls(text, ANSWERABLE):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield _called(call), first.value


def calls(text: str, names: frozenset[str]) -> Iterator[ast.Call]:
    """Where a code cell calls one of the functions ``names``."""
    try:
        tree = ast.parse(_MAGIC.sub("", text))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in names:
            yield node


def _locked(about: dict[str, Any]) -> bool:
    if about.get("solution"):
        return False
    return True if about.get("grade") else bool(about.get("locked", False))


def _shows_a_check(text: str) -> bool:
    """Neither wholly hidden, which is released empty, nor an activity that earns points: what a
    learner answers there is judged on the teacher's side only."""
    return bool(text.strip()) and not any(activities(text))


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def sections(cells: Iterable[Cell]) -> list[list[Cell]]:
    """The cells of each step, its heading first."""
    before: list[Cell] = []
    sections: list[list[Cell]] = []
    for cell in cells:
        if cell.get("cell_type") == "markdown" and source(cell).startswith("## "):
            sections.append([cell])
        else:
            (sections[-1] if sections else before).append(cell)
    if sections:
        sections[0].extend(before)
    return sections


def _step(cells: list[Cell]) -> Step:
    heading = cells[0]
    code = [cell for cell in cells if cell.get("cell_type") == "code"]
    return Step(
        id=str(heading.get("id", "")),
        title=source(heading).splitlines()[0].removeprefix("## ").strip(),
        checks=tuple(_check(c) for c in code if is_check(c) and _shows_a_check(source(c))),
        activities=tuple(dict.fromkeys(a for c in code for a in activities(source(c)))),
        answers=tuple(_check(c) for c in cells if is_answer(c)),
    )


def _check(cell: Cell) -> Check:
    about = grading(cell)
    return Check(
        id=str(about.get("grade_id", "")),
        title=title_of(cell),
        points=float(about.get("points", 0)),
        checksum=checksum(cell),
    )
