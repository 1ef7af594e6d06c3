"""Making the released form of one module: stripped, with its questions, and moved in whole."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from ownpace.activities.bank import compile_bank
from ownpace.course import outline
from ownpace.errors import CourseError, WorkError
from ownpace.store.layout import QUIZ_FILE
from ownpace_graders.bridge import Classroom, generate_assignment, next_step
from ownpace_graders.course_file import load_bank
from ownpace_graders.guard import refuse_leaks, refuse_links
from ownpace_graders.notebooks import differ, main_in, move_into, notebooks_in, read_notebook
from ownpace_graders.quizzes import quiz_faults
from ownpace_graders.release.copies import COPY


def make(classroom: Classroom, module: str) -> Literal["done", "skipped"]:
    """Bring ``release/<module>`` up to date with its source and questions; ``skipped`` when it is.

    nbgrader records the module's checks in the gradebook either way. Raises ``OwnpaceError``, and
    then ``release/<module>`` is as it was.
    """
    _refuse_unstable(main_in(classroom.folder("source", ".", module), module))
    refuse_links(classroom, module)
    released = classroom.folder("release", ".", module)
    try:
        with _staged(classroom, module) as staged:
            refuse_leaks(classroom, module, staged)
            _add_questions(classroom, module, staged)
            if not differ(staged, released, but=COPY):
                return "skipped"
            if (released / COPY).exists():
                shutil.copy2(released / COPY, staged / COPY)
            move_into(staged, released)
            return "done"
    except OSError as problem:
        message = f"{module} could not be written to {released.parent}."
        raise WorkError(message, hint=next_step(problem)) from problem


@contextmanager
def _staged(classroom: Classroom, module: str) -> Iterator[Path]:
    """The stripped module in a step directory of its own, gone afterwards."""
    directory = f".release-{secrets.token_hex(4)}"
    try:
        yield generate_assignment(classroom, module, directory)
    finally:
        shutil.rmtree(classroom.root / directory, ignore_errors=True)


def _add_questions(classroom: Classroom, module: str, staged: Path) -> None:
    bank = load_bank(classroom.root, module)
    for path in notebooks_in(staged):
        fault = next(quiz_faults(read_notebook(path), bank, module), None)
        if fault:
            raise CourseError(f"{path.name}: {fault}", hint="Mend it, and release again.")
    if bank is not None:
        path = staged / QUIZ_FILE
        path.write_text(compile_bank(bank), encoding="utf-8")
        path.chmod(0o644)


def _refuse_unstable(notebook: Path) -> None:
    """Steps are known by their cell's id: without one, each release would make new steps, and
    learners' progress would be lost."""
    for step in outline(read_notebook(notebook, mend="Save it in JupyterLab, and release again.")):
        if not step.id:
            raise CourseError(
                f"{notebook.name}: the step {step.title!r} has no id.",
                hint="Open the notebook in JupyterLab 4, save it, and release again.",
            )
