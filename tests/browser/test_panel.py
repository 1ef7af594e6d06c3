"""The panel in a real JupyterLab: without its server, without a mouse, and for every eye."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.lab import running_lab
from tests.support.learner import FIRST, lesson, publish, save, small_course, worked

_PATIENCE = 60_000  # ms: a busy machine with two cores
_STALE = "This is how things were when they were last seen."


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A course folder with the first module begun."""
    folder = publish(tmp_path / "course", small_course())
    save(folder, FIRST, worked(lesson(), passed=["right"]))
    return folder


def the_panel(page: Page) -> Locator:
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name="Small")).to_be_visible(timeout=_PATIENCE)
    return panel


def dismiss_dialogs_of_jupyterlab(page: Page) -> None:
    """JupyterLab tells, too, that its server is gone, in front of everything."""
    dialog = page.locator(".jp-Dialog")
    page.add_locator_handler(dialog, lambda: dialog.get_by_role("button").first.press("Escape"))


def test_without_its_server_the_panel_keeps_what_it_knew(
    page: Page, begun: Path, tmp_path: Path
) -> None:
    """It says that the server does not answer, shows the last state, and comes back to life by
    itself when the server is there again."""
    with running_lab(begun, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
    dismiss_dialogs_of_jupyterlab(page)
    panel.get_by_role("button", name="Check", exact=True).click()
    expect(panel.get_by_role("alert")).to_contain_text("server", timeout=_PATIENCE)
    expect(panel.get_by_text(_STALE)).to_be_visible()
    expect(panel).to_contain_text("In progress")
    with running_lab(begun, tmp_path / "home", again=lab):
        expect(panel.get_by_text(_STALE)).to_have_count(0, timeout=_PATIENCE)
        expect(panel.get_by_role("alert")).to_be_empty()
        expect(panel).to_contain_text("In progress")


def test_the_keyboard_alone_is_enough(page: Page, begun: Path, tmp_path: Path) -> None:
    """Check and Continue are reached with Tab and pressed with Enter."""
    with running_lab(begun, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        tab_to(page, panel.get_by_role("button", name="Check", exact=True))
        page.keyboard.press("Enter")
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)
        tab_to(page, panel.get_by_role("button", name="Continue “Adding”"), "Shift+Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=_PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, begun: Path, tmp_path: Path, theme: str) -> None:
    """WCAG 2.2 AA in both themes, contrast really looked at, with the results of a check shown."""
    with running_lab(begun, tmp_path / "home") as lab:
        lab.use_theme(theme)
        page.goto(lab.address())
        panel = the_panel(page)
        is_light = str(theme == "light").lower()
        expect(page.locator(f"body[data-jp-theme-light={is_light}]")).to_be_attached()
        panel.get_by_role("button", name="Check", exact=True).click()
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)
        found = run_axe(page, "#ownpace-panel")
    assert found.violations == []
    assert "color-contrast" in found.passes
