"""What only nbgrader's own converter can do is graded by it, and the summary says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace_graders.bridge import marking, open_classroom
from ownpace_graders.bridge.confinement import read_confinement
from ownpace_graders.execute import Limits
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from tests.support.classes import check, plain_course, rows, solution, submit

SOLVED = "def f(x):\n    return x + 1"
SOURCE = {"work.ipynb": [solution("f", SOLVED), check("adds", "assert f(1) == 2")]}

CUSTOM = {
    "c.Autograde.post_convert_hook = print\n": "a post_convert_hook",
    "c.Execute.kernel_name = 'python3'\n": "Execute.kernel_name",
    "c.Execute.enabled = False\n": "ExecuteQuietly.enabled",
    "c.ClearMetadataPreprocessor.enabled = True\n": "ClearMetadataPreprocessor.enabled",
    "c.Autograde.autograde_preprocessors = ['nbgrader.preprocessors.Execute']\n": "another order",
    "c.Autograde.sanitize_preprocessors = ['nbconvert.preprocessors.TagRemovePreprocessor']\n": (
        "the step TagRemovePreprocessor"
    ),
}


@pytest.mark.parametrize("line", CUSTOM)
def test_what_is_not_ours_is_recognised(tmp_path: Path, line: str) -> None:
    """Hooks, other steps, and settings that the engine does not know."""
    (tmp_path / "nbgrader_config.py").write_text(f"c = get_config()\n{line}")
    assert CUSTOM[line] in marking(open_classroom(tmp_path)).custom


def test_settings_that_are_ours_are_read(tmp_path: Path) -> None:
    """Times, limits, patterns, permissions and files."""
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Execute.timeout = 7\nc.LimitOutput.enabled = False\n"
        "c.IgnorePattern.pattern = 'x'\nc.CourseDirectory.student_id_exclude = 'ada,ben'\n"
        "c.Autograde.exclude_overwriting = {'work': ['a.txt']}\nc.Autograde.permissions = 640\n"
    )
    rules = marking(open_classroom(tmp_path))
    assert (rules.custom, rules.timeout, rules.max_lines) == ("", 7, -1)
    assert (rules.ignore_pattern, rules.left_out) == ("", {"ada", "ben"})
    assert (rules.exclude_overwriting, rules.permissions) == ({"work": ("a.txt",)}, 0o640)


def test_a_custom_course_is_graded_by_nbgrader_and_said(tmp_path: Path) -> None:
    """Its own step does its work."""
    root = plain_course(tmp_path / "course", SOURCE)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.Autograde.post_convert_hook = print\n")
    submit(root, "anna", {"f": SOLVED})
    summary = grade(root, [], Silent())
    assert summary.lines[0].message == "1 of 1 points."
    assert summary.lines[-1].message == ("Graded by nbgrader's own converter: a post_convert_hook.")
    assert rows(root)["anna", "work", "work", "adds", "GradeCell"][0] == 1


@pytest.mark.parametrize("name", ["xpython", "Python [Root]", "pycharm-1a2b"])
def test_an_unknown_python_kernel_is_graded_and_said(tmp_path: Path, name: str) -> None:
    """nbgrader fails every submission of such a course."""
    from tests.support import classes

    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(classes.KERNEL, "name", name)
        root = plain_course(tmp_path / "course", SOURCE)
    submit(root, "anna", {"f": SOLVED})
    lines = grade(root, [], Silent()).lines
    assert lines[0].message == "1 of 1 points."
    assert f"The kernel {name!r} is not installed here" in lines[-1].message


def test_one_bad_notebook_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    """It waits for a person; the other has its score."""
    two = {"one.ipynb": SOURCE["work.ipynb"], "two.ipynb": SOURCE["work.ipynb"]}
    root = plain_course(tmp_path / "course", two)
    submit(root, "anna", {"f": SOLVED}, "one.ipynb")
    (root / "submitted" / "anna" / "work" / "two.ipynb").write_text("torn")
    [line] = grade(root, [], Silent()).lines
    assert line.status == "attention"
    assert line.message.startswith("1 of 2 points. A part waits for a person. two.ipynb is not a")
    known = rows(root)
    assert known["anna", "work", "one", "adds", "GradeCell"][0] == 1
    assert known["anna", "work", "two", "adds", "GradeCell"][:4] == (None, None, None, 1)


@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_links_and_pipes_are_refused(tmp_path: Path, kind: str) -> None:
    """A submission that points elsewhere is named, and nothing of it is copied."""
    import os

    root = plain_course(tmp_path / "course", SOURCE)
    folder = submit(root, "anna", {"f": SOLVED})
    if kind == "link":
        (folder / "x").symlink_to(root / "gradebook.db")
    else:
        os.mkfifo(folder / "x")
    [line] = grade(root, [], Silent()).lines
    assert line.status == "attention"
    assert "is refused" in line.message
    assert not (root / "autograded" / "anna").exists()


def test_limits_are_settings(tmp_path: Path) -> None:
    """Each has a name; what is not set stays as it is."""
    (tmp_path / "nbgrader_config.py").write_text(
        "c = get_config()\nc.Confinement.memory_mb = 4096\nc.Confinement.output_mb = 2.5\n"
        "c.Confinement.readable = ['/opt/julia']\n"
    )
    rules = marking(open_classroom(tmp_path)).confinement
    assert Limits(**rules.limits) == Limits(memory_mb=4096, output_mb=2.5)  # type: ignore[arg-type]
    assert rules.readable == (Path("/opt/julia"),)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("memory = 1", "there is no c.Confinement.memory. Did you mean memory_mb?"),
        ("x = 1", "There are: disk_mb, "),
        ("memory_mb = 'much'", "memory_mb"),
        ("disk_mb = 0", "c.Confinement.disk_mb must be more than 0"),
    ],
)
def test_a_wrong_limit_is_refused(tmp_path: Path, line: str, words: str) -> None:
    """Nothing is graded with a limit that was not meant."""
    config = tmp_path / "nbgrader_config.py"
    config.write_text(f"c = get_config()\nc.Confinement.{line}\n")
    with pytest.raises(CommandError) as caught:
        marking(open_classroom(tmp_path))
    assert words in str(caught.value)


def test_a_limit_that_is_set_is_kept(tmp_path: Path) -> None:
    """From the file to the sandbox."""
    config = "c.Confinement.memory_mb = 300\n"
    root = plain_course(tmp_path / "course", SOURCE, config)
    submit(root, "anna", {"f": "large = bytearray(500_000_000)\n" + SOLVED})
    submit(root, "ben", {"f": SOLVED})
    assert grade(root, [], Silent()).lines[1].message == "1 of 1 points."
    assert ("anna", "work", "work", "adds", "GradeCell") not in {
        key for key, row in rows(root).items() if row[0]
    }


def test_the_limits_are_documented() -> None:
    """Each with its default; both places that hold the defaults agree."""
    page = (Path(__file__).parents[3] / "docs" / "grading.md").read_text("utf-8")
    rules = read_confinement({})
    assert Limits(**rules.limits) == Limits()  # type: ignore[arg-type]
    for name, value in rules.limits.items():
        assert f"| {value:g} | `c.Confinement.{name}` |" in page
