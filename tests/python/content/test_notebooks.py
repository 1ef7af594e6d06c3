"""The form of each module: sound notebooks, with the parts that a module promises."""

from __future__ import annotations

import re
from itertools import pairwise

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3

import ownpace
from ownpace.course import Step, outline
from ownpace.course.outline import called_activities
from ownpace_graders.quizzes import asked_quiz, quiz_faults
from tests.python.content.classroom import (
    COURSE,
    MODULES,
    bank,
    is_check,
    is_code,
    is_exercise,
    is_graded_quiz,
    read,
    stripped,
)

CHECK_KEYS = {"grade", "grade_id", "locked", "points", "schema_version", "solution", "task"}


def steps(module: str) -> tuple[Step, ...]:
    return outline(stripped(read(module)))


@pytest.mark.parametrize("module", MODULES)
def test_notebook_is_sound(module: str) -> None:
    """Each notebook is valid, as nbformat writes it, in format 4.5, with a Python kernel."""
    notebook = read(module)
    nbformat.validate(notebook)
    path = COURSE / "source" / module / f"{module}.ipynb"
    assert path.read_text(encoding="utf-8") == nbformat.writes(notebook) + "\n"
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"


@pytest.mark.parametrize("module", MODULES)
def test_notebook_holds_no_outputs(module: str) -> None:
    """Nothing that was run is left in the source."""
    code = [cell for cell in read(module).cells if is_code(cell)]
    assert not [cell.id for cell in code if cell.outputs or cell.execution_count is not None]


@pytest.mark.parametrize("module", MODULES)
def test_grading_metadata_is_valid(module: str) -> None:
    """nbgrader accepts the metadata, and each grade_id is its cell's readable id."""
    notebook = read(module)
    MetadataValidatorV3().validate_nb(notebook)
    graded = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert {cell.id: cell.metadata.nbgrader.grade_id for cell in graded} == {
        cell.id: cell.id for cell in graded
    }
    assert all(set(c.metadata.nbgrader) == CHECK_KEYS for c in graded if is_check(c))
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", cell.id) for cell in notebook.cells)


@pytest.mark.parametrize("module", MODULES)
def test_checks_have_a_title_and_a_hint(module: str) -> None:
    """Learners see both, in the panel and in feedback."""
    checks = [cell for cell in read(module).cells if is_check(cell)]
    assert all(set(cell.metadata.ownpace) == {"title", "hint"} for cell in checks)
    assert len({cell.metadata.ownpace.title for cell in checks}) == len(checks)


@pytest.mark.parametrize("module", MODULES)
def test_some_checks_are_hidden(module: str) -> None:
    """Each module has visible checks, checks with a hidden part, and one that is wholly hidden."""
    before = [cell.source for cell in read(module).cells if is_check(cell)]
    after = [cell.source for cell in stripped(read(module)).cells if is_check(cell)]
    pairs = list(zip(before, after, strict=True))
    assert [a for b, a in pairs if a == b]
    assert [a for b, a in pairs if a != b and a.strip()]
    assert [a for b, a in pairs if not a.strip()]


@pytest.mark.parametrize("module", MODULES)
def test_released_notebook_holds_no_solution(module: str) -> None:
    """What learners get says where to write, and nothing of the solution or a hidden check."""
    released = stripped(read(module))
    blanks = [cell.source for cell in released.cells if is_exercise(cell)]
    assert all("# YOUR CODE HERE\n" in blank for blank in blanks)
    assert all("raise NotImplementedError()" in blank for blank in blanks)
    assert not re.search(r"###\s*(BEGIN|END)", nbformat.writes(released))


def test_some_check_gives_partial_credit() -> None:
    """At least one check of the course ends in a number of points."""
    checks = [cell for module in MODULES for cell in read(module).cells if is_check(cell)]
    assert [cell.id for cell in checks if cell.source.endswith("score.total()")]


@pytest.mark.parametrize("module", MODULES)
def test_every_step_has_an_id_and_a_title(module: str) -> None:
    """A module has five to eight steps, each with a readable id of its own and a title."""
    found = steps(module)
    assert 5 <= len(found) <= 8
    assert len({step.id for step in found}) == len(found)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", step.id) and step.title for step in found)


@pytest.mark.parametrize("module", MODULES)
def test_module_opens_with_a_quiz_and_ends_with_a_reflection(module: str) -> None:
    """The first step asks for what came before, the last one looks back."""
    first, *_, last = steps(module)
    assert any(activity in bank(module).quizzes for activity in first.activities)
    assert any("reflection" in activity for activity in last.activities)


@pytest.mark.parametrize("module", MODULES)
def test_figures_come_with_a_question(module: str) -> None:
    """Two figures to move, each in a step with a quiz that is answered by using it."""
    cells = read(module).cells
    figures = [
        cell.id for cell in cells if is_code(cell) and "_figures import show_" in cell.source
    ]
    assert len(figures) == 2
    for figure in figures:
        place = [cell.id for cell in cells].index(figure)
        following = [cell.source for cell in cells[place + 1 : place + 4]]
        assert any(source.startswith("quiz(") or "show_" in source for source in following)


@pytest.mark.parametrize("module", MODULES)
def test_headings_are_in_order(module: str) -> None:
    """One title; no level is left out on the way down."""
    text = "\n".join(c.source for c in read(module).cells if c.cell_type == "markdown")
    levels = [len(marks) for marks in re.findall(r"^(#+) ", text, re.MULTILINE)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("module", MODULES)
def test_one_quiz_is_for_points(module: str) -> None:
    """It stands in a locked grade cell, and every kind of question is somewhere in the course."""
    [cell] = [cell for cell in read(module).cells if is_graded_quiz(cell)]
    graded = [name for name, quiz in bank(module).quizzes.items() if quiz.graded]
    assert [asked_quiz(cell.source)] == graded
    assert set(cell.metadata.nbgrader) == CHECK_KEYS
    assert cell.metadata.nbgrader.locked
    assert list(quiz_faults(read(module), bank(module), module)) == []


def test_every_kind_of_question_is_asked() -> None:
    """In practice, where it can be tried at leisure."""
    practice = [q for m in MODULES for q in bank(m).quizzes.values() if not q.graded]
    kinds = {question.kind for quiz in practice for question in quiz.questions}
    assert kinds == {"single", "multiple", "number", "text", "ordering", "matching"}


@pytest.mark.parametrize("module", MODULES)
def test_quizzes_and_notebook_agree(module: str) -> None:
    """Every quiz of the bank is asked once in the notebook, and no other is."""
    cells = (cell for cell in read(module).cells if is_code(cell))
    called = [found for cell in cells for found in called_activities(cell.source)]
    quizzes = [name for kind, name in called if kind == "quiz"]
    assert sorted(quizzes) == sorted(bank(module).quizzes)


def test_every_activity_is_used_once() -> None:
    """A teacher who copies the course sees how each is made."""
    code = [c.source for module in MODULES for c in read(module).cells if is_code(c)]
    names = set(ownpace.__all__)
    assert {name for name in names if any(f"{name}(" in source for source in code)} == names
