"""Each module is played once in a session, however many tests look at it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import matplotlib.font_manager  # noqa: F401  (its cache is built on first import, with a warning)
import pytest
from nbformat import NotebookNode

from tests.python.content.playing import Played, play_blank, play_solution


@pytest.fixture(scope="session")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Played]:
    """The teacher's notebook of a module, executed."""
    return cache(lambda module: play_solution(module, tmp_path_factory.mktemp("solved")))


@pytest.fixture(scope="session")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], NotebookNode]:
    """A module as a learner who did nothing hands it in, executed."""
    return cache(lambda module: play_blank(module, tmp_path_factory.mktemp("untouched")))
