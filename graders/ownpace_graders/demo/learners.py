"""The learners of the demonstration, and what each does with a released module."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ownpace.activities.bank import Bank, Quiz, asking_of
from ownpace.activities.responses import with_response
from ownpace.course import Course
from ownpace.course.outline import called_activities, grading, source
from ownpace.errors import CommandError
from ownpace.store.answers import Value, record_answer
from ownpace.store.bundle import Manifest, work, write_bundle
from ownpace_graders.check.material.nodes import as_node, save
from ownpace_graders.check.trial.execution import Job
from ownpace_graders.course_file import load_bank
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.quizzes import right_answer


@dataclass(frozen=True)
class Learner:
    """``share`` of the exercises are solved, and of the questions answered, from the first on."""

    name: str
    share: float


LEARNERS = (Learner("ada", 1.0), Learner("ben", 0.5), Learner("cleo", 0.0))


@dataclass(frozen=True)
class Homework:
    learner: Learner
    job: Job


def prepare(course: Path, folder: Path, learner: Learner, module: str) -> Homework:
    """A copy of the released module in the learner's ``folder``, with the learner's answers in
    it, ready to be run."""
    own = folder / module
    shutil.copytree(course / "release" / module, own)
    notebook = read_notebook(own / f"{module}.ipynb")
    solve(notebook, solutions(course, module), learner.share)
    if learner.share:
        _answer(own, notebook, load_bank(course, module), learner.share)
    return Homework(learner, Job(module, as_node(notebook), own))


def hand_in(course: Course, homework: Homework, bundle: Path, now: datetime) -> None:
    """Save the notebook that was run, and make the bundle that *Submit* makes."""
    job = homework.job
    if job.failure:
        raise CommandError(
            f"The notebook of {homework.learner.name}, {job.name}, was not run: {job.failure}",
            hint="Run `ownpace doctor`.",
        )
    save(job.notebook, job.folder / f"{job.name}.ipynb")
    module = course.module(job.name)
    assert module is not None
    manifest = Manifest(
        kind="submission",
        course=course.id,
        module=module.id,
        learner=homework.learner.name,
        at=now,
        revision=course.revision,
    )
    write_bundle(bundle, manifest, work(job.folder, module))


def solve(notebook: dict[str, Any], solutions: dict[str, str], share: float) -> None:
    """Put the reference solutions into the first ``share`` of the exercises."""
    exercises = [c for c in notebook["cells"] if grading(c).get("grade_id") in solutions]
    for cell in exercises[: round(len(exercises) * share)]:
        cell["source"] = solutions[grading(cell)["grade_id"]]


def solutions(course: Path, module: str) -> dict[str, str]:
    """The reference solution of each exercise, by grade_id, without nbgrader's marks."""
    cells = read_notebook(course / "source" / module / f"{module}.ipynb")["cells"]
    return {
        grading(cell)["grade_id"]: "\n".join(
            line for line in source(cell).splitlines() if not _is_mark(line)
        )
        for cell in cells
        if grading(cell).get("solution")
    }


def _is_mark(line: str) -> bool:
    return line.strip() in ("### BEGIN SOLUTION", "### END SOLUTION")


def _answer(folder: Path, notebook: dict[str, Any], bank: Bank | None, share: float) -> None:
    """Answer the module's activities, as its kernel records them."""
    quizzes = bank.quizzes if bank else {}
    for text, kind, name in _activities(notebook):
        if name in quizzes:
            value, complete = _quiz_answer(quizzes[name], share)
            record_answer(folder, name, "quiz", value, complete)
        elif share == 1 and kind == "checklist":
            record_answer(folder, name, "checklist", {"ticked": _items(text)}, True)
        elif share == 1 and kind == "checkin":
            record_answer(folder, name, "checkin", {"sure": 4, "minutes": 50}, True)
        elif share == 1 and kind == "plan":
            record_answer(folder, name, "plan", {}, True)
        elif share == 1:
            words = "I plan a time and a place, and I look back after each session."
            record_answer(folder, name, "reflect", {"text": words}, True)


def _activities(notebook: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The activities that steps wait for: their cells' text, what they are, their ids."""
    texts = [source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    return ((text, kind, name) for text in texts for kind, name in called_activities(text))


def _items(text: str) -> list[str]:
    """What a cell lists for its learner to do, where it lists it as it is."""
    lists = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.List))
    first: list[str] = next((ast.literal_eval(node) for node in lists), [])
    return first


def _quiz_answer(quiz: Quiz, share: float) -> tuple[Value, bool]:
    value: Value = {}
    complete = False
    asking = asking_of(quiz)
    for question in quiz.questions[: round(len(quiz.questions) * share)]:
        given = right_answer(question)
        value, complete = with_response(asking, quiz, value, question.id, given)
    return value, complete
