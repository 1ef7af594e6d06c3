"""``ownpace check``: solutions earn full marks, blanks earn nothing, and every fault is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import CommandError
from ownpace_graders.check import check
from ownpace_graders.course_file import CourseFileError
from ownpace_graders.lines import Silent, Summary
from tests.support import courses


def checked(root: Path, *modules: str) -> Summary:
    return check(root, modules, Silent())


def messages(root: Path, *modules: str) -> list[str]:
    return [line.message for line in checked(root, *modules).lines if line.status == "attention"]


def one_module(root: Path, *cells: Any) -> Path:
    """A course whose module “count” holds these cells."""
    courses.small_course(root)
    courses.write_module(root, "count", courses.notebook(*cells))
    return root


def solved(text: str) -> Any:
    return courses.solution("work", f"### BEGIN SOLUTION\n{text}\n### END SOLUTION")


def test_a_sound_course_passes(tmp_path: Path) -> None:
    """Each module's solution and blank are run; nothing in the course's folder changes."""
    root = courses.small_course(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    summary = checked(root)
    assert [line.module for line in summary.lines] == ["count", "compare"]
    assert summary.lines[0].message == "the solution earns 3 of 3 points, the blank none."
    assert summary.exit_code == 0
    assert before == {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_heavy_module_is_told(tmp_path: Path) -> None:
    """Over 5 MB without films, with the largest file named; it is no fault, and films are free."""
    root = courses.small_course(tmp_path)
    folder = root / "source" / "count"
    (folder / "film.webm").write_bytes(bytes(9_000_000))
    (folder / "data.csv").write_bytes(bytes(4_900_000))
    assert [line.status for line in checked(root, "count").lines] == ["done"]
    (folder / "more.csv").write_bytes(bytes(200_000))
    summary = checked(root, "count")
    [told] = [line.message for line in summary.lines if line.status == "skipped"]
    assert told.startswith("its files are 5.1 MB without films; over 5 MB is long to wait for")
    assert told.endswith("The largest is data.csv, 4.9 MB.")
    assert summary.exit_code == 0


def test_a_film_that_is_left_out_is_told(tmp_path: Path) -> None:
    """It is no fault where the transcript is there; without either it is one."""
    root = courses.small_course(tmp_path)
    film = "[{video: media/a.webm, transcript: media/a.md}]"
    courses.write(root, courses.SMALL.replace("Count}", f"Count, resources: {film}}}"))
    with pytest.raises(CourseFileError, match=r"media/a\.webm is missing"):
        checked(root, "count")
    courses.write(root, "Words.", name="source/count/media/a.md")
    summary = checked(root, "count")
    told = [line.message for line in summary.lines if line.status == "skipped"]
    assert told == ["source/count/media/a.webm is not there: learners get its transcript."]
    assert summary.exit_code == 0


def test_a_wrong_solution_is_named_with_its_cell(tmp_path: Path) -> None:
    """What the check said is told, with the check's id."""
    test = courses.check("is-two", "assert x == 2, f'x is {x}'", points=2)
    root = one_module(tmp_path, solved("x = 1"), test)
    expected = "The solution earns 0 of 2 at “is-two”: AssertionError: x is 1."
    assert messages(root, "count") == [expected]


def test_a_solution_that_warns_is_named(tmp_path: Path) -> None:
    """Anything on stderr is zero points for nbgrader, and easily overlooked."""
    test = courses.check("loud", "import sys; print('careful', file=sys.stderr)")
    [message] = messages(one_module(tmp_path, solved("x = 1"), test), "count")
    assert "it wrote “careful” to stderr" in message


def test_partial_credit_that_falls_short_is_named(tmp_path: Path) -> None:
    """A number that is less than the points is not full marks."""
    root = one_module(tmp_path, solved("x = 1"), courses.check("part", "x * 0.5", points=2))
    [message] = messages(root, "count")
    assert message.startswith("The solution earns 0.5 of 2 at “part”")


def test_a_blank_that_earns_is_named(tmp_path: Path) -> None:
    """A check that passes before any work was done gives points away, hidden parts included."""
    hidden = "### BEGIN HIDDEN TESTS\nassert True\n### END HIDDEN TESTS"
    root = one_module(tmp_path, solved("x = 1"), courses.check("free", hidden, points=2))
    assert messages(root, "count") == ["The blank earns 2 of 2 at “free” for no work."]


def test_hidden_tests_count_against_the_blank(tmp_path: Path) -> None:
    """A wholly hidden check is run as grading runs it, and fails the blank."""
    root = courses.small_course(tmp_path)
    assert messages(root, "count") == []


