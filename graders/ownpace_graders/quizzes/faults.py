"""What is wrong with how a module's notebook asks its quizzes."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from ownpace.activities.bank import Bank
from ownpace.course.outline import Cell, called_activities, grading, is_check, source
from ownpace_graders.course_file import closest


def quiz_faults(notebook: dict[str, Any], bank: Bank | None) -> Iterator[str]:
    """A sentence for each fault, which names its cell."""
    seen: set[str] = set()
    for number, cell in enumerate(notebook["cells"], start=1):
        if cell.get("cell_type") != "code":
            continue
        where = f"the cell “{grading(cell).get('grade_id') or number}”"
        for kind, name in called_activities(source(cell)):
            if kind == "quiz":
                yield from _faults(where, cell, name, bank, seen)


def _faults(where: str, cell: Cell, name: str, bank: Bank | None, seen: set[str]) -> Iterator[str]:
    quizzes = bank.quizzes if bank else {}
    if name not in quizzes:
        near = closest(name, quizzes)
        yield f"{where} asks quiz(“{name}”), which the questions do not have." + (
            f" Did you mean “{near}”?" if near else ""
        )
        return
    graded = quizzes[name].graded
    if graded and name in seen:
        yield f"{where} asks the graded quiz “{name}” again: one set of answers would earn twice."
    seen.add(name)
    if graded and not is_check(cell):
        yield f"{where} asks the graded quiz “{name}”: make it an autograder test with points."
    elif graded and not _is_alone(source(cell), name):
        yield f"{where} must end with quiz(“{name}”) and hold nothing else but imports."
    elif not graded and is_check(cell):
        yield f"{where} is for points and asks “{name}”, which is practice: write `graded: true`."


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
