"""The panel in Notebook 7, where each notebook has a page of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import run_axe
from tests.support.lab import Lab, running_lab
from tests.support.learner import FIRST, publish, small_course

_PATIENCE = 60_000  # ms: a busy machine with two cores


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return publish(tmp_path / "course", small_course())


def the_panel(page: Page) -> Locator:
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name="Small")).to_be_visible(timeout=_PATIENCE)
    return panel


def started(page: Page, lab: Lab) -> Page:
    """The page of the first module's notebook, which *Start* on the page of files opened."""
    page.goto(f"{lab.url}/tree?token={lab.token}")
    panel = the_panel(page)
    with page.expect_popup(timeout=_PATIENCE) as opened:
        panel.get_by_role("button", name="Start", exact=True).press("Enter")
    return opened.value


def test_every_action(page: Page, folder: Path, tmp_path: Path) -> None:
    """The panel opens by itself beside the files; Start opens the notebook with the panel beside
    it, and there Check, Ask, Submit and Start over do what they do in JupyterLab."""
    with running_lab(folder, tmp_path / "home") as lab:
        notebook = started(page, lab)
        panel = the_panel(notebook)
        toolbar = notebook.locator(".jp-NotebookPanel-toolbar")
        toolbar.get_by_role("button", name="Check", exact=True).click()
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)
        panel.get_by_role("checkbox", name="I have done “Look around”").click()
        expect(panel).to_contain_text("1 of 3 steps")
        dialog = notebook.get_by_role("dialog")
        panel.get_by_role("button", name="Ask your teacher…").click()
        dialog.get_by_label("Your question").fill("Why?")
        dialog.get_by_label("Your name or id, as your teacher knows it").fill("Ada")
        dialog.get_by_role("button", name="Send").click()
        dialog.get_by_role("button", name="Later").click()
        panel.get_by_role("button", name="Submit", exact=True).click()
        expect(dialog).to_contain_text("Not done yet")
        dialog.get_by_role("button", name="Submit").click()
        with notebook.expect_download(timeout=_PATIENCE):
            dialog.get_by_role("button", name="Download").click()
        expect(panel).to_contain_text("Handed in")
        panel.get_by_role("button", name="Start over…").click()
        dialog.get_by_role("button", name="Start over").click()
        expect(panel).to_contain_text("0 of 3 steps", timeout=_PATIENCE)
        assert list((folder / "kept").iterdir())


def test_axe_finds_nothing(page: Page, folder: Path, tmp_path: Path) -> None:
    """On the page of a notebook, where the panel stands beside other things than in JupyterLab."""
    with running_lab(folder, tmp_path / "home") as lab:
        notebook = started(page, lab)
        panel = the_panel(notebook)
        panel.get_by_role("button", name="Check", exact=True).click()
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)
        found = run_axe(notebook, "#ownpace-panel")
    assert found.violations == []
    assert "color-contrast" in found.passes
    assert (folder / FIRST).is_dir()
