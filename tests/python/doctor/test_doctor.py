"""``ownpace doctor``: what is missing, with the command that mends it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace_graders.doctor import doctor, examination
from ownpace_graders.lines import Line
from tests.support.courses import small_course


def about(word: str, root: Path) -> Line:
    return next(line for line in doctor(root).lines if word in line.message)


@pytest.mark.parametrize("word", ["Python 3.", "nbgrader 0.9", "alembic", "kernel python3"])
def test_what_is_there_is_well(word: str, tmp_path: Path) -> None:
    """The machine that runs the tests has what the commands need."""
    assert about(word, tmp_path).status == "done"


def test_an_old_python_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The version that is needed is said."""
    monkeypatch.setattr(examination, "NEEDED_PYTHON", (99, 0))
    assert about("is too old", tmp_path).status == "attention"


def test_an_unknown_nbgrader_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that nobody has tried gets the command that installs the right one."""
    monkeypatch.setattr(examination, "version", lambda _: "0.10.1")
    line = about("nbgrader 0.10.1", tmp_path)
    assert (line.status, line.next) == ("attention", "pip install 'ownpace[teach]'")


def test_a_missing_panel_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the front end learners would see no course."""
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *_: [str(tmp_path)])
    line = about("panel", tmp_path)
    assert line.status == "attention"
    assert line.next.startswith("pip install")


def test_a_missing_bubblewrap_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it submissions cannot be confined."""
    monkeypatch.setattr("shutil.which", lambda name, **_: None if name == "bwrap" else name)
    line = about("confined", tmp_path)
    assert (line.status, line.next) == ("attention", "sudo apt install bubblewrap")


def test_a_panel_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A labextension on Jupyter's paths is enough."""
    (tmp_path / "ownpace").mkdir()
    (tmp_path / "ownpace/package.json").write_text("{}")
    monkeypatch.setattr("jupyter_core.paths.jupyter_path", lambda *_: [str(tmp_path)])
    assert about("panel", tmp_path).status == "done"


def test_a_missing_exchange_is_named(tmp_path: Path) -> None:
    """An exchange that the course names, and that is not there, comes with how to make it."""
    root = small_course(tmp_path)
    (root / "exchange").rmdir()
    line = about("exchange", root)
    assert line.status == "attention"
    assert line.next.startswith("install -d -m 1777")


def test_an_exchange_for_everybody_is_sticky(tmp_path: Path) -> None:
    """Where anybody may rename a course's folder, anybody may take its place."""
    root = small_course(tmp_path)
    (root / "exchange").chmod(0o777)
    assert about("anybody", root).next == f"chmod +t {root / 'exchange'}"
    (root / "exchange").chmod(0o1777)
    assert about("exchange", root).status == "done"


def test_an_exchange_that_can_be_written_is_well(tmp_path: Path) -> None:
    """The exchange of the course's configuration is the one that is looked at."""
    root = small_course(tmp_path)
    assert str(root / "exchange") in about("exchange", root).message


def test_a_damaged_configuration_is_named(tmp_path: Path) -> None:
    """A nbgrader_config.py with an error in it is one more thing to mend, not a crash."""
    root = small_course(tmp_path)
    (root / "nbgrader_config.py").write_text("this is no Python")
    assert about("nbgrader_config.py", root).status == "attention"
