"""The tab key: names of modules and learners, as bash, zsh and fish ask for them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.courses import small_course


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    root = small_course(tmp_path)
    for name in ("submitted/ada/count", "attempts/bob/count", "submitted/.hidden/count"):
        (root / name).mkdir(parents=True)
    (root / "asked").mkdir()
    for name in ("2.json", "17.json", "note.json", "3.txt"):
        (root / "asked" / name).touch()
    (root / "submitted" / "evil\x1b[2J").mkdir()
    return root


def offered(root: Path, line: str, shell: str = "bash") -> list[str]:
    """What the real command offers at the end of ``line``, asked as the shell's script does."""
    words = line.split(" ")
    asked = {
        "_OWNPACE_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = subprocess.run(
        [sys.executable, "-m", "ownpace_graders"],
        cwd=root,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stdout.split()


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("ownpace grade co", ["compare", "count"]),
        ("ownpace grade count ", ["compare"]),
        ("ownpace release cou", ["count"]),
        ("ownpace grade --learner ", ["ada", "bob"]),
        ("ownpace grade --learner a", ["ada"]),
        ("ownpace extend ", ["ada", "bob"]),
        ("ownpace extend ada co", ["compare", "count"]),
        ("ownpace answer ", ["17", "2"]),
        ("ownpace grade nothing", []),
    ],
)
def test_names_of_this_course_are_offered(line: str, names: list[str], a_course: Path) -> None:
    """Modules where a module goes, learners where a learner goes; what could steer the terminal
    is not among them."""
    assert offered(a_course, line) == names


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_answered(shell: str, a_course: Path) -> None:
    """Each in its own form."""
    assert "count" in " ".join(offered(a_course, "ownpace grade cou", shell))


def test_another_courses_names_are_offered(a_course: Path, tmp_path: Path) -> None:
    """With ``--course``; and where there is no course nothing is, and nothing fails."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    line = f"ownpace grade --course {a_course} cou"
    assert offered(elsewhere, line) == ["count"]
    assert offered(elsewhere, "ownpace grade cou") == []


def test_commands_are_offered(a_course: Path) -> None:
    """The first word is a command."""
    assert offered(a_course, "ownpace ado") == ["adopt"]
