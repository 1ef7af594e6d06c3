"""Checks that are changed, added or removed after learners handed a module in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell

from ownpace_graders.bridge import ModuleScore, open_classroom, scores
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from tests.support.adopted import nbgrader
from tests.support.teacher import (
    CHECK,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    grading,
    hand_in,
    make_course,
    source_notebook,
    worked,
    write_notebook,
)


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    """Released, handed in by two learners, and graded: 3 points each."""
    root = make_course(tmp_path / "course")
    assert release(root, (), Silent(), NOW).exit_code == 0
    for learner in ("ada", "bob"):
        hand_in(root, learner, worked(root / "release" / MODULE, SOLVED))
    graded(root)
    assert points(root) == {"ada": 3, "bob": 3}
    return root


def graded(root: Path, force: bool = False) -> Summary:
    summary = grade(root, (), Silent(), force=force, jobs=1)
    assert summary.exit_code == 0, summary
    return summary


def found(root: Path) -> tuple[ModuleScore, ...]:
    return scores(open_classroom(root), [MODULE])


def points(root: Path) -> dict[str, float | None]:
    return {one.learner: one.score for one in found(root)}


def correct(root: Path, change: Any) -> Summary:
    """Change the source, and release it."""
    notebook = source_notebook()
    notebook.cells = change(notebook.cells)
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)
    return release(root, (), Silent(), NOW)


def more(cells: list[Any]) -> list[Any]:
    text = "assert add(-1, 1) == 0"
    return [*cells, new_code_cell(text, id="more", metadata=grading("check", "negative", 2))]


def less(cells: list[Any]) -> list[Any]:
    return [cell for cell in cells if cell["id"] != "part"]


def changed(cells: list[Any]) -> list[Any]:
    for cell in cells:
        if cell["id"] == "check":
            cell["source"] = CHECK.replace("== 5", "== 6")
    return cells


def test_a_changed_check_counts_once_graded_again(a_course: Path) -> None:
    """Release says what to run; then every score is the new one."""
    summary = correct(a_course, changed)
    assert summary.exit_code == 0
    assert f"ownpace grade {MODULE} --force" in " ".join(line.next for line in summary.lines)
    graded(a_course, force=True)
    assert points(a_course) == {"ada": 1, "bob": 1}


def test_a_check_can_be_added(a_course: Path) -> None:
    """nbgrader refuses it; here work handed in before is graded by it too, in a new run of grade,
    though its notebook has no such cell."""
    assert correct(a_course, more).exit_code == 0
    assert points(a_course) == {"ada": 3, "bob": 3}  # nothing is lost meanwhile
    graded(a_course, force=True)
    assert [(one.score, one.max_score) for one in found(a_course)] == [(5, 5), (5, 5)]


def test_a_check_can_be_removed_and_what_it_gave_is_kept(a_course: Path) -> None:
    """Its points count no more; what each learner had for it is in a file that says so."""
    assert correct(a_course, less).exit_code == 0
    assert [(one.score, one.max_score) for one in found(a_course)] == [(2, 2), (2, 2)]
    [kept] = (a_course / "removed-checks" / MODULE).glob("*.json")
    cells = json.loads(kept.read_text(encoding="utf-8"))["cells"]
    [check] = [cell for cell in cells if cell["grades"]]
    assert (check["name"], check["points"]) == ("partly", 1)
    given = {grade["learner"]: grade["auto_score"] for grade in check["grades"]}
    assert given == {"ada": 1, "bob": 1}
    graded(a_course, force=True)
    assert points(a_course) == {"ada": 2, "bob": 2}


def test_nbgrader_goes_on_with_the_corrected_module(a_course: Path) -> None:
    """Its own commands find a grade for every check of every submission."""
    correct(a_course, lambda cells: more(less(cells)))
    nbgrader(a_course, "autograde", MODULE, "--force")
    assert points(a_course) == {"ada": 4, "bob": 4}
    nbgrader(a_course, "export")
    assert (a_course / "grades.csv").is_file()


def test_releasing_again_keeps_nothing_twice(a_course: Path) -> None:
    """One file for one removal."""
    correct(a_course, less)
    correct(a_course, less)
    assert len(list((a_course / "removed-checks" / MODULE).glob("*.json"))) == 1
