"""The types that the panel is written against are those of the server's models."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .conftest import Run
from .imports import ROOT

EXTENSION = ROOT / "extension"


@pytest.mark.usefixtures("node_modules")
def test_the_wire_types_are_current(run: Run) -> None:
    """After a change of the models, ``jlpm wire`` was run."""
    schema = run(sys.executable, "scripts/schemas.py", cwd=EXTENSION)
    types = run("node", "scripts/wire.mjs", "--print", cwd=EXTENSION, stdin=schema)
    assert types == Path(EXTENSION / "src" / "wire.ts").read_text("utf-8")
