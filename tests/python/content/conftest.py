"""Each module is played once in a session, however many tests look at it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any

import matplotlib.font_manager  # noqa: F401  (its cache is built on first import, with a warning)
import pytest
from nbformat import NotebookNode

from tests.python.content.figures import Words, figures_of
from tests.python.content.playing import Played, play_blank, play_solution


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Played]:
    """The teacher's notebook of a module, executed."""
    return cache(lambda module: play_solution(module, tmp_path_factory.mktemp("solved")))


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], NotebookNode]:
    """A module as a learner who did nothing hands it in, executed."""
    return cache(lambda module: play_blank(module, tmp_path_factory.mktemp("untouched")))


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
