"""A module put to the test: its solution must earn every point, its blank none."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ownpace.activities.bank import compile_bank
from ownpace.course.outline import grading, is_check, source
from ownpace.errors import OwnpaceError
from ownpace.store.layout import QUIZ_FILE
from ownpace_graders.bridge import Classroom, judge, stripped
from ownpace_graders.check.execution import Job
from ownpace_graders.check.module import ModuleSource
from ownpace_graders.check.nodes import as_node
from ownpace_graders.check.seen import error_in, seen
from ownpace_graders.guard import Guard, refuse_links
from ownpace_graders.lines import Line
from ownpace_graders.quizzes import asked_quiz


@dataclass
class Trial:
    """Two runs of one module; the folders they run in go when ``place`` does."""

    source: ModuleSource
    solution: Job
    blank: Job
    place: tempfile.TemporaryDirectory[str]


def prepare(classroom: Classroom, source: ModuleSource) -> Trial | Line:
    """The two notebooks to run, each in a folder as a learner has it; or why there are none."""
    assert source.notebook is not None
    try:
        refuse_links(classroom, source.module)
        released = stripped(classroom, source.notebook)
    except OwnpaceError as error:
        return _attention(source, f"It cannot be released. {error.message}")
    left = next(Guard(classroom).marks_in(released), None)
    if left:
        return _attention(source, f"Its release {left}: learners would see what it marks.")
    blank = with_checks_of(source.notebook, released)
    place = tempfile.TemporaryDirectory(prefix="ownpace-check-", ignore_cleanup_errors=True)
    return Trial(
        source,
        _job(source, source.notebook, Path(place.name, "solution")),
        _job(source, blank, Path(place.name, "blank")),
        place,
    )


def with_checks_of(source: dict[str, Any], released: dict[str, Any]) -> dict[str, Any]:
    """A released notebook with the checks whole again, hidden parts included, as grading has it."""
    checks = {grading(cell)["grade_id"]: cell for cell in source["cells"] if is_check(cell)}
    cells = [checks.get(grading(cell).get("grade_id"), cell) for cell in released["cells"]]
    return {**released, "cells": cells}


def judged(trial: Trial) -> list[Line]:
    """What the two runs show; call it once, after them."""
    try:
        failed = trial.solution.failure or trial.blank.failure
        messages = [failed] if failed else [*_short(trial), *_given_away(trial)]
        if messages:
            return [_attention(trial.source, message) for message in messages]
        points = sum(most for _, most in judge(trial.solution.notebook).values())
        message = f"the solution earns {points:g} of {points:g} points, the blank none."
        return [Line(status="done", module=trial.source.module, message=message)]
    finally:
        trial.place.cleanup()


def _short(trial: Trial) -> Iterator[str]:
    """Where the solution earns less than everything, or fails."""
    notebook = trial.solution.notebook
    marks = judge(notebook)
    for number, cell in enumerate(notebook["cells"], start=1):
        grade_id = str(grading(cell).get("grade_id"))
        score, points = marks.get(grade_id, (None, 0))
        if asked_quiz(source(cell)):
            continue  # scored from the answers, of which a notebook has none
        if grade_id in marks and score is not None and score < points:
            yield f"The solution earns {score:g} of {points:g} at “{grade_id}”: {seen(cell)}."
        elif grade_id not in marks and error_in(cell):
            yield f"The solution fails in cell {number}: {error_in(cell)}."


def _given_away(trial: Trial) -> Iterator[str]:
    """Where the blank earns something."""
    for grade_id, (score, points) in judge(trial.blank.notebook).items():
        if score:
            yield f"The blank earns {score:g} of {points:g} at “{grade_id}” for no work."


def _job(source: ModuleSource, notebook: dict[str, Any], folder: Path) -> Job:
    shutil.copytree(source.folder, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    if source.bank:
        (folder / QUIZ_FILE).write_text(compile_bank(source.bank), encoding="utf-8")
    return Job(source.module, as_node(notebook), folder)


def _attention(source: ModuleSource, message: str) -> Line:
    again = f"Mend {source.name}, then run `ownpace check {source.module}`."
    return Line(status="attention", module=source.module, message=message, next=again)
