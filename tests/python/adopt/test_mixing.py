"""nbgrader's and Ownpace's commands on one course: every row of the table in docs/nbgrader.md."""

from __future__ import annotations

import csv
import getpass
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.adopted import nbgrader, plain_course
from tests.support.checkout import ROOT

PAGE = ROOT / "docs" / "nbgrader.md"
MODULE = "ps1"
ME = getpass.getuser()
POINTS = 3.0


class Row(NamedTuple):
    first: str
    then: str
    gives: str


def rows() -> list[Row]:
    found = re.findall(
        r"^\| `(.+?)` \| `(.+?)` \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    return [Row(*one) for one in found]


def ownpace(root: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ownpace_graders", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def run(root: Path, command: str) -> None:
    """Type one command of the page in the course's folder."""
    program, *arguments = command.split()
    {"nbgrader": nbgrader, "ownpace": ownpace}[program](root, *arguments)


def hand_in(root: Path) -> None:
    """The learner's part, with nbgrader's own commands: fetch, solve, submit."""
    desk = root / "desk"
    desk.mkdir()
    exchange = f'c.Exchange.root = "{root / "exchange"}"\n'
    cache = f'c.Exchange.cache = "{root / "cache"}"\n'
    settings = f'c.CourseDirectory.course_id = "phys-101"\n{exchange}{cache}'
    (desk / "nbgrader_config.py").write_text(settings)
    nbgrader(desk, "fetch_assignment", MODULE)
    shutil.copy(root / "source" / MODULE / f"{MODULE}.ipynb", desk / MODULE)
    nbgrader(desk, "submit", MODULE)


@pytest.fixture(scope="module")
def an_adopted_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plain nbgrader's, with a course file, and nothing released."""
    root = plain_course(tmp_path_factory.mktemp("adopted") / "course", MODULE)
    ownpace(root, "adopt", ".")
    return root


@pytest.fixture(scope="module")
def a_course_with_work(an_adopted_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Released, and handed in by one learner whose work is right."""
    root = tmp_path_factory.mktemp("worked") / "course"
    shutil.copytree(an_adopted_course, root)
    ownpace(root, "release")
    hand_in(root)
    return root


#: What has to be done before a row's first command makes sense, by its first two words.
BEFORE = {
    "nbgrader generate_assignment": (),
    "ownpace release": (),
    "nbgrader collect": (),
    "ownpace collect": (),
    "nbgrader autograde": ("ownpace collect ps1",),
    "ownpace grade": ("ownpace collect ps1",),
    "nbgrader generate_feedback": ("ownpace collect ps1", "ownpace grade ps1"),
}


def _released(root: Path) -> bool:
    return (root / "release" / MODULE / f"{MODULE}.ipynb").is_file()


def _score(root: Path) -> float | None:
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        [(score,)] = book.execute("SELECT SUM(auto_score) FROM grade").fetchall()
    return None if score is None else float(score)


def _exported(root: Path) -> bool:
    with (root / "grades.csv").open(newline="") as file:
        return [float(row["score"]) for row in csv.DictReader(file)] == [POINTS]


def _submitted(root: Path) -> bool:
    return (root / "submitted" / ME / MODULE / f"{MODULE}.ipynb").is_file()


def _page(root: Path) -> bool:
    return (root / "feedback" / ME / MODULE / f"{MODULE}.html").is_file()


#: What the words of the third column promise.
HOLDS: dict[str, Callable[[Path], bool]] = {
    "release/ with course.json": lambda root: (
        _released(root) and (root / "release" / MODULE / "course.json").is_file()
    ),
    "release/ without course.json": lambda root: (
        _released(root) and not (root / "release" / MODULE / "course.json").exists()
    ),
    "work in submitted/": _submitted,
    "work in submitted/, kept as an attempt": lambda root: (
        _submitted(root) and len(list((root / "attempts" / ME / MODULE).iterdir())) == 1
    ),
    "a score in the gradebook": lambda root: _score(root) == POINTS,
    "the score in grades.csv": _exported,
    "a page in feedback/": _page,
    "a page in feedback/ and in the exchange": lambda root: (
        _page(root) and len(list((root / "exchange/phys-101/feedback").glob("*.html"))) == 1
    ),
}


def test_the_table_is_there() -> None:
    """Each row is read: a change of the page's form would pass over them all."""
    table = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    assert len(table) == len(rows()) >= 14


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.first}, {row.then}")
def test_commands_can_be_mixed_as_the_page_says(
    row: Row, an_adopted_course: Path, a_course_with_work: Path, tmp_path: Path
) -> None:
    """The two commands of each row, really run one after the other, end well and give what the
    row says."""
    collected = not row.first.startswith(("nbgrader generate_assignment", "ownpace release"))
    started = a_course_with_work if collected or "collect" in row.then else an_adopted_course
    root = shutil.copytree(started, tmp_path / "course")
    for command in (*BEFORE[" ".join(row.first.split()[:2])], row.first, row.then):
        run(root, command)
    assert HOLDS[row.gives](root)
