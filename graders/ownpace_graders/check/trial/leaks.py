"""Nothing of a solution, a hidden check or a key is in what learners would get."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ownpace.activities.bank import Bank, compile_bank
from ownpace.course.outline import source
from ownpace_graders.bridge import Classroom
from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.writing.markdown import place
from ownpace_graders.guard import Guard, released_files, taken_out
from ownpace_graders.notebooks import notebooks_in

#: What is shorter may stand elsewhere by chance, as ``total = sum(week)``.
_TELLING = 40
_KEYS = {"right", "answer", "accept", "pattern", "why", "hint", "mistakes", "match_case"}


def leaks(classroom: Classroom, module: ModuleSource, made: dict[str, Any]) -> Iterator[str]:
    """A sentence for each, of the module's files and of ``made``, its notebook as released."""
    guard = Guard(classroom)
    for found in guard.marks_in(made):
        yield f"Its release {found}: learners would see what it marks."
    folder = module.folder
    notebooks = notebooks_in(folder)
    family = (one.notebook or {"cells": []} for one in module.family)
    secrets = {name: hidden for one in family for name, hidden in _secrets(one).items()}
    for path in released_files(classroom, folder) if module.main else ():
        if path not in notebooks:
            yield from _in_file(guard, path.relative_to(folder).as_posix(), path, secrets)
    for number, cell in enumerate(made["cells"], start=1):
        for grade_id in _told(source(cell), secrets):
            yield f"The cell {place(cell, number)} holds what “{grade_id}” hides from learners."
    yield from _keys(module.bank) if module.main else ()


def _in_file(guard: Guard, name: str, path: Path, secrets: dict[str, list[str]]) -> Iterator[str]:
    data = path.read_bytes()
    fault = guard.fault(name, data)
    if fault:
        yield f"{name} {fault}: learners would get it."
        return
    for grade_id in _told(data.decode("utf-8", "ignore"), secrets):
        yield f"{name} holds what the cell “{grade_id}” hides from learners."


def _secrets(notebook: dict[str, Any]) -> dict[str, list[str]]:
    """What each cell hides, of what is long enough to be known again."""
    return {
        grade_id: [flat for flat in map(_flat, hidden) if len(flat) >= _TELLING]
        for grade_id, hidden in taken_out(notebook).items()
    }


def _told(text: str, secrets: dict[str, list[str]]) -> Iterator[str]:
    flat = _flat(text)
    for grade_id, hidden in secrets.items():
        if any(secret in flat for secret in hidden):
            yield grade_id


def _flat(text: str) -> str:
    """Text without indentation and empty lines, which say nothing of whose it is."""
    return " ".join(text.split())


def _keys(bank: Bank | None) -> Iterator[str]:
    """Keys of quizzes for points in the ``quiz.json`` that would be released."""
    quizzes = json.loads(compile_bank(bank))["quizzes"] if bank else {}
    for name, quiz in quizzes.items():
        for key in sorted(_names(quiz) & _KEYS) if quiz["graded"] else ():
            yield f"quiz.json would hold “{key}” of the quiz “{name}”, which is for points."


def _names(part: Any) -> set[str]:
    if isinstance(part, list):
        return set().union(*map(_names, part))
    return set(part) | _names(list(part.values())) if isinstance(part, dict) else set()
