"""The tools of the front end, as an install of the ``test`` extra brings them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from .imports import ROOT

Run = Callable[..., str]


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command with this environment's tools first on PATH; its output, or a failed test."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))

    def run(*command: str, cwd: Path, stdin: str = "", **variables: str) -> str:
        env = os.environ | {"PATH": path} | variables
        done = subprocess.run(
            command, cwd=cwd, env=env, input=stdin, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    return run


@pytest.fixture(scope="session")
def node_modules(run: Run) -> Path:
    """The front end's libraries, installed from the lock file where they are not there yet."""
    folder = ROOT / "extension" / "node_modules"
    if not folder.is_dir():
        run("jlpm", "install", "--immutable", cwd=ROOT / "extension")
    return folder
