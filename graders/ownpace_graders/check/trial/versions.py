"""The notebooks that are run of one module: its solution, and four learners'."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ownpace.course.outline import Cell, grading, is_check
from ownpace_graders.check.material.mistakes import Mistake
from ownpace_graders.check.material.nodes import code_cell

Notebook = dict[str, Any]

# A slip must not find names that an earlier slip left behind, nor leave its own. What it changes
# inside a list or a table that was there before stays changed.
_KEEP = "_kept = {n: v for n, v in globals().items() if not n.startswith('_')}"
_RESTORE = """
for _name in [n for n in globals() if not n.startswith('_') and n not in _kept]:
    del globals()[_name]
globals().update(_kept)
"""


def blank(source: Notebook, released: Notebook) -> Notebook:
    """A released notebook with the checks whole again, hidden parts included, as grading has it."""
    checks = {grading(cell)["grade_id"]: cell for cell in source["cells"] if is_check(cell)}
    cells = [checks.get(grading(cell).get("grade_id"), cell) for cell in released["cells"]]
    return {**released, "cells": cells}


def half_done(source: Notebook, untouched: Notebook) -> Notebook | None:
    """The solution up to the middle one of its exercises that has a check of its own, and blanks
    from there on. None where there are not two: then nobody can be half done."""
    checked = _checked_exercises(source["cells"])
    if len(checked) < 2:
        return None
    last = checked[len(checked) // 2 - 1]
    blanks = {grading(cell).get("grade_id"): cell for cell in untouched["cells"]}
    cells = [
        cell if number <= last or not _is_exercise(cell) else blanks[grading(cell)["grade_id"]]
        for number, cell in enumerate(source["cells"])
    ]
    return {**source, "cells": cells}


def with_slips(source: Notebook, mistakes: Sequence[Mistake], python: bool) -> Notebook | None:
    """The solution, where before each exercise its mistakes are made, each with a copy of its
    check (``slip_id``). None where none is stored of its exercises."""
    checks = {cell.get("id"): cell for cell in source["cells"]}
    if not any(mistake.exercise in checks for mistake in mistakes):
        return None
    cells: list[Cell] = []
    for cell in source["cells"]:
        for number, mistake in enumerate(mistakes):
            if mistake.exercise == cell.get("id"):
                cells += _slip(number, mistake.code, checks[mistake.check], python)
        cells.append(cell)
    return {**source, "cells": cells}


def slip_id(number: int) -> str:
    """The grade_id of the check after the mistake with that number, from 0."""
    return f"ownpace-slip-{number}"


def _slip(number: int, code: str, check: Cell, python: bool) -> list[Cell]:
    name = slip_id(number)
    about = {**check["metadata"], "nbgrader": {**grading(check), "grade_id": name}}
    tried = {**check, "id": name, "metadata": about}
    made = [code_cell(f"{name}-code", code), tried]
    return (
        [code_cell(f"{name}-keep", _KEEP), *made, code_cell(f"{name}-end", _RESTORE)]
        if python
        else made
    )


def _checked_exercises(cells: Sequence[Cell]) -> list[int]:
    """The places of exercises that have a check for points before the next exercise."""
    found: list[int] = []
    last: int | None = None
    for number, cell in enumerate(cells):
        if _is_exercise(cell):
            last = number
        elif last is not None and is_check(cell) and grading(cell).get("points"):
            found.append(last)
            last = None
    return found


def _is_exercise(cell: Cell) -> bool:
    return bool(grading(cell).get("solution"))
