"""The last look before anything is published: no solution, hidden check or key may be in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ownpace.activities.bank import Bank, Quiz, Released
from ownpace.course.outline import grading, is_check, source
from ownpace.errors import CommandError, OwnpaceError
from ownpace.store.layout import QUIZ_FILE
from ownpace_graders.bridge import Classroom
from ownpace_graders.course_file import load_bank
from ownpace_graders.guard import Guard, taken_out
from ownpace_graders.notebooks import notebooks_in, read_notebook
from ownpace_graders.publish.content import RELEASED, Content

#: Letters of a hidden part that are no coincidence.
_TELLING = 20


def refuse_secrets(classroom: Classroom, content: Content) -> None:
    """Raise CommandError that names the first file which must not be published.

    What it does not find: a solution that the teacher wrote without nbgrader's marks.
    """
    for name, why in _found(classroom, content):
        raise CommandError(
            f"Nothing was published: {name} {why}.",
            hint="Mend the module's source, run `ownpace release`, then publish again.",
        )


def _found(classroom: Classroom, content: Content) -> Iterator[tuple[str, str]]:
    guard = Guard(classroom)
    hidden = tuple(_hidden_checks(classroom))
    for name, data in content.items():
        path = PurePosixPath(name)
        released = path.parts[0] == RELEASED
        fault = guard.fault(str(PurePosixPath(*path.parts[2:])) if released else path.name, data)
        if fault:
            yield name, fault
        elif any(secret in _text(path, data) for secret in hidden):
            yield name, "holds the hidden part of a check"
        elif released and path.name == QUIZ_FILE:
            yield from _open_keys(name, data, load_bank(classroom.root, path.parts[1]))
        elif released and path.suffix == ".ipynb":
            source_folder = classroom.folder("source", ".", path.parts[1])
            yield from _left_in(name, data, _taken_out(source_folder.joinpath(*path.parts[2:])))


def _left_in(name: str, data: bytes, secrets: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Parts of the source that releasing should have taken out of the very same cell."""
    for cell in json.loads(data)["cells"]:
        grade_id = str(grading(cell).get("grade_id"))
        if any(secret in source(cell) for secret in secrets.get(grade_id, ())):
            yield name, f"holds, in the cell “{grade_id}”, what its source hides"


def _open_keys(name: str, data: bytes, bank: Bank | None) -> Iterator[tuple[str, str]]:
    """Quizzes for points whose keys are in it: they were practice when it was released, say."""
    graded = {quiz for quiz, asked in bank.quizzes.items() if asked.graded} if bank else set()
    for quiz, content in Released.model_validate_json(data).quizzes.items():
        if isinstance(content, Quiz) and (content.graded or quiz in graded):
            yield name, f"holds the key of the quiz “{quiz}”, which is for points"


def _hidden_checks(classroom: Classroom) -> Iterator[str]:
    """What is hidden in the sources of all modules, wherever it may have been copied to. Parts of
    a few letters could be anywhere by chance."""
    for module in classroom.modules("source"):
        for path in notebooks_in(classroom.folder("source", ".", module)):
            with suppress(OwnpaceError):
                notebook = read_notebook(path)
                checks = {str(grading(c)["grade_id"]) for c in notebook["cells"] if is_check(c)}
                parts = taken_out(notebook)
                yield from (p for c in checks for p in parts[c] if len(p) >= _TELLING)


def _text(path: PurePosixPath, data: bytes) -> str:
    if path.suffix != ".ipynb":
        return data.decode("utf-8", "ignore")
    return "\n".join(source(cell) for cell in json.loads(data)["cells"])


def _taken_out(path: Path) -> dict[str, list[str]]:
    """What lies between marks in each cell of a source notebook, by grade_id."""
    try:
        return taken_out(read_notebook(path))
    except OwnpaceError:
        return {}  # a module whose source is gone is published as it was released
