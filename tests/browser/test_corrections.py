"""What *Check* shows in the notebook, and what a teacher corrected, in a real JupyterLab."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from ownpace.course.model import Correction
from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.lab import Lab, open_notebook, until_in_theme
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
from tests.support.panel import PATIENCE, check, the_panel

_NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"


@pytest.fixture
def begun(page: Page, course_lab: Lab) -> Lab:
    """The first module begun by its button, and worked on."""
    publish(course_lab.folder, small_course())
    page.goto(course_lab.address())
    the_panel(page).get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    save(course_lab.folder, FIRST, worked(lesson(), "def add(a, b):\n    return 3"))
    return course_lab


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_results_stand_at_their_cells(page: Page, begun: Lab, theme: str) -> None:
    """Each check's result is told above its cell, and the panel's list of them leads there by
    keyboard."""
    begun.use_theme(theme)
    open_notebook(page, begun, _NOTEBOOK)
    until_in_theme(page, theme)
    panel = the_panel(page)
    check(panel)
    shown = page.locator(".op-CellResult")
    expect(shown).to_have_count(2)
    expect(shown.first).to_have_text(
        re.compile(r"✓ Adds two numbers: Passed \(checked at \d\d:\d\d\)")
    )
    expect(shown.last).to_contain_text("parts: Partly right")
    tab_to(page, panel.get_by_role("button", name="parts"))
    page.keyboard.press("Enter")
    active = page.locator(".jp-NotebookPanel .jp-Cell.jp-mod-active")
    expect(active).to_contain_text("2.0 if add(2, 2)")
    axe_finds_nothing(page, ".op-CellResult")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_bringing_in_what_the_teacher_corrected(page: Page, begun: Lab, theme: str) -> None:
    """The module says that it was updated, why, and which pieces; by keyboard they come in, beside
    what was written."""
    better = lesson()
    grading_cell(better, "right")["source"] = f"{CHECK}\nassert add(2, 3) == 5"
    why = Correction(at=datetime.now(UTC), why="<i>Five</i> is right.")
    publish_again(begun.folder, better, b"3,4\n", why=[why])
    begun.use_theme(theme)
    open_notebook(page, begun, _NOTEBOOK)
    until_in_theme(page, theme)
    panel = the_panel(page)
    updates = panel.get_by_role("region", name="Updated by your teacher")
    expect(updates).to_match_aria_snapshot("""
      - region "Updated by your teacher":
        - heading "Updated by your teacher" [level=4]
        - paragraph: <i>Five</i> is right.
        - list:
          - listitem: "Changed: the check “Adds two numbers”"
          - listitem: "Changed: data.csv"
        - paragraph
        - button "Bring in the changes"
        - button "Go on without"
    """)
    axe_finds_nothing(page, "#ownpace-panel")
    tab_to(page, updates.get_by_role("button", name="Bring in the changes"))
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status")).to_contain_text("kept/adding-", timeout=PATIENCE)
    notebook = page.locator(".jp-NotebookPanel")
    expect(notebook).to_contain_text("assert add(2, 3) == 5", timeout=PATIENCE)
    expect(notebook).to_contain_text("return 3")
    expect(updates).to_have_count(0)
