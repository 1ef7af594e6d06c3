"""``ownpace adopt``: a course file for a course made with nbgrader, and nothing else changed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from ownpace.errors import CommandError
from ownpace_graders.adopt import adopt
from ownpace_graders.bridge import lacking_steps, open_classroom
from ownpace_graders.check import check
from ownpace_graders.course_file import CourseFile, load
from ownpace_graders.doctor import doctor
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from tests.support.adopted import nbgrader, old_gradebook, plain_course, quickstart
from tests.support.courses import as_json, small_course, write
from tests.support.teacher import NOW, write_notebook


def everything(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def adopted(root: Path) -> CourseFile:
    adopt(root)
    return load(root)


def said(summary: Summary, status: str = "") -> str:
    return "\n".join(line.message for line in summary.lines if status in line.status)


@pytest.fixture(scope="module")
def an_example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course that nbgrader makes for who tries it."""
    return quickstart(tmp_path_factory.mktemp("example"))


def test_nbgraders_own_example_is_adopted(an_example: Path, tmp_path: Path) -> None:
    """Of the course that `nbgrader quickstart` makes a course file is written that holds, and not
    a byte of the rest is changed."""
    root = Path(shutil.copytree(an_example, tmp_path / "course101"))
    before = everything(root)
    summary = adopt(root)
    after = everything(root)
    assert set(after) - set(before) == {"course.yml"}
    assert {name: after[name] for name in before} == before
    course = load(root)
    assert (course.id, [module.id for module in course.modules]) == ("course101", ["ps1"])
    assert summary.exit_code == 0
    for unknown in ("title is not known", "language", "time zone", "order", "No due date", "rules"):
        assert unknown in said(summary, "skipped")


def test_the_example_goes_to_learners(an_example: Path, tmp_path: Path) -> None:
    """Once adopted it can be checked and released: all notebooks, the first of which is opened.
    They are of an older format, whose cells have no ids; nothing needs them here."""
    root = Path(shutil.copytree(an_example, tmp_path / "course101"))
    adopt(root)
    checked = check(root, (), Silent())
    assert said(checked, "done").splitlines() == [
        "problem1.ipynb: the solution earns 6 of 6 points, the blank none, half of it 2.",
        "problem2.ipynb: the solution earns 3 of 3 points, the blank none.",
    ]
    assert "problem1.ipynb: a picture in the cell 1 has no alt" in said(checked, "attention")
    assert release(root, (), Silent(), NOW).exit_code == 0
    module = as_json(root / "release/ps1/course.json")["modules"][0]
    assert {"problem1.ipynb", "problem2.ipynb"} < module["files"].keys()
    assert [resource["href"] for resource in module["resources"]] == ["problem2.ipynb"]
    assert module["complete_when"]["submitted"]


def test_the_first_of_several_notebooks_is_opened(tmp_path: Path) -> None:
    """The one called as the assignment, or the first by name; the others are its documents."""
    root = plain_course(tmp_path, "ps1/part10", "ps1/part2", "ps2/ps2", "ps2/extra")
    course = adopted(root)
    documents = [[one.document for one in module.resources] for module in course.modules]
    assert documents == [["part10.ipynb"], ["extra.ipynb"]]


def test_due_dates_and_order_are_the_gradebooks(tmp_path: Path) -> None:
    """A gradebook that nbgrader made gives them, to the second and in UTC."""
    root = plain_course(tmp_path, "alpha", "beta")
    nbgrader(root, "db", "assignment", "add", "alpha", "--duedate=2027-02-01 17:00 Europe/Paris")
    nbgrader(root, "db", "assignment", "add", "beta", "--duedate=2027-01-10 12:00 UTC")
    text = (adopt(root), (root / "course.yml").read_text())[1]
    assert [module.id for module in load(root).modules] == ["beta", "alpha"]
    assert "2027-02-01T16:00:00Z" in text
    assert "2027-01-10T12:00:00Z" in text


def test_an_older_gradebook_is_only_read(tmp_path: Path) -> None:
    """What nbgrader itself would want upgraded first gives its dates, and stays as it was."""
    root = plain_course(tmp_path, "ps1", "ps2", "ps10")
    old_gradebook(root, {"ps2": "2027-01-10 12:00:00.000000"})
    before = (root / "gradebook.db").read_bytes()
    summary = adopt(root)
    assert (root / "gradebook.db").read_bytes() == before
    # Not every one has a date: by name, and numbers count as numbers.
    assert [module.id for module in load(root).modules] == ["ps1", "ps2", "ps10"]
    assert "No due date is known of ps1, ps10." in said(summary)


def test_a_damaged_gradebook_costs_the_dates_only(tmp_path: Path) -> None:
    """It is named, and the course file is there."""
    root = plain_course(tmp_path, "ps1")
    write(root, "no database", name="gradebook.db")
    summary = adopt(root)
    assert "Due dates are not known" in said(summary, "attention")
    assert load(root).modules[0].due is None


