"""Late work loses what course.yml says, in every way that a score can be made."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace_graders.bridge import open_classroom, scores
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.ruled import write_dates
from tests.support.teacher import (
    MODULE,
    NOW,
    SOLVED,
    hand_in,
    lines_with,
    make_course,
    worked,
)

RULE = "rules:\n  late: {grace: 1 day, per_day: 10%, floor: 50%}\n"
DUE = datetime(2027, 1, 15, 23, 59, 59, tzinfo=UTC)
DAY = timedelta(days=1)
#: Learners by how long after the due date they hand in, and what they keep of 3 points.
CLASS = {
    "early": (-DAY, 3.0),
    "graced": (DAY, 3.0),
    "late": (DAY + timedelta(seconds=1), 2.7),
    "later": (4 * DAY, 2.1),
    "latest": (30 * DAY, 1.5),
}
EXTENSIONS = "extensions:\n  - {learner: later, days: 3}\n  - {learner: unknown, time: +25%}\n"


@pytest.fixture(scope="module")
def a_class(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("late") / "course")
    write_dates(root, RULE, due="2027-01-15")
    release(root, [], Silent(), NOW)
    for learner, (after, _) in CLASS.items():
        hand_in(root, learner, worked(root / "release" / MODULE, SOLVED), at=DUE + after)
    return root


@pytest.fixture
def root(a_class: Path, tmp_path: Path) -> Path:
    return shutil.copytree(a_class, tmp_path / "course")


def earned(root: Path) -> dict[str, float | None]:
    return {score.learner: score.score for score in scores(open_classroom(root))}


EXPECTED = {learner: kept for learner, (_, kept) in CLASS.items()}


def test_our_engine_and_nbgraders_own_take_off_the_same(root: Path) -> None:
    """What ``nbgrader autograde`` and formgrader's button write is what ``ownpace grade`` wrote."""
    summary = grade(root, [], Silent())
    assert "late: 2.7 of 3 points (0.3 off, late)." in lines_with(summary, "done")
    assert "early: 3 of 3 points." in lines_with(summary, "done")
    assert earned(root) == pytest.approx(EXPECTED)
    shutil.rmtree(root / "autograded")
    for path in root.glob("gradebook.db"):
        path.unlink()
    nbgrader(root, "generate_assignment", MODULE, "--force")
    nbgrader(root, "autograde", MODULE)
    assert earned(root) == pytest.approx(EXPECTED)


def test_an_extension_counts_before_anything_was_handed_in(root: Path) -> None:
    """In both, with no row in the gradebook to keep it in."""
    (root / "extensions.yml").write_text(EXTENSIONS)
    extended = EXPECTED | {"later": 3.0}
    nbgrader(root, "autograde", MODULE)
    assert earned(root) == pytest.approx(extended)
    grade(root, [], Silent(), force=True)
    assert earned(root) == pytest.approx(extended)


def test_an_extension_after_grading_is_reckoned_without_running_anything(root: Path) -> None:
    """The next ``ownpace grade`` says whose score changed, and the result beside it follows."""
    grade(root, [], Silent())
    before = {p: p.stat().st_mtime_ns for p in (root / "autograded").rglob("*")}
    (root / "extensions.yml").write_text(EXTENSIONS)
    summary = grade(root, [], Silent())
    told = [line for line in summary.lines if line.status == "done"]
    assert [(line.learner, line.message) for line in told] == [
        ("later", "By the dates and checks as they are now: 3 of 3 points, nothing taken off.")
    ]
    assert earned(root) == pytest.approx(EXPECTED | {"later": 3.0})
    assert {p: p.stat().st_mtime_ns for p in (root / "autograded").rglob("*")} == before
    assert not [line for line in grade(root, [], Silent()).lines if line.status == "done"]


def test_a_date_that_was_moved_is_reckoned_anew(root: Path) -> None:
    """As is a rule that was changed: the gradebook says what the course file says."""
    grade(root, [], Silent())
    write_dates(root, RULE, due="2027-01-14")
    grade(root, [], Silent())
    assert earned(root) == pytest.approx(
        EXPECTED | {"graced": 2.7, "late": 2.4, "later": 1.8, "latest": 1.5}
    )
    write_dates(root, due="2027-01-14")
    grade(root, [], Silent())
    assert earned(root) == pytest.approx(dict.fromkeys(CLASS, 3.0))


def test_points_that_a_person_gives_later_are_late_too(root: Path) -> None:
    """nbgrader takes the penalty off what was known when it ran."""
    grade(root, [], Silent())
    with gradebook(open_classroom(root)) as book:
        mark = book.find_grade("partly", MODULE, MODULE, "late")
        mark.manual_score = 0.0
        book.db.commit()
    grade(root, [], Silent())
    assert earned(root)["late"] == pytest.approx(2 * 0.9)


def test_an_extension_of_nbgraders_own_counts(root: Path) -> None:
    """The longer of the two, and it is not written over."""
    grade(root, [], Silent())
    with gradebook(open_classroom(root)) as book:
        book.grant_extension(MODULE, "latest", days=40)
    (root / "extensions.yml").write_text("extensions:\n  - {learner: latest, days: 1}\n")
    grade(root, [], Silent())
    assert earned(root)["latest"] == pytest.approx(3)


def test_the_gradebook_knows_the_due_date(root: Path) -> None:
    """For ``nbgrader export``, whose table has it."""
    grade(root, [], Silent())
    with gradebook(open_classroom(root)) as book:
        assert book.find_assignment(MODULE).duedate == DUE.replace(tzinfo=None)


def test_a_rule_of_nbgrader_config_wins(root: Path) -> None:
    """Later lines of it do, as everywhere."""
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.AssignLatePenalties.plugin_class = 'mine.Flat'\n")
    (root / "mine.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\nclass Flat(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, seconds):\n        return 1\n"
    )
    grade(root, [], Silent())
    assert earned(root) == pytest.approx(
        {"early": 3, "graced": 2, "late": 2, "later": 2, "latest": 2}
    )


def test_a_broken_extensions_file_stops_grading(root: Path) -> None:
    """A penalty that should not be there is worse than none yet; the place is named."""
    (root / "extensions.yml").write_text("extensions:\n  - {learner: late, modul: sums, days: 3}\n")
    run = subprocess.run(
        [sys.executable, "-m", "ownpace_graders", "grade", "--json", "--course", str(root)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    [problem] = json.loads(run.stdout)["error"]["problems"]
    assert (problem["file"], problem["line"]) == ("extensions.yml", 2)


def nbgrader(root: Path, *arguments: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-3000:]
