"""What a learner is told of today in a real JupyterLab: due, planned, to review, and reminders."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.busy import a_busy_course
from tests.support.lab import Lab, running_lab

_PATIENCE = 60_000  # ms: a busy machine with two cores
_REMINDED = ".jp-toastContainer"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return a_busy_course(tmp_path / "course", datetime.now(UTC))


def the_panel(page: Page, lab: Lab) -> Locator:
    page.goto(lab.address())
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name="Numbers")).to_be_visible(timeout=_PATIENCE)
    return panel


def test_what_is_due_and_planned_is_told(
    browser: Browser, page: Page, folder: Path, tmp_path: Path
) -> None:
    """In the learner's zone with the course's own on hover; the tree says all of it, and what
    lateness will cost stands in the module."""
    with running_lab(folder, tmp_path / "home") as lab:
        context = browser.new_context(timezone_id="America/New_York", locale="en-GB")
        panel = the_panel(context.new_page(), lab)
        expect(panel.get_by_role("list", name="Now")).to_match_aria_snapshot("""
          - list "Now":
            - listitem:
              - text: "Next due: Doubling"
              - time: /GMT-[45] \\(in 19 hours\\)/
            - listitem: "Planned today: 30 min of Doubling"
            - listitem: "This week: 60 of 30 planned min done"
            - listitem:
              - button "5 questions to review"
        """)
        expect(panel).to_contain_text("Then it loses 10% of its points for each started day")
        due = panel.get_by_role("list", name="Now").get_by_role("time")
        expect(due).to_have_attribute("title", re.compile("Asia/Tokyo"))
        context.close()


def test_reminders_come_once_and_can_be_off(page: Page, folder: Path, tmp_path: Path) -> None:
    """A badge on the tab, which says its number, and one notification for a session; neither where
    the settings say so."""
    with running_lab(folder, tmp_path / "home") as lab:
        the_panel(page, lab)
        tab = page.get_by_role("tab", name="Course (Ownpace): 2 reminders")
        expect(tab).to_be_visible()
        expect(page.locator(_REMINDED)).to_contain_text("Planned today: 30 min of Doubling")
        the_panel(page, lab)
        expect(tab).to_be_visible()
        expect(page.get_by_text("Planned today: 30 min of Doubling")).to_have_count(1)
        switch_off(lab)
        page.evaluate("sessionStorage.clear()")
        the_panel(page, lab)
        expect(page.get_by_role("tab", name="Course (Ownpace)", exact=True)).to_be_visible()
        expect(page.get_by_text("Planned today: 30 min of Doubling")).to_have_count(1)


def test_to_the_review_by_keyboard(page: Page, folder: Path, tmp_path: Path) -> None:
    """The line about questions to review opens the notebook at the cell that asks them."""
    with running_lab(folder, tmp_path / "home") as lab:
        panel = the_panel(page, lab)
        tab_to(page, panel.get_by_role("button", name="5 questions to review"))
        page.keyboard.press("Enter")
        active = page.locator(".jp-NotebookPanel .jp-Cell.jp-mod-active")
        expect(active).to_contain_text("review()", timeout=_PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, folder: Path, tmp_path: Path, theme: str) -> None:
    """WCAG 2.2 AA, with everything that a course in full swing shows, unfolded."""
    with running_lab(folder, tmp_path / "home") as lab:
        lab.use_theme(theme)
        panel = the_panel(page, lab)
        is_light = str(theme == "light").lower()
        expect(page.locator(f"body[data-jp-theme-light={is_light}]")).to_be_attached()
        for summary in panel.locator("summary").all():
            summary.click()
        expect(panel.get_by_role("link", name="Write to help@example.org")).to_be_visible()
        found = run_axe(page, "#ownpace-panel")
    assert found.violations == []
    assert "color-contrast" in found.passes


def switch_off(lab: Lab) -> None:
    file = lab.settings / "ownpace" / "panel.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"reminders": False}))
