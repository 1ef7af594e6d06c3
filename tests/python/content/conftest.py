"""What tests of the figures share."""

from __future__ import annotations

import sys
from typing import Any

import matplotlib.font_manager  # noqa: F401  (its cache is built on first import, with a warning)
import pytest

from tests.python.content.figures import Words, figures_of


@pytest.fixture(autouse=True)
def tidy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Importing a figure from the course leaves no __pycache__ there."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)


@pytest.fixture
def words_of(monkeypatch: pytest.MonkeyPatch) -> Words:
    """What a figure says in words, for given settings of its sliders."""

    def words(module: str, draw: str, *settings: Any) -> str:
        said: list[str] = []
        figures = figures_of(module)
        monkeypatch.setattr(figures, "present", lambda figure, alt, text: said.append(text))
        getattr(figures, draw)(*settings)
        figures.plt.close("all")
        return said[0]

    return words
