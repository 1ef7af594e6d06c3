"""The panel in a browser, and what tests wait for there."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

#: How long a machine with two busy cores may take for something to appear (ms).
PATIENCE = 60_000


def the_panel(page: Page, title: str = "Small") -> Locator:
    """The panel, once it shows the course of this title."""
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name=title)).to_be_visible(timeout=PATIENCE)
    return panel


def check(panel: Locator) -> Locator:
    """Press *Check*, and wait for what it says: it starts a kernel, and runs everything."""
    panel.get_by_role("button", name="Check", exact=True).click()
    return checked(panel)


def checked(panel: Locator) -> Locator:
    """What the last *Check* says, once it has ended."""
    results = panel.locator(".op-Results")
    expect(results).to_be_visible(timeout=3 * PATIENCE)
    return results
