"""A run that is killed, wherever it was, loses nothing: the next one ends as if nothing had been.

The run is a process of its own that kills itself (SIGKILL) when it reaches a named point.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.classes import rows
from tests.support.teacher import (
    HALF,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    hand_in,
    make_course,
    worked,
)

POINTS = {
    "before anything is staged": ("ownpace_graders.grade.paper", "stage"),
    "before the notebooks are written": ("ownpace_graders.grade.paper.Paper", "finish"),
    "before the gradebook is written": ("ownpace_graders.bridge.register.Register", "record"),
    "within the transaction": ("ownpace_graders.bridge.register.Register", "_write_penalty"),
    "after the gradebook was written": ("ownpace_graders.bridge.register.Register", "score_rows"),
    "before the result is archived": ("ownpace_graders.grade.round", "keep"),
    "before the files are placed": ("ownpace_graders.grade.paper.Paper", "publish"),
    "while the files are placed": ("pathlib.Path", "rename"),
    "after the files were placed": ("ownpace_graders.grade.round.Round", "_close"),
}

#: Kills itself at the second time a function is called: one submission is done, one is not.
KILLED = """
import os, signal, sys
from pathlib import Path
from traitlets.utils.importstring import import_item
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent

root, owner, name, times = sys.argv[1:]
target = import_item(owner)
original = getattr(target, name)
calls = 0

def deadly(*args, **options):
    global calls
    if name != "rename" or ".old" in str(args[1]) or str(args[0]).rpartition("/")[2][0] == ".":
        calls += 1
    if calls == int(times):
        os.kill(os.getpid(), signal.SIGKILL)
    return original(*args, **options)

setattr(target, name, deadly)
grade(Path(root), [], Silent(), force=True, jobs=1)
"""


@pytest.fixture(scope="module")
def two_graded_learners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Graded once, and both have handed in something else since."""
    root = make_course(tmp_path_factory.mktemp("interrupted") / "course")
    release(root, [], Silent(), NOW)
    for learner in ("anna", "ben"):
        hand_in(root, learner, worked(root / "release" / MODULE, HALF))
    grade(root, [], Silent())
    for learner in ("anna", "ben"):
        newer = worked(root / "release" / MODULE, SOLVED)
        hand_in(root, learner, newer, at=NOW + timedelta(hours=1))
    return root


@pytest.fixture(scope="module")
def undisturbed(two_graded_learners: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(two_graded_learners, root)
    grade(root, [], Silent())
    return root


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_run_is_taken_up(
    two_graded_learners: Path, undisturbed: Path, tmp_path: Path, point: str
) -> None:
    """Scores, files and folders are those of a run that nobody disturbed."""
    root = tmp_path / "course"
    shutil.copytree(two_graded_learners, root)
    killed(root, *POINTS[point], times=2)
    for learner in ("anna", "ben"):
        assert (root / "submitted" / learner / MODULE / NOTEBOOK).is_file()
    summary = grade(root, [], Silent())
    assert {line.status for line in summary.lines} <= {"done", "skipped"}
    assert rows(root) == rows(undisturbed)
    assert tree(root) == tree(undisturbed)


def test_a_half_placed_result_is_not_lost_when_regrading_fails(
    two_graded_learners: Path, tmp_path: Path
) -> None:
    """The former result is put back first, and stays."""
    root = tmp_path / "course"
    shutil.copytree(two_graded_learners, root)
    killed(root, *POINTS["while the files are placed"], times=2)
    for learner in ("anna", "ben"):
        (root / "submitted" / learner / MODULE / NOTEBOOK).write_text("torn")
    summary = grade(root, [], Silent(), force=True)
    assert all(line.message.endswith("Its earlier result stays.") for line in summary.lines)
    assert {f"{name}/{MODULE}/{NOTEBOOK}" for name in ("anna", "ben")} <= tree(root)


def killed(root: Path, owner: str, name: str, times: int) -> None:
    """Grade in a process that dies at the ``times``-th call of a function."""
    ran = subprocess.run(
        [sys.executable, "-c", KILLED, str(root), owner, name, str(times)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == -signal.SIGKILL, ran.stderr


def tree(root: Path) -> set[str]:
    """All that is in ``autograded/``, hidden leftovers included."""
    place = root / "autograded"
    return {path.relative_to(place).as_posix() for path in place.rglob("*")}
