"""Modules as plain text and back: nothing is lost, nothing leaks."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ownpace.errors import CourseError
from ownpace_graders.course_file import load
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from ownpace_graders.shipped import shipped
from ownpace_graders.texts import as_text, bring_back, from_text, write_out
from tests.support.courses import as_json, small_course
from tests.support.teacher import NOW

MODULES = [module.id for module in load(shipped("sample")).modules]


def statuses(summary: Summary) -> list[str]:
    return [line.status for line in summary.lines]


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    """Two modules, each written as a text a minute after its notebook."""
    root = small_course(tmp_path)
    write_out(root, ())
    for notebook in root.glob("source/*/*.ipynb"):
        age(notebook, 60)
    return root


def age(path: Path, seconds: float) -> None:
    """Make a file that much older."""
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_comes_back_as_it_was(module: str) -> None:
    """Every cell with its id, kind, source and metadata, nbgrader's too, and the notebook's."""
    path = shipped("sample") / "source" / module / f"{module}.ipynb"
    before: Any = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    after = from_text(as_text(before), before)
    assert [dict(cell) for cell in after.cells] == [dict(cell) for cell in before.cells]
    assert nbformat.writes(after) == nbformat.writes(before)
    assert as_text(after) == as_text(before)


def test_a_change_of_the_text_is_one_of_the_notebook(a_course: Path) -> None:
    """Of that cell and of nothing else."""
    notebook = a_course / "source/count/count.ipynb"
    before = as_json(notebook)["cells"]
    change(a_course / "texts/count.md", "# A module", "# Counting")
    assert statuses(bring_back(a_course, ())) == ["done", "skipped"]
    after = as_json(notebook)["cells"]
    assert [cell["id"] for cell in after] == [cell["id"] for cell in before]
    assert after[0]["source"] == ["# Counting"]
    assert after[1:] == before[1:]


def test_a_new_cell_gets_an_id(a_course: Path) -> None:
    """Whoever writes it need not think of one."""
    text = a_course / "texts/count.md"
    text.write_text(text.read_text() + "\n```{code-cell}\nprint(1)\n```\n", encoding="utf-8")
    assert bring_back(a_course, ("count",)).exit_code == 0
    *_, last = as_json(a_course / "source/count/count.ipynb")["cells"]
    assert last["source"] == ["print(1)"]
    assert last["id"]


def test_what_was_changed_last_is_not_overwritten(a_course: Path) -> None:
    """In either direction; `--force` says that it may be."""
    notebook, text = a_course / "source/count/count.ipynb", a_course / "texts/count.md"
    change(text, "# A module", "# Counting")
    refused = write_out(a_course, ("count",))
    assert [line.code for line in refused.lines] == ["newer"]
    assert "# Counting" in text.read_text()
    age(text, 120)
    assert [line.code for line in bring_back(a_course, ("count",)).lines] == ["newer"]
    assert "Counting" not in notebook.read_text()
    assert statuses(bring_back(a_course, ("count",), force=True)) == ["done"]
    assert "Counting" in notebook.read_text()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('+++ {"id": "a"}\n\nOne\n\n+++ {"id": "a"}\n\nTwo\n', "Two cells .* the id “a”"),
        ("```{code-cell}\n---\nid: [\n---\n1\n```\n", "The text is not MyST Markdown"),
        ('+++ {"id": "not an id!"}\n\nWords\n', "The text makes no valid notebook"),
    ],
)  # fmt: skip
def test_a_text_that_makes_no_notebook_is_named(text: str, named: str) -> None:
    """With what is wrong; the notebook stays as it was."""
    with pytest.raises(CourseError, match=named):
        from_text(text)


def test_texts_are_not_released(a_course: Path) -> None:
    """They hold the solutions; a copy in a module's folder is refused."""
    assert release(a_course, ("count",), Silent(), NOW).exit_code == 0
    released = [path for path in (a_course / "release").rglob("*") if path.is_file()]
    assert not [path for path in released if b"return 2 * x" in path.read_bytes()]
    (a_course / "source/count/notes.md").write_bytes((a_course / "texts/count.md").read_bytes())
    [line] = release(a_course, ("count",), Silent(), NOW).lines
    assert "notes.md is a file of texts/, with its solutions" in line.message
