"""Modules played by three learners: one who is right, one who slips, one who does nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell
from ruamel.yaml import YAML

from tests.python.content.classroom import (
    COURSE,
    is_code,
    is_exercise,
    is_for_a_person,
    kernel,
    read,
    shown_by_widgets,
    stripped,
    unpack,
)

# A slip must not find names that an earlier slip left behind, nor leave its own.
KEEP = "_kept = {n: v for n, v in globals().items() if not n.startswith('_')}"
RESTORE = """
for _name in [n for n in globals() if not n.startswith('_') and n not in _kept]:
    del globals()[_name]
globals().update(_kept)
"""


@dataclass(frozen=True)
class Mistake:
    """A plausible wrong answer to an exercise, and what a check should say of it."""

    exercise: str
    check: str
    code: str
    message: str
    score: float = 0.0

    def __str__(self) -> str:
        return f"{self.check}: {self.message}"


@dataclass
class Played:
    """A module's notebook as executed, with each mistake's check as it came out, and what the
    figures to move showed."""

    notebook: NotebookNode
    slips: dict[Mistake, NotebookNode] = field(default_factory=dict)
    shown: list[Any] = field(default_factory=list)


def mistakes(module: str) -> list[Mistake]:
    entries: list[dict[str, Any]] = YAML(typ="safe").load(COURSE / "mistakes" / f"{module}.yml")
    return [Mistake(**entry) for entry in entries]


def play_solution(module: str, into: Path) -> Played:
    """Run the teacher's notebook. Where an exercise stands, its mistakes are made first."""
    played = Played(read(module))
    with kernel(played.notebook, unpack(module, into)) as client:
        for index, cell in enumerate(played.notebook.cells):
            if is_exercise(cell):
                for mistake in (m for m in mistakes(module) if m.exercise == cell.id):
                    played.slips[mistake] = _slip(client, mistake, index)
            if is_code(cell):
                client.execute_cell(cell, index)
        played.shown = shown_by_widgets(client)
    return played


def play_blank(module: str, into: Path) -> NotebookNode:
    """Run what a learner gets, untouched, hidden parts of the checks put back."""
    notebook, released = read(module), stripped(read(module))
    for cell, blank in zip(notebook.cells, released.cells, strict=True):
        if is_exercise(cell) or is_for_a_person(cell):
            cell.source = blank.source
    with kernel(notebook, unpack(module, into)) as client:
        for index, cell in enumerate(notebook.cells):
            if is_code(cell):
                client.execute_cell(cell, index)
    return notebook


def _slip(client: NotebookClient, mistake: Mistake, index: int) -> NotebookNode:
    check = next(c for c in client.nb.cells if c.id == mistake.check)
    tried = new_code_cell(check.source, metadata=check.metadata)
    for cell in (new_code_cell(KEEP), new_code_cell(mistake.code), tried, new_code_cell(RESTORE)):
        client.execute_cell(cell, index)
    return tried
