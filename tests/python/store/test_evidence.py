"""What a course folder shows: only unaltered checks that passed, and every damage named."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from ownpace.progress.model import Evidence
from ownpace.store.answers import record_answer
from ownpace.store.evidence import Findings, Observer
from ownpace.store.layout import CourseFolder
from tests.support.learner import (
    FIRST,
    SECOND,
    Notebook,
    as_json,
    code,
    grading_cell,
    lesson,
    module,
    notebook,
    save,
    small_course,
    worked,
)

COURSE = small_course()


def look(root: Path) -> Findings:
    return Observer(CourseFolder(root)).look(COURSE, {})


def seen(root: Path, content: Notebook) -> Evidence:
    save(root, FIRST, content)
    return look(root).evidence[FIRST]


def test_nothing_there(tmp_path: Path) -> None:
    """A folder without the module shows nothing, and that is no problem."""
    assert look(tmp_path) == Findings({FIRST: Evidence(), SECOND: Evidence()}, {})


def test_untouched_copy(tmp_path: Path) -> None:
    """A copy as released is there, and no more."""
    assert seen(tmp_path, lesson()) == Evidence(fetched=True)


def test_passed_checks(tmp_path: Path) -> None:
    """Checks that ran without an error passed; the others did not."""
    found = seen(tmp_path, worked(lesson(), passed=["right"]))
    assert (found.touched, found.passed) == (True, {"right"})


@pytest.mark.parametrize("key", ["source", "points", "grade_id"])
def test_altered_check_does_not_pass(tmp_path: Path, key: str) -> None:
    """A check that was edited, in its text or its metadata, shows nothing."""
    content = worked(lesson(), passed=["right", "parts"])
    cell = grading_cell(content, "right")
    changed: dict[str, Any] = {"source": "pass", "points": 9, "grade_id": "other"}
    target = cell if key == "source" else cell["metadata"]["nbgrader"]
    target[key] = changed[key]
    assert seen(tmp_path, content).passed == {"parts"}


def test_answers_for_a_person(tmp_path: Path) -> None:
    """A manually graded cell is answered when it no longer reads as released."""
    content = lesson()
    grading_cell(content, "why")["source"] = "Because."
    assert seen(tmp_path, content).answered == {"why"}


def test_activities_of_the_module_only(tmp_path: Path) -> None:
    """Answers count for activities that the module has, when they are complete."""
    asked = notebook(*lesson()["cells"], code("q", 'reflect("thought")'))
    course = small_course(modules=(module(FIRST, asked),))
    save(tmp_path, FIRST, asked)
    for name in ("thought", "invented"):
        record_answer(tmp_path / FIRST, name, "reflect", {"text": "x"}, complete=True)
    found = Observer(CourseFolder(tmp_path)).look(course, {}).evidence[FIRST]
    assert (found.answered, found.touched) == ({"thought"}, True)


DAMAGED = {
    "not JSON": (b"{", "notebook-damaged"),
    "empty": (b"", "notebook-damaged"),
    "not a notebook": (b"[]", "notebook-damaged"),
    "no cells": (b'{"nbformat": 4}', "notebook-damaged"),
    "deep": (b"[" * 100_000, "notebook-damaged"),
    "nbformat 3": (b'{"nbformat": 3, "worksheets": []}', "notebook-old"),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_notebook_is_named_and_hides_nothing_else(tmp_path: Path, name: str) -> None:
    """One notebook that cannot be read is a named problem of its module; the others are read."""
    content, problem = DAMAGED[name]
    save(tmp_path, SECOND, worked(lesson(), passed=["right"]))
    save(tmp_path, FIRST, lesson()).write_bytes(content)
    findings = look(tmp_path)
    assert {m: p.code for m, p in findings.problems.items()} == {FIRST: problem}
    assert findings.evidence[FIRST] == Evidence(fetched=True)
    assert findings.evidence[SECOND].passed == {"right"}


def test_damaged_answers_hide_no_checks(tmp_path: Path) -> None:
    """Answers that cannot be read are named; what the notebook shows counts."""
    save(tmp_path, FIRST, worked(lesson(), passed=["right"]))
    (tmp_path / FIRST / "answers.json").write_text("{")
    findings = look(tmp_path)
    assert findings.problems[FIRST].code == "answers-damaged"
    assert findings.evidence[FIRST].passed == {"right"}


ODD_CELLS: list[object] = [
    5,
    {},
    {"cell_type": "code"},
    {"cell_type": "code", "source": 5, "metadata": {}},
    {"cell_type": "code", "source": [1], "metadata": {}},
    {"cell_type": "code", "source": "", "metadata": []},
    {"cell_type": "code", "source": "", "metadata": {"nbgrader": 5}},
    {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade": 1, "points": "x"}}},
    {"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade": True}}, "outputs": 1},
]


@pytest.mark.parametrize("odd", ODD_CELLS)
def test_odd_cells_are_passed_over(tmp_path: Path, odd: object) -> None:
    """A cell in no known form costs nothing but itself."""
    content = worked(lesson(), passed=["right"])
    content["cells"].insert(0, odd)
    assert seen(tmp_path, content).passed == {"right"}


@pytest.mark.parametrize("part", ["module", "notebook", "answers", "feedback"])
def test_links_out_of_the_folder_are_not_followed(tmp_path: Path, part: str) -> None:
    """A link that leads out of the course folder is named, and not read."""
    root, elsewhere = tmp_path / "course", tmp_path / "elsewhere"
    save(elsewhere, FIRST, worked(lesson(), passed=["right"]))
    folder = CourseFolder(root)
    notebook = folder.module(FIRST) / f"{FIRST}.ipynb"
    path = notebook if part == "notebook" else getattr(folder, part)(FIRST)
    path.parent.mkdir(parents=True)
    target = elsewhere / FIRST / (f"{FIRST}.ipynb" if part == "notebook" else "")
    path.symlink_to(target)
    findings = look(root)
    assert findings.problems[FIRST].code == "outside"
    assert findings.evidence[FIRST].passed == frozenset()


def test_links_inside_the_folder_are_fine(tmp_path: Path) -> None:
    """A learner may keep a module elsewhere in the same folder."""
    save(tmp_path / "mine", FIRST, worked(lesson(), passed=["right"]))
    (tmp_path / FIRST).symlink_to(tmp_path / "mine" / FIRST)
    assert look(tmp_path).evidence[FIRST].passed == {"right"}


def test_unchanged_files_are_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second look reads no notebook; a changed one is read, also when its size and time of
    change are as before, because it was replaced."""
    path = save(tmp_path, FIRST, worked(lesson(), passed=["right"]))
    observer = Observer(CourseFolder(tmp_path))
    assert observer.look(COURSE, {}).evidence[FIRST].passed == {"right"}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", None)
        assert observer.look(COURSE, {}).evidence[FIRST].passed == {"right"}
    before = path.stat()
    other = path.with_name("other")
    other.write_bytes(path.read_bytes().replace(b'"execution_count": 3', b'"execution_count":[]'))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(path)
    assert path.stat().st_size == before.st_size
    assert observer.look(COURSE, {}).evidence[FIRST].passed == frozenset()


def test_released_checksum_is_of_the_released_cell() -> None:
    """The course's checksums are those of the cells as learners get them."""
    released = json.loads(as_json(lesson()))
    assert module(FIRST, released).steps == COURSE.modules[0].steps
