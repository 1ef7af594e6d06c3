"""What a learner is told of today in a real JupyterLab: due, planned, to review, and reminders."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.busy import a_busy_course
from tests.support.lab import Lab, until_in_theme, until_settled
from tests.support.panel import PATIENCE, the_panel

_REMINDED = ".jp-toastContainer"


@pytest.fixture
def busy(course_lab: Lab) -> Lab:
    """A JupyterLab in a course in full swing."""
    a_busy_course(course_lab.folder, datetime.now(UTC))
    return course_lab


def shown(page: Page, lab: Lab) -> Locator:
    page.goto(lab.address())
    panel = the_panel(page, "Numbers")
    until_settled(page)
    return panel


def test_what_is_due_and_planned_is_told(browser: Browser, busy: Lab) -> None:
    """In the learner's zone with the course's own on hover; the tree says all of it, and what
    lateness will cost stands in the module."""
    context = browser.new_context(timezone_id="America/New_York", locale="en-GB")
    panel = shown(context.new_page(), busy)
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


def test_reminders_come_once_and_can_be_off(page: Page, busy: Lab) -> None:
    """A badge on the tab, which says its number, and one notification for a session; neither where
    the settings say so."""
    page.goto(busy.address())
    # First of all, for it does not stay.
    reminded = expect(page.locator(_REMINDED))
    reminded.to_contain_text("Planned today: 30 min of Doubling", timeout=PATIENCE)
    tab = page.get_by_role("tab", name="Course (Ownpace): 2 reminders")
    expect(tab).to_be_visible()
    shown(page, busy)
    expect(tab).to_be_visible()
    expect(page.get_by_text("Planned today: 30 min of Doubling")).to_have_count(1)
    busy.prefer(reminders=False)
    page.evaluate("sessionStorage.clear()")
    shown(page, busy)
    expect(page.get_by_role("tab", name="Course (Ownpace)", exact=True)).to_be_visible()
    expect(page.get_by_text("Planned today: 30 min of Doubling")).to_have_count(1)


def test_to_the_review_by_keyboard(page: Page, busy: Lab) -> None:
    """The line about questions to review opens the notebook at the cell that asks them."""
    panel = shown(page, busy)
    tab_to(page, panel.get_by_role("button", name="5 questions to review"))
    page.keyboard.press("Enter")
    active = page.locator(".jp-NotebookPanel .jp-Cell.jp-mod-active")
    expect(active).to_contain_text("review()", timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, busy: Lab, theme: str) -> None:
    """WCAG 2.2 AA, with everything that a course in full swing shows, unfolded."""
    busy.use_theme(theme)
    panel = shown(page, busy)
    until_in_theme(page, theme)
    for summary in panel.locator("summary").all():
        summary.click()
    expect(panel.get_by_role("link", name="Write to help@example.org")).to_be_visible()
    axe_finds_nothing(page, "#ownpace-panel")
