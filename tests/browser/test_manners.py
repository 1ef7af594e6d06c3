"""How the panel behaves: in the toolbar, with several courses, without its server, and unseen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, Request, Response, expect

from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.busy import a_busy_course
from tests.support.lab import Lab, open_notebook, running_lab
from tests.support.learner import FIRST, lesson, publish, save, small_course, worked

_PATIENCE = 60_000  # ms: a busy machine with two cores
_API = "/ownpace/api/"
_STALE = "This is how things were when they were last seen."
#: What a browser says of a page that is not looked at: headless ones look at all of theirs.
_VISIBILITY = """
window.unseen = false;
Object.defineProperty(document, 'hidden', {get: () => window.unseen});
Object.defineProperty(document, 'visibilityState', {
  get: () => (window.unseen ? 'hidden' : 'visible')
});
window.look = seen => {
  window.unseen = !seen;
  document.dispatchEvent(new Event('visibilitychange'));
};
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = publish(tmp_path / "course", small_course())
    save(root, FIRST, worked(lesson(), passed=["right"]))
    return root


def the_panel(page: Page, title: str = "Small") -> Locator:
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name=title)).to_be_visible(timeout=_PATIENCE)
    return panel


def settled(page: Page) -> None:
    """Nothing takes the keyboard any more: a palette closes when it loses it."""
    expect(page.locator(".jp-Launcher")).to_be_visible(timeout=_PATIENCE)
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)


def _keeps_the_choice(response: Response) -> bool:
    """JupyterLab keeps its state on the server, a while after it changed."""
    asked = response.request
    return "/api/workspaces/" in asked.url and "ownpace:course" in (asked.post_data or "")


def test_check_in_the_toolbar_of_a_module(page: Page, folder: Path, tmp_path: Path) -> None:
    """It runs the checks of the notebook in view, and is not there in other notebooks."""
    save(folder, "mine", lesson())
    with running_lab(folder, tmp_path / "home") as lab:
        open_notebook(page, lab, "mine/mine.ipynb")
        panel = the_panel(page)
        toolbar = page.locator(".jp-NotebookPanel-toolbar")
        check = toolbar.get_by_role("button", name="Check", exact=True)
        expect(toolbar.get_by_role("button", name="Save")).to_be_visible()
        expect(check).to_be_hidden()
        open_notebook(page, lab, f"{FIRST}/{FIRST}.ipynb")
        expect(check).to_be_visible(timeout=_PATIENCE)
        check.focus()
        page.keyboard.press("Enter")
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)


def test_every_command_is_in_the_palette(page: Page, folder: Path, tmp_path: Path) -> None:
    """With a label, under a category of its own."""
    with running_lab(folder, tmp_path / "home") as lab:
        page.goto(lab.address())
        the_panel(page)
        settled(page)
        page.get_by_role("menuitem", name="View", exact=True).click()
        page.get_by_role("menuitem", name="Activate Command Palette").click()
        for label in ("Check the module", "Submit the module", "Refresh the course panel"):
            expect(page.locator(".lm-CommandPalette-item", has_text=label)).to_be_visible()


def test_switching_courses_by_keyboard(page: Page, tmp_path: Path) -> None:
    """A list in the panel's header; the choice is kept for the next time, and axe finds nothing."""
    root = tmp_path / "served"
    for name in ("sums", "words"):
        publish(root / name, small_course(id=name, title=name.title()))
    with running_lab(root, tmp_path / "home") as lab:
        page.goto(lab.address())
        settled(page)
        panel = the_panel(page, "Sums")
        tab_to(page, panel.get_by_role("combobox", name="Which course"))
        with page.expect_response(_keeps_the_choice):
            page.keyboard.press("ArrowDown")
        the_panel(page, "Words")
        expect(panel.get_by_role("combobox", name="Which course")).to_be_focused()
        assert run_axe(page, "#ownpace-panel").violations == []
        page.goto(lab.address().removesuffix("&reset"))
        the_panel(page, "Words")
        panel.get_by_role("button", name="Start", exact=True).click()
        expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=_PATIENCE)
        assert (root / "words" / FIRST).is_dir()


def test_it_recovers_by_itself(page: Page, folder: Path, tmp_path: Path) -> None:
    """While the server does not answer it is asked again: nobody has to click."""
    with running_lab(folder, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        page.route(f"**{_API}**", lambda route: route.abort())
        panel.get_by_role("checkbox").first.click()
        expect(panel.get_by_text(_STALE)).to_be_visible()
        page.unroute(f"**{_API}**")
        expect(panel.get_by_text(_STALE)).to_have_count(0)
        expect(panel.get_by_role("alert")).to_be_empty()


def test_nothing_is_asked_while_nobody_looks(page: Page, folder: Path, tmp_path: Path) -> None:
    """Neither when all is well nor when the server is gone; who comes back sees the newest."""
    with running_lab(folder, tmp_path / "home") as lab:
        page.add_init_script(_VISIBILITY)
        page.clock.install()
        page.goto(lab.address())
        panel = the_panel(page)
        asked = requests(page)
        page.evaluate("look(false)")
        page.clock.run_for("30:00")
        assert asked == []
        page.evaluate("look(true)")
        expect(panel.get_by_text(_STALE)).to_have_count(0)
        page.route(f"**{_API}**", lambda route: route.abort())
        panel.get_by_role("checkbox").first.click()
        expect(panel.get_by_text(_STALE)).to_be_visible()
        page.evaluate("look(false)")
        asked.clear()
        page.clock.run_for("30:00")
        assert asked == []
        page.unroute(f"**{_API}**")
        page.evaluate("look(true)")
        expect(panel.get_by_text(_STALE)).to_have_count(0)


def test_nothing_comes_from_a_third_party(page: Page, tmp_path: Path) -> None:
    """Whatever a course links to, only the learner's own server is asked."""
    folder = a_busy_course(tmp_path / "course", datetime.now(UTC))
    with running_lab(folder, tmp_path / "home") as lab:
        asked = requests(page, "")
        open_notebook(page, lab, "doubling/doubling.ipynb")
        panel = the_panel(page, "Numbers")
        expect(panel.get_by_role("link", name="A tour")).to_be_visible()
        panel.get_by_role("button", name="Check", exact=True).click()
        expect(panel.locator(".op-Results")).to_be_visible(timeout=_PATIENCE)
    assert asked
    assert {address for address in asked if not is_own(address, lab)} == set()


def requests(page: Page, part: str = _API) -> list[str]:
    """The addresses that are asked for from now on."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if part in request.url:
            asked.append(request.url)

    page.on("request", note)
    return asked


def is_own(address: str, lab: Lab) -> bool:
    return address.startswith((lab.url, "data:", "blob:")) or urlsplit(address).scheme == ""