def test_a_cell_that_fails_without_points_is_named(tmp_path: Path) -> None:
    """A worked example that raises an error is found too, by its place."""
    from nbformat.v4 import new_code_cell

    cells = (new_code_cell("1 / 0", id="oops"), solved("x = 1"))
    [message] = messages(one_module(tmp_path, *cells), "count")
    assert message == "The solution fails in cell 3: ZeroDivisionError: division by zero."


def test_a_notebook_that_is_not_json_is_named(tmp_path: Path) -> None:
    """One damaged module does not keep the others from being checked."""
    root = courses.small_course(tmp_path)
    (root / "source/count/count.ipynb").write_text("{not json")
    summary = checked(root)
    assert [(line.module, line.status) for line in summary.lines] == [
        ("count", "attention"),
        ("compare", "done"),
    ]


def test_an_old_notebook_is_named(tmp_path: Path) -> None:
    """nbformat 3 is refused with what to do."""
    root = courses.small_course(tmp_path)
    old = '{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}'
    (root / "source/count/count.ipynb").write_text(old)
    [message] = messages(root, "count")
    assert "format 3" in message


def test_a_notebook_without_steps_or_with_double_ids_is_named(tmp_path: Path) -> None:
    """What the panel and nbgrader stand on is looked at before anything runs."""
    root = courses.small_course(tmp_path)
    twin = courses.check("same", "2")
    twin.id = "other"
    notebook = courses.notebook(courses.check("same", "1"), twin)
    notebook.cells[1].source = "No heading"
    courses.write_module(root, "count", notebook)
    double, stepless = messages(root, "count")
    assert "2 cells have the grade_id “same”" in double
    assert "it has no step" in stepless


def test_a_quiz_without_questions_is_named(tmp_path: Path) -> None:
    """A quiz that the bank does not hold would show an error to learners."""
    root = one_module(tmp_path, courses.solution("q", 'quiz("missing")'))
    [message] = messages(root, "count")
    assert message.endswith("quiz(“missing”), which is not in questions/count.yml.")


def test_a_fault_in_a_bank_is_named_with_its_line(tmp_path: Path) -> None:
    """Question banks are validated like the course file: file, line, what is allowed."""
    root = courses.small_course(tmp_path)
    bank = courses.BANK.replace("right: true", "rigth: true")
    courses.write(root, bank, name="questions/count.yml")
    [message] = messages(root, "count")
    expected = "questions/count.yml:9: “rigth” is not a key of option. Did you mean “right”?"
    assert message.startswith(expected)


def test_solutions_find_their_questions(tmp_path: Path) -> None:
    """The module runs in a folder as a learner has it, with its compiled questions."""
    test = courses.check("there", "assert open('quiz.json').read()")
    root = one_module(tmp_path, solved("x = 1"), courses.check("x", "assert x"), test)
    courses.write(root, courses.BANK, name="questions/count.yml")
    assert messages(root, "count") == ["The blank earns 1 of 1 at “there” for no work."]


def test_a_kernel_that_dies_is_named(tmp_path: Path) -> None:
    """A solution that ends its process does not end the check of the others."""
    root = one_module(tmp_path, solved("import os; os._exit(1)"))
    assert messages(root, "count") == ["the kernel stopped while a cell ran."]


def test_an_unknown_module_is_refused(tmp_path: Path) -> None:
    """A misspelt module gets a suggestion."""
    root = courses.small_course(tmp_path)
    with pytest.raises(CommandError) as caught:
        checked(root, "cuont")
    assert caught.value.hint == "Did you mean “count”?"


@pytest.mark.parametrize("ids", ["none", "twice"])
def test_cells_that_steps_cannot_be_known_by_are_named(ids: str, tmp_path: Path) -> None:
    """Progress hangs on the ids of cells: each cell needs one of its own."""
    root = courses.small_course(tmp_path)
    path = root / "source/count/count.ipynb"
    notebook = courses.as_json(path)
    for cell in notebook["cells"]:
        cell["id"] = "same"
        if ids == "none":
            del cell["id"]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    [message] = messages(root, "count")
    assert "open it in JupyterLab and save it" in message


@pytest.mark.parametrize("mark", ["BEGIN HIDDEN TEST", "begin hidden tests", "Begin_Solution"])
def test_a_misspelt_mark_is_named_with_its_cell(tmp_path: Path, mark: str) -> None:
    """nbgrader would release it, and what stands behind it."""
    test = courses.check("is-two", f"assert x == 2\n### {mark}\nassert x > 1")
    [message] = messages(one_module(tmp_path, solved("x = 2"), test), "count")
    assert f"“{mark}” in the cell “is-two”" in message


def test_a_link_in_a_source_is_named(tmp_path: Path) -> None:
    """Releasing would copy what it leads to."""
    root = courses.small_course(tmp_path)
    (root / "source" / "count" / "more").symlink_to(root)
    [message] = messages(root, "count")
    assert "source/count/more is a link" in message
