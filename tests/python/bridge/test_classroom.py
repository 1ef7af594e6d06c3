"""Opening a course directory as nbgrader does, and what the bridge offers besides."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import ownpace_graders.bridge as bridge
from ownpace.errors import CommandError
from ownpace_graders.bridge import exchange_root, judge, open_classroom, scores, stripped
from tests.support.teacher import (
    COURSE,
    HIDDEN_WORDS,
    MODULE,
    grading,
    make_course,
    source_notebook,
)


def test_nbgrader_is_imported_only_when_it_is_used() -> None:
    """It takes a second: ``ownpace --help`` must not pay it."""
    code = (
        "import sys\n"
        "import ownpace_graders.bridge, ownpace_graders.release, ownpace_graders.collect\n"
        "import ownpace_graders.grade, ownpace_graders.feedback\n"
        "sys.exit('nbgrader' in sys.modules or 'nbconvert' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_no_grammar_is_built_for_what_no_notebook_has(tmp_path: Path) -> None:
    """jsonschema would build one in a second more, wherever it is installed with all formats."""
    code = (
        "import sys, pathlib\nfrom ownpace_graders.bridge import open_classroom\n"
        f"open_classroom(pathlib.Path({str(make_course(tmp_path / 'course'))!r}))\n"
        "import jsonschema\n"
        "sys.exit('lark' in sys.modules or 'rfc3987_syntax' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_is_exported_is_what_is_named() -> None:
    """The public surface is the list."""
    public = {name for name in vars(bridge) if not name.startswith("_")}
    modules = {path.stem for path in Path(bridge.__file__).parent.glob("*.py")}
    assert public - modules <= set(bridge.__all__)
    assert all(hasattr(bridge, name) for name in bridge.__all__)


def test_the_course_id_is_the_course_files(tmp_path: Path) -> None:
    """It is written in one place only; folders are nbgrader's."""
    classroom = open_classroom(make_course(tmp_path / "course"))
    assert classroom.course_id == COURSE
    assert classroom.root == tmp_path / "course"
    assert classroom.folder("submitted", "anna", MODULE) == tmp_path / "course/submitted/anna/sums"
    assert classroom.modules("source", "release") == (MODULE,)


def test_a_course_file_being_corrected_does_not_stop_nbgrader(tmp_path: Path) -> None:
    """Only the id is read; without one, nbgrader has none."""
    root = make_course(tmp_path / "course")
    (root / "course.yml").write_text("id: [unclosed\n")
    assert open_classroom(root).course_id == ""


def test_the_configuration_counts_wherever_the_command_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not that of the folder one happens to be in."""
    root = make_course(tmp_path / "course", plain=True)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "other"\n')
    monkeypatch.chdir(elsewhere)
    assert open_classroom(root).course_id == COURSE


@pytest.mark.parametrize("config", ["syntax error(", "c.CourseDirectory.course_id = 5", "1 / 0"])
def test_a_bad_configuration_is_named(tmp_path: Path, config: str) -> None:
    """With the file to correct, and no traceback."""
    root = make_course(tmp_path / "course")
    (root / "nbgrader_config.py").write_text(config)
    with pytest.raises(CommandError, match=r"nbgrader_config\.py"):
        open_classroom(root)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """Before nbgrader makes anything in it."""
    with pytest.raises(CommandError, match="is not a folder"):
        open_classroom(tmp_path / "none")


def test_scores_make_no_gradebook(tmp_path: Path) -> None:
    """Reading changes nothing on disk."""
    root = make_course(tmp_path / "course")
    assert scores(open_classroom(root)) == ()
    assert not (root / "gradebook.db").exists()


def test_there_is_no_exchange_unless_it_is_configured_or_there(tmp_path: Path) -> None:
    """nbgrader's default folder is usually absent on a laptop."""
    root = make_course(tmp_path / "one", exchange=tmp_path / "exchange")
    assert exchange_root(open_classroom(root)) == tmp_path / "exchange"
    other = open_classroom(make_course(tmp_path / "two"))
    default = Path("/usr/local/share/nbgrader/exchange")
    assert exchange_root(other) == (default if default.is_dir() else None)


def test_a_source_notebook_is_stripped_without_a_trace(tmp_path: Path) -> None:
    """What learners would get, for checks before release: nothing is written."""
    root = make_course(tmp_path / "course")
    released = json.dumps(stripped(open_classroom(root), source_notebook()))
    assert HIDDEN_WORDS not in released
    assert "return a + b" not in released
    assert "raise NotImplementedError" in released
    assert not (root / "gradebook.db").exists()


def test_an_executed_notebook_is_judged_by_nbgraders_rules() -> None:
    """Score and points by grade_id."""
    half = [new_output("execute_result", {"text/plain": "0.5"})]
    cells = [
        new_code_cell("1", outputs=half, metadata=grading("check", "a", 1)),
        new_code_cell("1", metadata=grading("check", "b", 2)),
        new_code_cell("1"),
    ]
    assert judge(new_notebook(cells=cells)) == {"a": (0.5, 1), "b": (2, 2)}
