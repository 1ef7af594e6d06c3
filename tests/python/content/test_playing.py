"""Solutions earn everything, doing nothing earns nothing, and slips are explained."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from nbformat import NotebookNode

import ownpace
from tests.python.content.classroom import (
    MODULES,
    is_check,
    is_code,
    is_exercise,
    read,
    said,
    score,
)
from tests.python.content.playing import Mistake, Played, mistakes

WIDGET = "application/vnd.jupyter.widget-view+json"
SLIPS = [(module, mistake) for module in MODULES for mistake in mistakes(module)]


@pytest.mark.parametrize("module", MODULES)
def test_solution_earns_full_marks(module: str, solved: Callable[[str], Played]) -> None:
    """The reference solution earns all the points of every check."""
    checks = [cell for cell in solved(module).notebook.cells if is_check(cell)]
    lost = {c.id: said(c) for c in checks if score(c) != c.metadata.nbgrader.points}
    assert checks
    assert not lost


@pytest.mark.parametrize("module", MODULES)
def test_solution_is_quiet(module: str, solved: Callable[[str], Played]) -> None:
    """The reference solution raises nothing and writes nothing to stderr."""
    noisy = {
        cell.id: said(cell)
        for cell in solved(module).notebook.cells
        if is_code(cell)
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    }
    assert not noisy


@pytest.mark.parametrize("module", MODULES)
def test_figures_and_activities_are_widgets(module: str, solved: Callable[[str], Played]) -> None:
    """Each quiz, reflection and figure to move ends in a widget."""
    calls = (*(f"{name}(" for name in ownpace.__all__), "show_", "interact(")
    cells = [cell for cell in solved(module).notebook.cells if is_code(cell)]
    asked = [cell for cell in cells if cell.source.splitlines()[-1].startswith((*calls, ")"))]
    bare = [c.id for c in asked if not any(WIDGET in o.get("data", {}) for o in c.outputs)]
    assert len(asked) >= 5
    assert not bare


@pytest.mark.parametrize("module", MODULES)
def test_figures_are_drawn_and_described(module: str, solved: Callable[[str], Played]) -> None:
    """What the figures to move show first is an image with its alternative text and its words."""
    shown = solved(module).shown
    pages = [
        output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {})
    ]
    assert not [output for output in shown if output["output_type"] == "error"]
    assert len(pages) >= 2
    assert all(re.search(r'<img alt="\w.*<figcaption>\w', page) for page in pages)


@pytest.mark.parametrize("module", MODULES)
def test_untouched_module_earns_nothing(
    module: str, untouched: Callable[[str], NotebookNode]
) -> None:
    """Doing nothing earns no point, not even where a check gives partial credit."""
    checks = [cell for cell in untouched(module).cells if is_check(cell)]
    assert {c.id: score(c) for c in checks} == {c.id: 0 for c in checks}


@pytest.mark.parametrize(("module", "mistake"), SLIPS, ids=str)
def test_mistake_gets_its_message(
    module: str, mistake: Mistake, solved: Callable[[str], Played]
) -> None:
    """A plausible mistake earns what it should, and the check says what is wrong with it."""
    check = solved(module).slips[mistake]
    assert mistake.message in said(check)
    assert score(check) == mistake.score


@pytest.mark.parametrize("module", MODULES)
def test_every_exercise_has_a_mistake(module: str) -> None:
    """Each exercise and each check has at least one stored mistake."""
    known = mistakes(module)
    cells = read(module).cells
    assert {c.id for c in cells if is_exercise(c)} == {m.exercise for m in known}
    assert {c.id for c in cells if is_check(c)} == {m.check for m in known}
