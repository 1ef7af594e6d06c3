"""Configuration and gradebook read without nbgrader say what nbgrader reads from them."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ownpace_graders.bridge import (
    generate_assignment,
    glance,
    open_classroom,
    read_ledger,
    read_ledgers,
    scores,
)
from ownpace_graders.bridge.glancing import CourseDirectory
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from tests.support.teacher import HALF, MODULE, NOW, SOLVED, hand_in, make_course, worked

CONFIGURATIONS = {
    "as it is": "",
    "folders": 'c.CourseDirectory.autograded_directory = "marked"\n',
    "structure": (
        'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n'
    ),
    "root": 'import os\nc.CourseDirectory.root = os.path.join(os.getcwd(), "elsewhere")\n',
    "gradebook": 'c.CourseDirectory.db_url = "sqlite:////tmp/other.db"\n',
    "left out": 'c.CourseDirectory.student_id_exclude = "anna,ben"\n',
}
UNKNOWN = {
    "a former name": 'c.NbGrader.course_id = "former"\n',
    "a step": 'c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]\n',
    "a step more": 'c.GenerateFeedback.preprocessors.append("a.Step")\n',
    "a hook": "c.BaseConverter.post_convert_hook = print\n",
    "a group": "c.CourseDirectory.groupshared = True\n",
    "one notebook": 'c.CourseDirectory.notebook_id = "one"\n',
    "a mistake": "c.CourseDirectory.course_id = 1 / 0\n",
}


@pytest.mark.parametrize("plain", [True, False], ids=["plain", "configured"])
@pytest.mark.parametrize("more", CONFIGURATIONS.values(), ids=CONFIGURATIONS)
def test_folders_are_read_as_nbgrader_reads_them(tmp_path: Path, more: str, plain: bool) -> None:
    """Every name that feedback asks for, and where its folders are."""
    root = make_course(tmp_path / "course", plain=plain)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(more)
    quick, full = glance(root), open_classroom(root)
    assert quick is not None
    assert (quick.root, quick.course_id) == (full.root, full.course_id)
    for name in CourseDirectory.class_own_traits(config=True):
        assert getattr(quick.coursedir, name) == getattr(full.coursedir, name)
    for stage in ("source", "autograded", "feedback"):
        assert quick.folder(stage, "anna", MODULE) == full.folder(stage, "anna", MODULE)


@pytest.mark.parametrize("more", UNKNOWN.values(), ids=UNKNOWN)
def test_what_is_not_understood_is_left_to_nbgrader(tmp_path: Path, more: str) -> None:
    """A setting that only its converter knows, or what it has to explain."""
    root = make_course(tmp_path / "course", plain=True)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(more)
    assert glance(root) is None


@pytest.fixture(scope="module")
def a_graded_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("ledger") / "course", plain=True)
    released = generate_assignment(open_classroom(root), MODULE, "release")
    hand_in(root, "anna", worked(released, SOLVED))
    hand_in(root, "ben", worked(released, HALF), at=NOW + timedelta(days=3))
    assert grade(root, [], Silent()).exit_code == 0
    with gradebook(open_classroom(root)) as book:
        given = book.find_grade("adds", MODULE, MODULE, "ben")
        given.manual_score, given.extra_credit = 1.5, 0.25
        book.find_comment("add", MODULE, MODULE, "ben").manual_comment = "Nearly: 5 is no sum."
        book.find_submission(MODULE, "ben").extension = timedelta(days=2, hours=3)
        book.find_submission_notebook(MODULE, MODULE, "anna").late_submission_penalty = 0.5
        book.find_assignment(MODULE).duedate = NOW.replace(tzinfo=None)
        book.db.commit()
    return root


def test_the_ledger_says_what_the_gradebook_says(a_graded_course: Path) -> None:
    """Scores, a person's among them, comments, extensions and the due date."""
    classroom = glance(a_graded_course)
    assert classroom is not None
    ledger = read_ledger(classroom, MODULE)
    assert tuple(ledger.scores.values()) == scores(open_classroom(a_graded_course), [MODULE])
    assert [(r.cell, r.text) for r in ledger.remarks["ben"]] == [("add", "Nearly: 5 is no sum.")]
    assert ledger.extensions == {"anna": timedelta(0), "ben": timedelta(days=2, hours=3)}
    assert ledger.due == NOW
    assert read_ledgers(classroom) == {MODULE: ledger._replace(remarks={})}


def test_a_gradebook_behind_another_driver_says_the_same(a_graded_course: Path) -> None:
    """As one on a server is: SQLAlchemy asks it."""
    plain, other = glance(a_graded_course), glance(a_graded_course)
    assert plain is not None
    assert other is not None
    other.coursedir.db_url = f"sqlite+pysqlite:///{a_graded_course / 'gradebook.db'}"
    assert read_ledger(other, MODULE) == read_ledger(plain, MODULE)
    assert read_ledgers(other) == read_ledgers(plain)


def test_feedback_imports_no_nbgrader(a_graded_course: Path) -> None:
    """That would take longer than the pages."""
    code = (
        "import sys; from ownpace_graders.__main__ import main\n"
        "try:\n    main()\nfinally:\n    assert 'nbgrader' not in sys.modules"
    )
    command = [sys.executable, "-c", code, "feedback", "--course", str(a_graded_course)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert (a_graded_course / "feedback" / "ben" / MODULE / f"{MODULE}.html").is_file()