def test_odd_names_are_left_out_by_name(tmp_path: Path) -> None:
    """What cannot be a module is said, and why; the rest is adopted."""
    odd = ("Problem Set 1", "étude", "-dash", "kept", "PS1", "x" * 65)
    root = plain_course(tmp_path, "ps1", *odd)
    write(root, "{}", name="source/ps2/answers.json")
    write_notebook(root / "source/ps2/ps2.ipynb", new_notebook())
    summary = adopt(root)
    course = load(root)
    assert len(course.modules) == 1
    told = said(summary, "attention")
    assert all(f"“{name}” is left out" in told for name in (*odd[:4], "x" * 65, "ps2"))
    assert "its folder is that of" in told
    assert summary.exit_code == 1


@pytest.mark.parametrize(
    "heading",
    ["# Title: with # signs #", "# - 'quoted' & *starred*", "# {braces}", "# 2027-01-01", "# true"],
)
def test_titles_are_text_whatever_they_hold(heading: str, tmp_path: Path) -> None:
    """The first heading of the notebook; YAML makes nothing else of it."""
    root = plain_course(tmp_path, "ps1")
    notebook = new_notebook(cells=[new_markdown_cell(heading)])
    write_notebook(root / "source/ps1/ps1.ipynb", notebook)
    title = adopted(root).modules[0].title
    assert title.strip("# *_") in heading
    assert title != "ps1"


def _damaged(root: Path) -> str:
    write(root, "not JSON", name="source/ps1/ps1.ipynb")
    return "not a notebook"


def _without_ids(root: Path) -> str:
    notebook = as_json(root / "source/ps1/ps1.ipynb")
    for cell in notebook["cells"]:
        cell.pop("id")
    write_notebook(root / "source/ps1/ps1.ipynb", _as_old(notebook))
    return "have no ids"


def _as_old(notebook: dict[str, Any]) -> Any:
    import nbformat

    return nbformat.from_dict({**notebook, "nbformat_minor": 4})


def _for_python2(root: Path) -> str:
    notebook = as_json(root / "source/ps1/ps1.ipynb")
    notebook["metadata"]["kernelspec"] = {"name": "python2", "display_name": "2", "language": "x"}
    write(root, json.dumps(notebook), name="source/ps1/ps1.ipynb")
    return "Python 2, which nothing executes"


def _without_ids_beside_another(root: Path) -> str:
    write_notebook(root / "source/ps1/größe.ipynb", new_notebook())
    return _without_ids(root)


@pytest.mark.parametrize(
    "spoil", [_damaged, _without_ids, _for_python2, _without_ids_beside_another]
)
def test_notebooks_to_mend_are_named(spoil: Any, tmp_path: Path) -> None:
    """A notebook that cannot be read, whose steps have no ids, or that is for Python 2, is listed
    with what to do."""
    root = plain_course(tmp_path, "ps1", "ps2")
    why = spoil(root)
    summary = adopt(root)
    [line] = [line for line in summary.lines if line.module == "ps1" and line.status == "attention"]
    assert why in line.message
    assert "save" in line.next
    assert [module.id for module in load(root).modules] == ["ps1", "ps2"]


def test_a_course_file_is_never_overwritten(tmp_path: Path) -> None:
    """A second run, or a course of Ownpace's own, is refused with what to do."""
    root = small_course(tmp_path)
    before = everything(root)
    with pytest.raises(CommandError, match="is there already") as caught:
        adopt(root)
    assert "ownpace check" in caught.value.hint
    assert everything(root) == before


def test_what_is_no_course_is_refused(tmp_path: Path) -> None:
    """An empty folder gets no file, and another source folder is named."""
    with pytest.raises(CommandError, match="holds no assignment"):
        adopt(tmp_path)
    write(tmp_path, 'c.CourseDirectory.source_directory = "src"\n', name="nbgrader_config.py")
    with pytest.raises(CommandError, match=r"needs them in source/"):
        adopt(tmp_path)
    assert not (tmp_path / "course.yml").exists()


def test_a_course_id_that_cannot_be_kept_is_said(tmp_path: Path) -> None:
    """Learners' exchange goes by nbgrader's: the two have to be made one."""
    root = plain_course(tmp_path / "a course", "ps1")
    config = (root / "nbgrader_config.py").read_text().replace("phys-101", "Physics 101")
    write(root, config, name="nbgrader_config.py")
    summary = adopt(root)
    assert load(root).id == "Physics-101"
    assert "has the course_id “Physics 101”; course.yml has" in said(summary, "attention")


def test_doctor_names_the_steps_that_are_missing(tmp_path: Path) -> None:
    """With plain nbgrader_config.py nbgrader's own commands work without ours: doctor says so, and
    the line that mends it does."""
    root = plain_course(tmp_path, "ps1")
    [line] = [line for line in doctor(root).lines if "nbgrader_config.py lacks" in line.message]
    assert "ScoreQuizzes" in line.message
    mend = line.next.partition("Add to it: ")[2]
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"{mend}\n")
    assert lacking_steps(open_classroom(root)) == ()
    assert not [line for line in doctor(root).lines if "lacks" in line.message]
