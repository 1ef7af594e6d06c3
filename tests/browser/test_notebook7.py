"""The panel in Notebook 7, where each notebook has a page of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import axe_finds_nothing
from tests.support.lab import Lab, until_in_theme
from tests.support.learner import FIRST, lesson, publish, save, small_course, worked
from tests.support.panel import PATIENCE, check, checked, the_panel
from tests.support.returned import feedback


@pytest.fixture
def tree(page: Page, course_lab: Lab) -> Page:
    """The page of files, in a course of which nothing is begun."""
    publish(course_lab.folder, small_course())
    page.goto(f"{course_lab.url}/tree?token={course_lab.token}")
    return page


def started(tree: Page) -> Page:
    """The page of the first module's notebook, which *Start* on the page of files opens."""
    with tree.expect_popup(timeout=PATIENCE) as opened:
        the_panel(tree).get_by_role("button", name="Start", exact=True).press("Enter")
    return opened.value


def hand_in(page: Page, panel: Locator, name: str = "") -> None:
    """By *Submit*, which makes a zip file, and asks for a ``name`` the first time."""
    dialog = page.get_by_role("dialog")
    panel.get_by_role("button", name="Submit", exact=True).click()
    expect(dialog).to_contain_text("Not done yet", timeout=PATIENCE)
    if name:
        dialog.get_by_label("Your name or id, as your teacher knows it").fill(name)
    dialog.get_by_role("button", name="Submit").click()
    with page.expect_download(timeout=PATIENCE):
        dialog.get_by_role("button", name="Download").click()
    expect(panel).to_contain_text("Handed in")


def test_working_on_a_module(tree: Page, course_lab: Lab) -> None:
    """The panel opens by itself beside the files; Start opens the notebook with the panel beside
    it, and there Check, Ask, Submit and Start over do what they do in JupyterLab."""
    notebook = started(tree)
    panel = the_panel(notebook)
    toolbar = notebook.locator(".jp-NotebookPanel-toolbar")
    toolbar.get_by_role("button", name="Check", exact=True).click()
    checked(panel)
    panel.get_by_role("checkbox", name="I have done “Look around”").click()
    expect(panel).to_contain_text("1 of 3 steps")
    dialog = notebook.get_by_role("dialog")
    panel.get_by_role("button", name="Ask your teacher…").click()
    dialog.get_by_label("Your question").fill("Why?")
    dialog.get_by_label("Your name or id, as your teacher knows it").fill("Ada")
    dialog.get_by_role("button", name="Send").click()
    dialog.get_by_role("button", name="Later").click()
    hand_in(notebook, panel)
    panel.get_by_role("button", name="Start over…").click()
    dialog.get_by_role("button", name="Start over").click()
    expect(panel).to_contain_text("0 of 3 steps", timeout=PATIENCE)
    assert list((course_lab.folder / "kept").iterdir())


def test_feedback(tree: Page, tmp_path: Path) -> None:
    """Feedback takes the teacher's zip file and opens its page; the panel shows the score."""
    notebook = started(tree)
    panel = the_panel(notebook)
    hand_in(notebook, panel, "Ada")
    panel.get_by_role("button", name="Feedback", exact=True).click()
    file = notebook.get_by_role("dialog").get_by_label("Feedback file")
    expect(file).to_be_focused(timeout=PATIENCE)
    file.set_input_files(feedback(tmp_path / "feedback.zip"))
    with notebook.expect_popup(timeout=PATIENCE) as opened:
        notebook.get_by_role("dialog").get_by_role("button", name="Open").click()
    viewer = opened.value.locator(".jp-HTMLViewer iframe")
    expect(viewer.content_frame.get_by_text("Good")).to_be_visible(timeout=PATIENCE)
    expect(panel).to_contain_text("Score 2.5 of 6")
    with notebook.expect_popup(timeout=PATIENCE) as again:
        panel.get_by_role("button", name="Newest feedback").click()
    expect(again.value.locator(".jp-HTMLViewer iframe")).to_be_visible(timeout=PATIENCE)


def test_all_work_is_saved_and_brought_back(tree: Page, course_lab: Lab, tmp_path: Path) -> None:
    """Save everything downloads a zip file; when the disk is empty, Bring back puts it in place."""
    save(course_lab.folder, FIRST, worked(lesson()))
    panel = the_panel(tree)
    with tree.expect_download(timeout=PATIENCE) as download:
        panel.get_by_role("button", name="Save everything").click()
    download.value.save_as(tmp_path / "work.zip")
    expect(panel.get_by_role("status")).to_contain_text("among your downloads")
    shutil.rmtree(course_lab.folder / FIRST)
    panel.get_by_role("button", name="Bring back…", exact=True).click()
    dialog = tree.get_by_role("dialog")
    file = dialog.get_by_label("The zip file that “Save everything” made")
    expect(file).to_be_focused(timeout=PATIENCE)
    file.set_input_files(tmp_path / "work.zip")
    dialog.get_by_role("button", name="Look").click()
    expect(dialog).to_contain_text(f"{FIRST}.ipynb (from", timeout=PATIENCE)
    dialog.get_by_role("button", name="Bring back").click()
    expect(panel.get_by_role("status")).to_contain_text("1 file is back.", timeout=PATIENCE)
    assert "return a + b" in (course_lab.folder / FIRST / f"{FIRST}.ipynb").read_text()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, course_lab: Lab, theme: str) -> None:
    """On the page of a notebook, where the panel stands beside other things than in JupyterLab."""
    publish(course_lab.folder, small_course())
    save(course_lab.folder, FIRST, worked(lesson()))
    course_lab.use_theme(theme)
    address = f"{course_lab.url}/notebooks/{FIRST}/{FIRST}.ipynb?token={course_lab.token}"
    page.goto(address)
    panel = the_panel(page)
    until_in_theme(page, theme)
    check(panel)
    axe_finds_nothing(page, "#ownpace-panel")
