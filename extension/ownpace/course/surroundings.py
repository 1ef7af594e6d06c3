"""Where in a notebook a question was asked: the step, the code in it, and what went wrong there."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any, NamedTuple

from ownpace.course.outline import Cell, calls, is_check, sections, source

ASK = "ask"
#: The name that ``ask()`` has when it is given none.
UNNAMED = "questions"


class Surroundings(NamedTuple):
    """``step`` is its id, ``code`` what the learner may have written there, ``said`` its errors."""

    step: str = ""
    code: str = ""
    said: str = ""


def surroundings(notebook: dict[str, Any], *, step: str = "", activity: str = "") -> Surroundings:
    """Look around a step, or around the ``ask`` activity of that name; nothing where neither is in
    the notebook. Works on what the learner saved, so it is a claim to whoever reads it."""
    for cells in sections(notebook.get("cells", [])):
        here = str(cells[0].get("id", ""))
        if (step and here == step) or (activity and activity in _asks(cells)):
            written = [source(cell).strip() for cell in cells if _is_written(cell)]
            return Surroundings(here, "\n\n".join(written), "\n".join(_errors(cells)))
    return Surroundings()


def _asks(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        if cell.get("cell_type") == "code":
            for call in calls(source(cell), frozenset({ASK})):
                yield _name(call)


def _name(call: ast.Call) -> str:
    first = call.args[0] if call.args else None
    is_text = isinstance(first, ast.Constant) and isinstance(first.value, str)
    return str(first.value) if is_text and isinstance(first, ast.Constant) else UNNAMED


def _is_written(cell: Cell) -> bool:
    if cell.get("cell_type") != "code" or is_check(cell) or not source(cell).strip():
        return False
    return not any(calls(source(cell), frozenset({ASK})))


def _errors(cells: list[Cell]) -> Iterator[str]:
    for cell in cells:
        for output in cell.get("outputs") or ():
            if isinstance(output, dict) and output.get("output_type") == "error":
                yield f"{output.get('ename', 'Error')}: {output.get('evalue', '')}"
