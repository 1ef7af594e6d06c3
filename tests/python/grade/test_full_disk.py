"""Grading and feedback where the disk is full: said in a sentence, and nothing is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ownpace.errors import CommandError
from ownpace_graders.bridge import open_classroom, scores
from ownpace_graders.bridge.work import explanation
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.teacher import HALF, MODULE, NOTEBOOK, NOW, SOLVED, hand_in, make_course, worked

#: No file may grow past a megabyte: the system refuses it as it does on a disk that is full.
_COMMAND = """\
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from tests.support.teacher import NOW
now = {"grade": (), "feedback": (NOW,)}[sys.argv[1]]
command = {"grade": grade, "feedback": feedback}[sys.argv[1]]
print(command(Path(sys.argv[2]), [], Silent(), *now).model_dump_json())
"""


#: On a small file system of its own: grades copies of a course there, each with less space left,
#: and then again with enough. A line for each: what was said, and whether all is as it should be.
_SMALL_DISK = """\
import json, os, shutil, sys
from pathlib import Path
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.sandbox import kernel
from tests.support.classes import rows

source, disk = map(Path, sys.argv[1:])
kernel.mount("tmpfs", str(disk), "tmpfs", 0, "size=6m")
os.environ["TMPDIR"] = str(disk.parent)

def tree(root):
    return sorted(p.relative_to(root).as_posix() for p in (root / "autograded").rglob("*"))

def filled(left):
    with open(disk / "filler", "wb") as filler:
        space = os.statvfs(disk)
        filler.write(bytes(max(0, space.f_bavail * space.f_frsize - left)))

def graded(root):
    return [line.model_dump() for line in grade(root, [], Silent(), jobs=1).lines]

undisturbed = Path(shutil.copytree(source, disk.parent / "undisturbed"))
graded(undisturbed)
for left in map(int, "0 8192 24576 65536 4000000".split()):
    root = Path(shutil.copytree(source, disk / "course"))
    before = rows(root), tree(root)
    filled(left)
    try:
        said = graded(root)
    except Exception as problem:
        said = [{"status": "stopped", "message": problem.message, "next": problem.hint}]
    full = rows(root), tree(root)
    (disk / "filler").unlink()
    graded(root)
    again = (rows(root), tree(root)) == (rows(undisturbed), tree(undisturbed))
    print(json.dumps({"left": left, "said": said, "kept": full == before, "again": again}))
    shutil.rmtree(root)
"""


@pytest.fixture(scope="module")
def a_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One learner, graded, with feedback, who has handed in again, with a large file; and whose
    graded work shows much by now."""
    root = make_course(tmp_path_factory.mktemp("full") / "course")
    release(root, [], Silent(), NOW)
    released = root / "release" / MODULE
    hand_in(root, "anna", worked(released, SOLVED))
    grade(root, [], Silent())
    feedback(root, [], Silent(), NOW)
    newer = hand_in(root, "anna", worked(released, HALF), at=NOW + timedelta(hours=1))
    (newer / "large.bin").write_bytes(bytes(2_000_000))
    _show_much(root / "autograded" / "anna" / MODULE / NOTEBOOK)
    return root


def _show_much(path: Path) -> None:
    notebook = json.loads(path.read_text())
    much = {"output_type": "stream", "name": "stdout", "text": "much " * 400_000}
    notebook["cells"][2]["outputs"] = [much]
    path.chmod(0o644)
    path.write_text(json.dumps(notebook))


@pytest.mark.parametrize(
    ("command", "stays"),
    [("grade", "Its earlier result stays."), ("feedback", "Its earlier pages stay.")],
)
def test_a_full_disk_is_named_and_loses_nothing(a_course: Path, command: str, stays: str) -> None:
    """One sentence, one next step; scores, graded work and pages are as they were."""
    graded = a_course / "autograded" / "anna" / MODULE / NOTEBOOK
    page = a_course / "feedback" / "anna" / MODULE / f"{MODULE}.html"
    before = graded.read_bytes(), page.read_bytes(), scores(open_classroom(a_course))
    done = subprocess.run(
        [sys.executable, "-c", _COMMAND, command, str(a_course)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[3],
    )
    (line,) = json.loads(done.stdout.splitlines()[-1])["lines"]
    assert (line["status"], line["message"]) == ("attention", f"The disk is full. {stays}")
    assert line["next"] == "Free some space, then run it again."
    assert (graded.read_bytes(), page.read_bytes(), scores(open_classroom(a_course))) == before


def test_a_disk_that_fills_up_anywhere_loses_nothing(tmp_path: Path) -> None:
    """However much was left when a run began: it says so, and once there is space the next run
    leaves what an undisturbed one does."""
    root = make_course(tmp_path / "course")
    release(root, [], Silent(), NOW)
    for learner, code in (("anna", SOLVED), ("ben", HALF)):
        hand_in(root, learner, worked(root / "release" / MODULE, code))
    (tmp_path / "disk").mkdir()
    alone = ["unshare", "--mount", *(["--user", "--map-root-user"] if os.geteuid() else [])]
    done = subprocess.run(
        [*alone, sys.executable, "-c", _SMALL_DISK, str(root), str(tmp_path / "disk")],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["left"] for one in found if not one["again"]] == []
    for one in found[:-1]:
        failed = [line for line in one["said"] if line["status"] != "done"]
        assert failed, one
        assert all(line["message"].startswith("The disk is full") for line in failed), one
    assert all(line["status"] == "done" for line in found[-1]["said"]), found[-1]
    assert found[0]["kept"]


@pytest.mark.parametrize(
    "problem",
    [
        OSError(28, "No space left on device"),
        OSError(27, "File too large"),
        shutil.Error([("a", "b", "[Errno 28] No space left on device: 'b'")]),
        OperationalError("INSERT", {}, Exception("database or disk is full")),
    ],
)
def test_a_full_disk_is_known_in_every_form(problem: Exception) -> None:
    """Also where it is the cause of what was raised."""
    for raised in (problem, _caused(problem)):
        told = explanation("The submission", raised)
        assert isinstance(told, CommandError)
        assert told.message == "The disk is full."


def _caused(problem: Exception) -> Exception:
    outer = RuntimeError("The conversion failed")
    outer.__cause__ = problem
    return outer
