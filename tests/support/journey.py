"""What a learner does in the browser with the sample course's first module."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from ownpace_graders.demo.learners import solutions, solve
from tests.support.lab import run_all, wait_for_kernel

PATIENCE = 60_000  # ms
NOTEBOOK = "welcome/welcome.ipynb"


class Place(Protocol):
    """Where a learner works: a JupyterLab, and the course's folder as the test finds it."""

    @property
    def folder(self) -> Path: ...

    def address(self, path: str = "") -> str:
        """The page that opens ``path``, relative to the course's folder."""


def the_panel(page: Page) -> Locator:
    panel = page.get_by_role("region", name="Course")
    expect(panel).to_be_visible(timeout=PATIENCE)
    return panel


def start(page: Page) -> None:
    """Fetch the first module, which then opens."""
    the_panel(page).get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)


def work(page: Page, place: Place, course: Path, share: float = 1) -> None:
    """Do the first ``share`` of the exercises as the course's own solutions do; run all; save."""
    path = place.folder / NOTEBOOK
    notebook = json.loads(path.read_bytes())
    solve(notebook, solutions(course, "welcome"), share)
    path.write_text(json.dumps(notebook))
    page.goto(place.address(NOTEBOOK))
    wait_for_kernel(page)
    expect(the_panel(page)).to_contain_text("In progress, 0 of")
    run_all(page)
    _wait_until_run(page)
    page.keyboard.press("Control+s")
    expect(the_panel(page)).not_to_contain_text("In progress, 0 of", timeout=PATIENCE)


def check(page: Page) -> Locator:
    """What *Check* says."""
    panel = the_panel(page)
    panel.get_by_role("button", name="Check", exact=True).click()
    results = panel.locator(".op-Results")
    expect(results).to_be_visible(timeout=3 * PATIENCE)  # it starts a kernel and runs it all
    return results


def submit(page: Page) -> Locator:
    """The question that *Submit* asks, when some activities are not answered."""
    the_panel(page).get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Not done yet")
    return page.get_by_role("dialog")


def see_feedback(page: Page, score: str) -> None:
    """The teacher's page is open, and the panel shows the score."""
    viewer = page.locator(".jp-HTMLViewer iframe")
    expect(viewer).to_be_visible(timeout=PATIENCE)
    expect(viewer.content_frame.get_by_text("Score", exact=False).first).to_be_attached()
    expect(the_panel(page)).to_contain_text(f"Score {score}", timeout=PATIENCE)


def _wait_until_run(page: Page) -> None:
    """Wait until some cell was run and none waits: *Run all* marks them all at once."""
    prompts = page.locator(".jp-NotebookPanel .jp-CodeCell .jp-InputPrompt")
    expect(prompts.filter(has_text=re.compile(r"\[\d+\]:")).first).to_be_attached(timeout=PATIENCE)
    expect(prompts.filter(has_text="[*]:")).to_have_count(0, timeout=PATIENCE)
