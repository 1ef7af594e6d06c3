"""``ownpace grade`` for whoever runs it: an ordinary user, and on a machine that cannot confine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.classes import rows
from tests.support.teacher import MODULE, NOTEBOOK, NOW, SOLVED, hand_in, make_course, worked
from tests.support.users import as_ordinary_user, without_name_spaces

#: Reads the gradebook, leaves a process and a file behind, and looks for a network.
HOSTILE = """\
import os, pathlib, socket, subprocess
subprocess.Popen(["sleep", "98762"], start_new_session=True)
for path in ("COURSE/gradebook.db", "/proc/1/environ"):
    try:
        print(pathlib.Path(path).read_bytes())
    except OSError:
        pass
try:
    socket.create_connection(("127.0.0.1", 22), 1)
    print("REACHED")
except OSError:
    pass
def add(a, b):
    return os.getuid()
"""


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("ordinary") / "course")
    release(root, [], Silent(), NOW)
    released = root / "release" / MODULE
    hand_in(root, "anna", worked(released, SOLVED))
    hand_in(root, "mallory", worked(released, HOSTILE.replace("COURSE", str(root))))
    hand_in(root, "zoe", worked(released, SOLVED))
    return root


@pytest.fixture
def a_course(handed_in: Path, tmp_path: Path) -> Path:
    root = tmp_path / "course"
    shutil.copytree(handed_in, root)
    return root


def ownpace(*words: str) -> list[str]:
    return [sys.executable, "-m", "ownpace_graders", *words]


def run(command: list[str], root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*command, "--course", str(root)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )


def lines(done: subprocess.CompletedProcess[str]) -> dict[Any, Any]:
    assert done.stdout, done.stderr
    return {line["learner"]: line["message"] for line in json.loads(done.stdout)["lines"]}


def test_an_ordinary_user_grades_as_root_does(a_course: Path) -> None:
    """The same scores, as tightly confined; nobody else's processes or files are needed."""
    done = run(as_ordinary_user(ownpace("grade", "--json")), a_course)
    assert done.returncode == 0, done.stderr
    found = lines(done)
    assert (found["anna"], found["zoe"]) == ("3 of 3 points.", "3 of 3 points.")
    assert found["mallory"] == "0.5 of 3 points."
    graded = json.loads((a_course / "autograded" / "mallory" / MODULE / NOTEBOOK).read_text())
    shown = json.dumps([cell.get("outputs") for cell in graded["cells"]])
    assert "REACHED" not in shown
    assert "SQLite" not in shown
    assert not any(b"sleep\x0098762" in command for command in _commands())


def test_where_nothing_can_be_confined_nothing_is_graded(a_course: Path) -> None:
    """Exit status 2, the setting that mends it, and no score; ``doctor`` says the same."""
    done = run(without_name_spaces(ownpace("grade")), a_course)
    said = " ".join(done.stderr.split())
    assert done.returncode == 2, said
    assert "sudo sysctl -w user.max_user_namespaces=" in said
    assert "--unconfined" in said
    assert not rows(a_course)
    assert not (a_course / "autograded").exists()
    examined = run(without_name_spaces(ownpace("doctor", "--json")), a_course)
    told = [line["next"] for line in json.loads(examined.stdout)["lines"]]
    assert examined.returncode == 1
    assert "sudo sysctl -w user.max_user_namespaces=15000" in told


def test_without_bubblewrap_nothing_is_graded(a_course: Path, tmp_path: Path) -> None:
    """Exit status 2, and the package's name."""
    done = run(ownpace("grade"), a_course, PATH=str(tmp_path))
    said = " ".join(done.stderr.split())
    assert done.returncode == 2, said
    assert "sudo apt install bubblewrap" in said
    assert not rows(a_course)


def test_unconfined_is_a_choice_that_works(a_course: Path) -> None:
    """Where there are no name spaces, the honest have their scores."""
    shutil.rmtree(a_course / "submitted" / "mallory")
    done = run(without_name_spaces(ownpace("grade", "--json", "--unconfined")), a_course)
    assert done.returncode == 0, done.stderr
    assert lines(done) == {"anna": "3 of 3 points.", "zoe": "3 of 3 points."}


def _commands() -> list[bytes]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found.append(path.read_bytes())
        except OSError:
            continue
    return found
