"""The pictures of activities in docs/images, as docs/screenshots.py takes them."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.support.activities import make_module, open_and_run
from tests.support.lab import Lab

IMAGES = Path(__file__).parent / "images"
CELLS = (
    "from ownpace import checkin, checklist, note, reflect, video\n\n"
    'checklist("start", ["Open your calendar", "Find two free hours"], "Before you start")',
    'note("curve-notes", "Your notes on the curve")',
    'reflect("plan-when", "When in the day do you learn best?")',
    'checkin("how-it-went", "How was this module?")',
    'video("talk", "https://www.youtube.com/watch?v=planning", title="A talk on planning")',
)
#: The name of a picture, and what is in it.
PICTURES = {
    "checklist": ".ownpace-checklist",
    "note": ".ownpace-note",
    "reflect": ".ownpace-reflect",
    "checkin": ".ownpace-checkin",
    "video": ".ownpace-video",
}


def photograph_activities(page: Page, lab: Lab) -> None:
    """The lines of docs/teacher.md, run, and answered in part."""
    open_and_run(page, lab, make_module(lab.folder / "activities", CELLS, {}), ".ownpace-card")
    page.get_by_label("Open your calendar").check()
    page.get_by_label("Your notes on the curve").fill("Steep on the first day, then almost level.")
    page.get_by_label("When in the day").fill("Before breakfast, when the house is quiet.")
    page.get_by_role("button", name="Save", exact=True).nth(1).click()
    page.get_by_label("4: rather").check()
    page.get_by_label("How many minutes").fill("50")
    page.get_by_label("How many minutes").press("Enter")
    for name, css in PICTURES.items():
        activity = page.locator(css).last
        expect(activity.get_by_role("status").filter(has_text="Saving")).to_have_count(0)
        activity.screenshot(path=IMAGES / f"{name}.png")
