"""Grading and feedback where the disk is full: said in a sentence, and nothing is lost."""

from __future__ import annotations

import json
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
print({"grade": grade, "feedback": feedback}[sys.argv[1]](Path(sys.argv[2]), [], Silent())
      .model_dump_json())
"""


@pytest.fixture(scope="module")
def a_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One learner, graded, with feedback, who has handed in again, with a large file."""
    root = make_course(tmp_path_factory.mktemp("full") / "course")
    release(root, [], Silent(), NOW)
    released = root / "release" / MODULE
    hand_in(root, "anna", worked(released, SOLVED))
    grade(root, [], Silent())
    feedback(root, [], Silent())
    newer = hand_in(root, "anna", worked(released, HALF), at=NOW + timedelta(hours=1))
    (newer / "large.bin").write_bytes(bytes(2_000_000))
    shutil.copy(newer / "large.bin", root / "autograded" / "anna" / MODULE)
    return root


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
    )
    (line,) = json.loads(done.stdout.splitlines()[-1])["lines"]
    assert (line["status"], line["message"]) == ("attention", f"The disk is full. {stays}")
    assert line["next"] == "Free some space, then run it again."
    assert (graded.read_bytes(), page.read_bytes(), scores(open_classroom(a_course))) == before


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
