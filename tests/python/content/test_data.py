"""The data that a module brings: what is simulated is made by the script beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.python.content.classroom import COURSE

SCRIPTS = sorted((COURSE / "source").glob("*/make_*.py"))
each_script = pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.parent.name)


@pytest.mark.parametrize(
    "script", SCRIPTS, ids=lambda script: f"{script.parent.name}/{script.name}"
)
def test_simulated_data_is_made_by_its_script(script: Path, tmp_path: Path) -> None:
    """Byte for byte, so that a learner who runs or reads it sees where each number comes from."""
    own = shutil.copy(script, tmp_path)
    subprocess.run([sys.executable, own], check=True, cwd=tmp_path)
    made = [path for path in tmp_path.iterdir() if path.is_file() and path != Path(own)]
    assert made
    for path in made:
        assert path.read_bytes() == (script.parent / path.name).read_bytes(), path.name


@pytest.mark.parametrize(
    "script", SCRIPTS, ids=lambda script: f"{script.parent.name}/{script.name}"
)
def test_simulated_data_says_so(script: Path) -> None:
    """In the README beside it, and in the words of the module."""
    readme = (script.parent / "README.md").read_text(encoding="utf-8")
    notebook = (script.parent / f"{script.parent.name}.ipynb").read_text(encoding="utf-8")
    assert "Simulated" in readme
    assert script.name in readme
    assert "simulated" in notebook
    assert script.name in notebook
