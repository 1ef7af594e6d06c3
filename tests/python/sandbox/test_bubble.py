"""What a process in the sandbox sees of this machine."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from nbgrader.exchange.default import Exchange

from ownpace.errors import CommandError
from ownpace_graders.sandbox import Answer, bubble, probe, require
from ownpace_graders.sandbox.bubble import command, python_folders, site_folders
from ownpace_graders.sandbox.probe import python

#: What a submission's first process does before anything else, and then waits for it.
IN_A_ROOM = """
import os
from ownpace_graders.sandbox import spaces
ids = spaces.own_ids()
if child := spaces.fork_into_own():
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
spaces.make_room(1, ids)
"""


def inside(code: str) -> str:
    done = subprocess.run(command(python(code)), capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_this_machine_confines() -> None:
    """bubblewrap works, and name spaces within it."""
    assert probe() == Answer()
    require()


def test_the_environment_is_that_of_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the grader's own comes along."""
    monkeypatch.setenv("OWNPACE_SECRET", "secret")
    assert "secret" not in inside("import os; print(dict(os.environ))")


def test_neither_course_nor_home_is_there(tmp_path: Path) -> None:
    """Of the file system only the system and Python are seen; /tmp is empty but for a Python that
    lives there."""
    ours = {path.parts[2] for path in python_folders() if path.is_relative_to("/tmp")}
    (tmp_path / "gradebook.db").touch()
    seen = inside(
        f"import os; print(os.path.exists({str(tmp_path)!r}), os.listdir('/tmp'),"
        f" os.path.exists({os.path.expanduser('~/.bashrc')!r}), os.path.exists('/etc/passwd'))"
    )
    assert seen == f"False {sorted(ours)} False False"


def test_an_exchange_among_the_systems_folders_is_hidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A submission runs as the teacher, who may list what all have handed in. Nothing can be left
    there for the next submission either."""
    (tmp_path / "nbgrader" / "exchange").mkdir(parents=True)
    (tmp_path / "else").touch()
    monkeypatch.setattr(bubble, "HIDDEN", (str(tmp_path / "nbgrader"),))
    found = subprocess.run(
        command(["sh", "-c", f"find {tmp_path}; touch {tmp_path}/nbgrader/left"], [tmp_path]),
        capture_output=True,
        text=True,
    )
    assert set(found.stdout.split()) == {f"{tmp_path}{name}" for name in ("", "/else", "/nbgrader")}
    assert "Read-only" in found.stderr


def test_nbgraders_own_exchange_is_hidden() -> None:
    """The one that it uses where none is configured."""
    root = Path(Exchange.root.default_value)
    assert any(root.is_relative_to(hidden) for hidden in bubble.HIDDEN)


@pytest.mark.parametrize("path", ["/usr/x", "/x", "/dev/x", "/proc/sys/kernel/core_pattern"])
def test_nothing_of_the_system_can_be_written(path: str) -> None:
    """Also not by root, whose own processes could set the system's settings."""
    code = IN_A_ROOM + f"open({path!r}, 'a')"
    done = subprocess.run(command(python(code)), capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "Read-only" in done.stderr or "Permission" in done.stderr


def test_folders_of_packages_installed_in_place_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ``.pth`` file names folders; its code and comments are not run or read as such."""
    (tmp_path / "package").mkdir()
    text = f"# a comment\nimport os\n{tmp_path / 'package'}\nmissing\n"
    (tmp_path / "own.pth").write_text(text)
    monkeypatch.setattr("site.getsitepackages", lambda: [str(tmp_path)])
    assert str(tmp_path / "package") in site_folders()
    assert not any("missing" in folder for folder in site_folders())


def test_a_machine_without_bubblewrap_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The error is the command's own, and names the way without."""
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(CommandError, match="apt install bubblewrap") as caught:
        require()
    assert caught.value.code == "cannot-confine"
    assert "--unconfined" in caught.value.hint
