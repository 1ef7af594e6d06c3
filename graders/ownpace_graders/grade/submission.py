"""Grading one submission, and keeping what it had before until that has worked."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import OwnpaceError, WorkError
from ownpace.results import ModuleResult
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import (
    Classroom,
    autograde,
    captured_log,
    module_result,
    next_step,
    notebooks_of,
    remembered,
)
from ownpace_graders.collect.attempts import RESULT, attempt_at
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.notebooks import aside, read_notebook

#: Beside an attempt that could not be graded: nbgrader's log, and the reason in a sentence.
LOG, FAILURE = "grading.log", "failure.txt"
_PATTERN = set("*?[]")


class Work(NamedTuple):
    """One learner's newest work on one module."""

    learner: str
    module: str


def grade_work(classroom: Classroom, work: Work) -> ModuleResult | None:
    """Grade a submission afresh; ``None`` if the course's configuration leaves this learner out.

    Raises ``OwnpaceError`` with the reason when it cannot be graded; gradebook and ``autograded/``
    then are as before, and the reason and nbgrader's log are beside the attempt.
    """
    with captured_log() as log:
        try:
            result = _graded(classroom, work)
        except OwnpaceError as problem:
            with suppress(OwnpaceError):  # what went wrong first is what is told
                _write_beside(classroom, work, FAILURE, f"{problem}\n")
                _write_beside(classroom, work, LOG, log.getvalue())
            raise
    _keep(classroom, work, result)
    return result


def _keep(classroom: Classroom, work: Work, result: ModuleResult | None) -> None:
    """Keep the result beside the attempt, where no earlier failure is left."""
    beside = _beside(classroom, work)
    if beside is not None and result is not None:
        write_atomically(beside / RESULT, result.model_dump_json(indent=1))
        (beside / FAILURE).unlink(missing_ok=True)


def _graded(classroom: Classroom, work: Work) -> ModuleResult | None:
    folder = classroom.folder("submitted", *work)
    target = classroom.folder("autograded", *work)
    _refuse_pattern(work.learner)
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
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    except OwnpaceError as problem:
        problem.message += " Its earlier result stays." if had_result else ""
        raise
    return module_result(classroom, *work)


class _LeftOut(Exception):
    """nbgrader passed the learner over: ``CourseDirectory.student_id_exclude``."""


def _refuse_pattern(learner: str) -> None:
    """nbgrader's own commands would take the work of others for this learner's."""
    if _PATTERN & set(learner):
        raise WorkError(
            f"nbgrader reads the name {learner!r} as a pattern.",
            hint="Rename the folder to a name without * ? [ ] and run it again.",
        )


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
    beside = _beside(classroom, work)
    if beside is not None:
        write_atomically(beside / name, text)


def _beside(classroom: Classroom, work: Work) -> Path | None:
    """The folder of the attempt, if the submission came through the archive."""
    at = submitted_at(classroom.folder("submitted", *work))
    found = attempt_at(classroom, *work, at)
    return found and found[0]
