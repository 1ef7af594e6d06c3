"""``ownpace answer 1`` at a real terminal, with an editor that is a real program."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from ownpace_graders.cli.editor import LINE
from ownpace_graders.questions import Archive, AskedQuestion
from tests.support.asking import ID
from tests.support.inquiries import a_course
from tests.support.teacher import COURSE, MODULE, NOW, copy_of

#: Writes above what it finds, and keeps what it found where the test can look at it.
EDITOR = """
import os, pathlib, sys
path = pathlib.Path(sys.argv[-1])
pathlib.Path(os.environ["SEEN"]).write_text(path.read_text())
path.write_text(os.environ["REPLY"] + path.read_text())
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_course(tmp_path_factory.mktemp("editor"), "bundle")


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """A course with one open question."""
    found = copy_of(released, tmp_path / "copy")
    asked = AskedQuestion(
        number=1,
        course=COURSE,
        module=MODULE,
        learner="ada",
        name="Ada",
        came_by="bundle",
        arrived=NOW,
        id=ID,
        at=NOW,
        text="Why not 5?\n\x1b[2JPlease.",
    )
    assert Archive(found).add(asked)
    return found


def at_a_terminal(root: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does, whose keyboard is there."""
    known = {key: value for key, value in os.environ.items() if key not in ("EDITOR", "VISUAL")}
    keyboard, terminal = pty.openpty()
    try:
        command = [sys.executable, "-m", "ownpace_graders", "answer", "1", "--course", str(root)]
        return subprocess.run(
            command,
            stdin=terminal,
            capture_output=True,
            text=True,
            env=known | variables,
            timeout=120,
            check=False,
        )
    finally:
        os.close(keyboard)
        os.close(terminal)


def an_editor(tmp_path: Path) -> str:
    """With an option and a space in its path, as people have them."""
    script = tmp_path / "my editor.py"
    script.write_text(EDITOR)
    return shlex.join([sys.executable, "-s", str(script)])


def replies(root: Path) -> list[str]:
    return [given.text for given in Archive(root).numbered(1).replies]


@pytest.mark.parametrize("variable", ["EDITOR", "VISUAL"])
def test_what_is_written_above_the_line_is_sent(root: Path, tmp_path: Path, variable: str) -> None:
    """The question stands below it, as text that moves no cursor, and is not sent."""
    seen = tmp_path / "seen"
    about = {variable: an_editor(tmp_path), "SEEN": str(seen), "REPLY": "Count again.\n\nSlowly."}
    done = at_a_terminal(root, **about)
    assert done.returncode == 0, done.stderr
    assert replies(root) == ["Count again.\n\nSlowly."]
    above, _, below = seen.read_text().partition(LINE)
    assert above.strip() == ""
    assert below.strip() == "Why not 5?\n\\x1b[2JPlease."
    assert (root / "outbox" / "ada" / f"{MODULE}.zip").exists()


def test_an_editor_that_is_left_at_once_sends_nothing(root: Path, tmp_path: Path) -> None:
    """The question stays open."""
    about = {"EDITOR": an_editor(tmp_path), "SEEN": str(tmp_path / "seen"), "REPLY": " \n"}
    done = at_a_terminal(root, **about)
    assert done.returncode == 2
    assert "There is no reply to send." in done.stderr
    assert replies(root) == []


@pytest.mark.parametrize("editor", ["false", "/no/such/editor", "'"])
def test_an_editor_that_fails_sends_nothing(root: Path, editor: str) -> None:
    """It is named, in a line and a hint."""
    done = at_a_terminal(root, EDITOR=editor)
    assert done.returncode == 2
    assert "nothing was sent" in done.stderr
    assert "Traceback" not in done.stderr
    assert replies(root) == []


def test_without_an_editor_the_way_out_is_told(root: Path) -> None:
    """The reply can be written behind the number."""
    done = at_a_terminal(root)
    assert done.returncode == 2
    assert "neither $VISUAL nor $EDITOR is set" in done.stderr
    assert "behind the number" in done.stderr
