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
    "while the work is read": ("ownpace_graders.grade.paper", "read_notebook"),
    "while a worker is asked": ("ownpace_graders.execute.crew.Worker", "bear"),
    "while a notebook is executed": ("ownpace_graders.execute.conversation.Conversation", "_ask"),
    "while it is judged": ("ownpace_graders.grade.paper", "judged"),
    "while grades are written": ("ownpace_graders.bridge.register.Register", "_write_comments"),
    "before the transaction ends": ("sqlalchemy.engine.default.DefaultDialect", "do_commit"),
    "while files are given their permissions": ("ownpace_graders.grade.paper", "_permit"),
    "while the result is archived": ("ownpace_graders.grade.submission", "read_rules"),
    "before anything is staged": ("ownpace_graders.grade.paper", "stage"),
    "before the notebooks are written": ("ownpace_graders.grade.paper.Paper", "finish"),
    "before the gradebook is written": ("ownpace_graders.bridge.register.Register", "record"),
    "within the transaction": ("ownpace_graders.bridge.register.Register", "_write_penalty"),
    "after the gradebook was written": ("ownpace_graders.bridge.register.Register", "score_rows"),
    "before the result is archived": ("ownpace_graders.grade.round", "keep_result"),
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

#: Grades copies of a course, each in a fork that kills itself at another of the changes that a run
#: makes to files there, and then in one that does not.
KILLED_AT_CHANGES = """
import os, shutil, signal, sys
from pathlib import Path
from ownpace_graders.bridge import configured, register
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod", "shutil.rmtree"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def graded(root, last):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        changes = 0
        def hook(event, arguments):
            nonlocal changes
            writes = event == "open" and arguments[2] & WRITES
            if (writes or event in CHANGES) and str(root) in str(arguments[:2]):
                changes += 1
                if changes == last:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        grade(root, [], Silent(), jobs=1)
        os.write(write, str(changes).encode())
        os._exit(0)
    os.close(write)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with open(read) as told:
        return status, told.read()

source, place = map(Path, sys.argv[1:])
def copy(name):
    return Path(shutil.copytree(source, place / name))

status, changes = graded(copy("undisturbed"), None)
assert status == 0 and int(changes) > 20, (status, changes)
for point in range(1, int(changes) + 1, int(changes) // 12):
    root = copy(f"killed at {point}")
    assert graded(root, point)[0] == -signal.SIGKILL, point
    assert graded(root, None)[0] == 0, point
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


@pytest.mark.parametrize("stage", ["submitted", "autograded"])
def test_a_folder_that_was_away_is_taken_up(
    two_graded_learners: Path, undisturbed: Path, tmp_path: Path, stage: str
) -> None:
    """A share of the network may go while a run is under way, with a learner's folder on it; when
    it is back, the next run ends as if nothing had been."""
    root = tmp_path / "course"
    shutil.copytree(two_graded_learners, root)
    folder, away = root / stage / "anna", tmp_path / "away"

    class Thief(Silent):
        def begin(self, name: str) -> None:
            if name == "anna":
                folder.rename(away)

    summary = grade(root, [], Thief(), jobs=1)
    (named,) = [line for line in summary.lines if line.learner == "anna"]
    if stage == "submitted":
        assert (named.status, "is gone" in named.message) == ("attention", True)
    if folder.exists():  # where a result came to be meanwhile, that of before is its older one
        shutil.rmtree(away)
    else:
        away.rename(folder)
    assert {line.status for line in grade(root, [], Silent()).lines} <= {"done", "skipped"}
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


def test_a_run_killed_at_any_change_of_a_file_is_taken_up(
    two_graded_learners: Path, undisturbed: Path, tmp_path: Path
) -> None:
    """Points spread over all that a run writes, renames and removes in the course's folder: what
    the next run leaves is what an undisturbed one does."""
    ran = subprocess.run(
        [sys.executable, "-c", KILLED_AT_CHANGES, str(two_graded_learners), str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    points = sorted(path.name for path in tmp_path.iterdir())
    assert len(points) >= 10
    for point in points:
        assert rows(tmp_path / point) == rows(undisturbed), point
        assert tree(tmp_path / point) == tree(undisturbed), point


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
