"""Benchmarks are run by hand; nothing else notices that one has lost what it imports."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from tests.support.checkout import ROOT

PLACE = ROOT / "tests" / "benchmarks"


@pytest.mark.parametrize("path", sorted(PLACE.glob("*.py")), ids=lambda path: path.stem)
def test_a_benchmark_finds_what_it_imports(path: Path) -> None:
    """And says what it measures."""
    assert import_module(f"tests.benchmarks.{path.stem}").__doc__
