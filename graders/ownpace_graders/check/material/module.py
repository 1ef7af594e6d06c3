"""A module's source as it lies on disk, and what is wrong with it before anything runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat

from ownpace.activities.bank import Bank
from ownpace.course.outline import grading, outline
from ownpace.errors import OwnpaceError
from ownpace_graders.check.material.mistakes import Mistake, mistake_faults, read_mistakes
from ownpace_graders.check.material.nodes import as_node
from ownpace_graders.course_file import CourseFileError, ModuleEntry, read_questions
from ownpace_graders.lines import Line
from ownpace_graders.notebooks import main_in, notebooks_in, read_notebook
from ownpace_graders.quizzes import quiz_faults


@dataclass
class ModuleSource:
    """One notebook of a module: ``main`` is the one with its steps, which speaks for all that the
    module has once; ``family`` are all of them. ``notebook`` and ``bank`` are None where they
    cannot be used; ``unreadable`` says why. ``notes`` say what of the questions could not be taken
    over."""

    root: Path
    entry: ModuleEntry
    file: str
    language: str = "en"
    main: bool = True
    family: tuple[ModuleSource, ...] = field(default=(), repr=False)
    notebook: dict[str, Any] | None = None
    bank: Bank | None = None
    mistakes: tuple[Mistake, ...] = ()
    notes: tuple[str, ...] = ()
    unreadable: list[str] = field(default_factory=list)

    @property
    def module(self) -> str:
        return self.entry.id

    @property
    def folder(self) -> Path:
        return self.root / "source" / self.module

    @property
    def name(self) -> str:
        """The notebook, from the course's folder."""
        return f"source/{self.module}/{self.file}"

    @property
    def label(self) -> str:
        """What to say before a message: which of several notebooks it is about."""
        return f"{self.file}: " if len(self.family) > 1 else ""


def read_module(root: Path, entry: ModuleEntry, language: str) -> tuple[ModuleSource, ...]:
    """All notebooks of a module, the main one first. ``language`` is the course's."""
    folder = root / "source" / entry.id
    main = main_in(folder, entry.id)
    first = _with_questions(ModuleSource(root, entry, main.name, language))
    others = [path.name for path in notebooks_in(folder) if path != main]
    family = (first, *(replace(first, file=name, main=False, notes=()) for name in others))
    for one in family:
        one.family = family
        one.unreadable = list(first.unreadable) if one.main else []
        try:
            one.notebook = as_node(read_notebook(folder / one.file))
        except OwnpaceError as error:
            one.unreadable.append(error.message)
    return family


def _with_questions(found: ModuleSource) -> ModuleSource:
    """The same with the module's bank and stored mistakes."""
    root, module = found.root, found.module
    try:
        found.bank, found.notes = read_questions(root, module)
    except CourseFileError as error:
        found.unreadable += [str(problem) for problem in error.problems]
    try:
        found.mistakes = read_mistakes(root, module)
    except OwnpaceError as error:
        found.unreadable.append(error.message)
    return found


def faults(module: ModuleSource) -> list[Line]:
    """A line for everything that keeps a module from being released."""
    again = f"Mend it, then run `ownpace check {module.module}`."
    messages = module.unreadable or _notebook_faults(module)
    return [
        Line(status="attention", module=module.module, message=message, next=again)
        for message in messages
    ]


def _notebook_faults(module: ModuleSource) -> Iterator[str]:
    notebook = module.notebook or {}
    yield from _format_faults(notebook, module.name, _needs_ids(module, notebook))
    yield from _id_faults(notebook, module.name)
    if module.main and module.entry.complete_when.steps and not outline(notebook):
        yield f"{module.name}: it has no step; begin each section with a “## ” heading."
    for fault in quiz_faults(notebook, module.bank, module.module):
        yield f"{module.name}: {fault}"
    cells = [cell for one in module.family if one.notebook for cell in one.notebook["cells"]]
    for fault in mistake_faults(cells, module.mistakes) if module.main else ():
        yield f"mistakes/{module.module}.yml: {fault}"


def _needs_ids(module: ModuleSource, notebook: dict[str, Any]) -> bool:
    """Steps are known by the ids of their cells, which came with nbformat 4.5; so are exercises
    with stored mistakes."""
    return bool(module.mistakes) or (module.main and bool(outline(notebook)))


def _format_faults(notebook: dict[str, Any], name: str, needs_ids: bool) -> Iterator[str]:
    ids = Counter(cell.get("id") for cell in notebook["cells"])
    if notebook.get("nbformat_minor", 0) < 5 or None in ids:
        if needs_ids:
            yield f"{name}: its cells have no ids; open it in JupyterLab and save it."
        return
    twice = [cell_id for cell_id, count in ids.items() if count > 1]
    if twice:
        yield f"{name}: two cells have the id “{twice[0]}”; open it in JupyterLab and save it."
        return
    try:
        nbformat.validate(notebook)
    except nbformat.ValidationError as error:
        yield f"{name}: it is not a valid notebook ({error.message})."


def _id_faults(notebook: dict[str, Any], name: str) -> Iterator[str]:
    ids = Counter(str(grading(cell).get("grade_id")) for cell in notebook["cells"] if grading(cell))
    for grade_id, count in ids.items():
        if count > 1:
            yield f"{name}: {count} cells have the grade_id “{grade_id}”; give each its own."
