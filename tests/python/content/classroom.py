"""The sample course on a test's desk: its notebooks, its questions, and what learners get."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions

from ownpace.activities.bank import Bank, compile_bank
from ownpace.store.layout import COURSE_FILE, QUIZ_FILE
from ownpace_graders.course_file import compile_course, load, load_bank
from ownpace_graders.quizzes import asked_quiz

COURSE = Path(__file__).parents[3] / "course"
MODULES = [module.id for module in load(COURSE).modules]


def read(module: str) -> NotebookNode:
    """The teacher's notebook of a module."""
    path = COURSE / "source" / module / f"{module}.ipynb"
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def stripped(notebook: NotebookNode) -> NotebookNode:
    """What a learner gets of it, by nbgrader's own preprocessors."""
    for preprocessor in (ClearSolutions(), ClearHiddenTests()):
        notebook, _ = preprocessor.preprocess(notebook, {})
    return notebook


def bank(module: str) -> Bank:
    """A module's questions."""
    found = load_bank(COURSE, module)
    assert found is not None, f"questions/{module}.yml is missing"
    return found


def unpack(module: str, into: Path) -> Path:
    """A learner's folder of the module: its files, and the questions and the course as released."""
    folder = into / module
    shutil.copytree(COURSE / "source" / module, folder, ignore=_not_shipped)
    (folder / QUIZ_FILE).write_text(compile_bank(bank(module)), encoding="utf-8")
    course = compile_course(load(COURSE), {}, revision=1)
    (folder / COURSE_FILE).write_text(course.model_dump_json(), encoding="utf-8")
    return folder


def is_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code"


def is_check(cell: NotebookNode) -> bool:
    graded = bool(cell.metadata.get("nbgrader", {}).get("grade"))
    return graded and not is_graded_quiz(cell) and not is_for_a_person(cell)


def is_for_a_person(cell: NotebookNode) -> bool:
    """Whether a cell holds an answer that a person marks."""
    about = cell.metadata.get("nbgrader", {})
    return bool(about.get("grade") and about.get("solution"))


def is_graded_quiz(cell: NotebookNode) -> bool:
    """Whether a cell asks a quiz for points, which no code of a learner's can answer."""
    graded = cell.metadata.get("nbgrader", {}).get("grade")
    return bool(graded) and asked_quiz(cell.source) is not None


def is_exercise(cell: NotebookNode) -> bool:
    solution = bool(cell.metadata.get("nbgrader", {}).get("solution"))
    return solution and not is_for_a_person(cell)


def _not_shipped(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name in ("__pycache__", ".ipynb_checkpoints")]
