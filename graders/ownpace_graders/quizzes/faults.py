"""What is wrong with how a module's notebook asks its quizzes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from ownpace.activities.bank import Bank
from ownpace.course.outline import Cell, called_activities, grading, is_check, source
from ownpace_graders.course_file import closest


def quiz_faults(notebook: dict[str, Any], bank: Bank | None, module: str) -> Iterator[str]:
    """A sentence for each fault of the notebook of ``module``, which names its cell."""
    seen: set[str] = set()
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell.get("cell_type") != "code":
            continue
        place = f"the cell “{grading(cell).get('grade_id') or number}”"
        for kind, name in called_activities(source(cell)):
            if kind == "quiz":
                if bank is None or name not in bank.quizzes:
                    yield f"{place} asks {_unknown(name, bank, module)}"
                else:
                    yield from _misplaced(
                        place, cell, name, bank.quizzes[name].graded, name in seen
                    )
                seen.add(name)


def _unknown(name: str, bank: Bank | None, module: str) -> str:
    near = closest(name, bank.quizzes) if bank else None
    meant = f" Did you mean “{near}”?" if near else ""
    return f"quiz(“{name}”), which is not in questions/{module}.yml.{meant}"


def _misplaced(place: str, cell: Cell, name: str, graded: bool, again: bool) -> Iterator[str]:
    if graded and again:
        yield f"{place} asks the graded quiz “{name}” again: one set of answers would earn twice."
    if graded and not is_check(cell):
        yield f"{place} asks the graded quiz “{name}”: make it an autograder test with points."
    elif graded and not _is_alone(source(cell), name):
        yield f"{place} must end with quiz(“{name}”) and hold nothing else but imports."
    elif not graded and is_check(cell):
        yield f"{place} is for points and asks “{name}”, which is practice: write `graded: true`."


def _is_alone(text: str, name: str) -> bool:
    """Whether a call of the quiz is the cell's result, so that its number is what is scored."""
    try:
        *before, last = ast.parse(text).body
    except (SyntaxError, ValueError):
        return False
    return (
        all(isinstance(node, ast.Import | ast.ImportFrom) for node in before)
        and isinstance(last, ast.Expr)
        and isinstance(last.value, ast.Call)
        and list(called_activities(ast.unparse(last))) == [("quiz", name)]
        and not text.rstrip().endswith(";")
    )
