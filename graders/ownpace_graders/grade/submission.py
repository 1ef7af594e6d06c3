"""Grading one submission, and keeping what it had before until that has worked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ownpace.errors import OwnpaceError, WorkError
from ownpace.results import ModuleResult
from ownpace.store.files import hint_for, write_atomically
from ownpace_graders.bridge import (
    Classroom,
    autograde,
    captured_log,
    module_result,
    notebooks_of,
    remembered,
)
from ownpace_graders.collect.attempts import RESULT, attempt_at
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.notebooks import aside, read_notebook

LOG = "grading.log"


class Work(NamedTuple):
    """One learner's newest work on one module."""

    learner: str
    module: str


def grade_work(classroom: Classroom, work: Work) -> ModuleResult | None:
    """Grade a submission afresh; ``None`` if the course's configuration leaves this learner out.

    Raises ``OwnpaceError`` with the reason when it cannot be graded; gradebook and ``autograded/``
    then are as before, and nbgrader's log is beside the attempt.
    """
    with captured_log() as log:
        try:
            return _graded(classroom, work)
        except OwnpaceError:
            _write_beside(classroom, work, LOG, log.getvalue())
            raise


def _graded(classroom: Classroom, work: Work) -> ModuleResult | None:
    folder = classroom.folder("submitted", *work)
    target = classroom.folder("autograded", *work)
    _refuse_unreadable(folder, notebooks_of(classroom, work.module))
    had_result = target.exists()
    try:
        with aside(target), remembered(classroom, *work):
            autograde(classroom, *work)
            if not target.exists():
                raise _LeftOut
    except _LeftOut:
        return None
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=hint_for(problem)) from problem
    except OwnpaceError as problem:
        problem.message += " Its earlier result stays." if had_result else ""
        raise
    result = module_result(classroom, *work)
    if result is not None:
        _write_beside(classroom, work, RESULT, result.model_dump_json(indent=1))
    return result


class _LeftOut(Exception):
    """nbgrader passed the learner over: ``CourseDirectory.student_id_exclude``."""


def _refuse_unreadable(folder: Path, notebooks: tuple[str, ...]) -> None:
    """A notebook that was left out earns nothing; one that cannot be read needs a person."""
    if not folder.is_dir():
        raise WorkError(f"{folder} is gone.", hint="Run `ownpace collect` again.")
    there = [folder / name for name in notebooks if (folder / name).is_file()]
    if not there:
        found = ", ".join(sorted(path.name for path in folder.glob("*.ipynb")))
        raise WorkError(
            f"It holds no {' or '.join(notebooks)}" + (f", but {found}." if found else "."),
            hint="Rename the notebook, or ask the learner to hand in again.",
        )
    for path in there:
        read_notebook(path)


def _write_beside(classroom: Classroom, work: Work, name: str, text: str) -> None:
    """Write a file beside the files of the attempt, if the submission came through the archive."""
    at = submitted_at(classroom.folder("submitted", *work))
    found = attempt_at(classroom, *work, at)
    if found is not None:
        write_atomically(found[0] / name, text)
