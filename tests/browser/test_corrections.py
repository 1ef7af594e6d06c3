"""What *Check* shows in the notebook, and what a teacher corrected, in a real JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.lab import Lab, open_notebook, running_lab
from tests.support.learner import (
    CHECK,
    FIRST,
    grading_cell,
    lesson,
    publish,
    publish_again,
    save,
    small_course,
    worked,
)

_PATIENCE = 60_000  # ms: a busy machine with two cores
_NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publish(tmp_path / "course", small_course())


def begun(page: Page, lab: Lab) -> Locator:
    """The panel, with the first module begun by its button and worked on."""
    page.goto(lab.address())
    page.get_by_role("region", name="Course", exact=True).get_by_role(
        "button", name="Start", exact=True
    ).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=_PATIENCE)
    save(lab.folder, FIRST, worked(lesson(), "def add(a, b):\n    return 3"))
    open_notebook(page, lab, _NOTEBOOK)
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name="Small")).to_be_visible(timeout=_PATIENCE)
    return panel


def test_results_stand_at_their_cells(page: Page, folder: Path, tmp_path: Path) -> None:
    """Each check's result is told above its cell, and the panel's list of them leads there by
    keyboard."""
    with running_lab(folder, tmp_path / "home") as lab:
        panel = begun(page, lab)
        panel.get_by_role("button", name="Check", exact=True).click()
        shown = page.locator(".op-CellResult")
        expect(shown).to_have_count(2, timeout=_PATIENCE)
        expect(shown.first).to_have_text(
            re.compile(r"✓ Adds two numbers: Passed \(checked at \d\d:\d\d\)")
        )
        expect(shown.last).to_contain_text("parts: Partly right")
        tab_to(page, panel.get_by_role("button", name="parts"))
        page.keyboard.press("Enter")
        active = page.locator(".jp-NotebookPanel .jp-Cell.jp-mod-active")
        expect(active).to_contain_text("2.0 if add(2, 2)")
        found = run_axe(page, ".op-CellResult")
    assert found.violations == []
    assert "color-contrast" in found.passes


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bringing_in_what_the_teacher_corrected(
    page: Page, folder: Path, tmp_path: Path, theme: str
) -> None:
    """The module says that it was updated, and which pieces; by keyboard they come in, beside what
    was written."""
    better = lesson()
    grading_cell(better, "right")["source"] = f"{CHECK}\nassert add(2, 3) == 5"
    with running_lab(folder, tmp_path / "home") as lab:
        lab.use_theme(theme)
        begun(page, lab)
        publish_again(folder, better, b"3,4\n")
        open_notebook(page, lab, _NOTEBOOK)
        panel = page.get_by_role("region", name="Course", exact=True)
        updates = panel.get_by_role("region", name="Updated by your teacher")
        expect(updates).to_match_aria_snapshot("""
          - region "Updated by your teacher":
            - heading "Updated by your teacher" [level=4]
            - list:
              - listitem: "Changed: the check “Adds two numbers”"
              - listitem: "Changed: data.csv"
            - paragraph
            - button "Bring in the changes"
            - button "Go on without"
        """)
        found = run_axe(page, "#ownpace-panel")
        tab_to(page, updates.get_by_role("button", name="Bring in the changes"))
        page.keyboard.press("Enter")
        expect(panel.get_by_role("status")).to_contain_text("kept/adding-", timeout=_PATIENCE)
        notebook = page.locator(".jp-NotebookPanel")
        expect(notebook).to_contain_text("assert add(2, 3) == 5", timeout=_PATIENCE)
        expect(notebook).to_contain_text("return 3")
        expect(updates).to_have_count(0)
    assert found.violations == []
    assert "color-contrast" in found.passes
