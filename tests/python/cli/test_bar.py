"""The progress bar: there for people, and out of the way of scripts."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from ownpace_graders.cli.bar import Bar, watching
from ownpace_graders.lines import Line, Silent


def test_scripts_see_no_bar() -> None:
    """Where stderr is no terminal nothing is drawn."""
    with watching() as watch:
        assert isinstance(watch, Silent)


def test_a_terminal_sees_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the bar is drawn on stderr."""
    screen = io.StringIO()
    monkeypatch.setattr(screen, "isatty", lambda: True)
    monkeypatch.setattr("sys.stderr", screen)
    with watching() as watch:
        watch.start("Grading", 2)
        watch.advance(Line(status="done", message="one"))
    assert "Grading" in screen.getvalue()


def test_each_kind_of_work_has_its_own_bar() -> None:
    """A second start begins a second bar; the first one keeps what it showed."""
    progress = Progress(console=Console(file=io.StringIO()))
    bar = Bar(progress)
    bar.start("Running", 1)
    bar.advance(Line(status="done", message="one"))
    bar.start("Grading", 3)
    bar.advance(Line(status="done", message="one"))
    assert [(task.completed, task.total) for task in progress.tasks] == [(1, 1), (1, 3)]
