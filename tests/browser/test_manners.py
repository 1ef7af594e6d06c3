"""How the panel behaves: in the toolbar, with several courses, without its server, and unseen."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request, Response, expect

from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.busy import a_busy_course
from tests.support.lab import Lab, open_notebook, until_in_theme, until_settled
from tests.support.learner import FIRST, lesson, publish, save, small_course, worked
from tests.support.panel import PATIENCE, check, checked, the_panel

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
def begun(course_lab: Lab) -> Lab:
    """A JupyterLab in a course whose first module is begun."""
    publish(course_lab.folder, small_course())
    save(course_lab.folder, FIRST, worked(lesson(), passed=["right"]))
    return course_lab


def test_check_in_the_toolbar_of_a_module(page: Page, begun: Lab) -> None:
    """It runs the checks of the notebook in view, and is not there in other notebooks."""
    save(begun.folder, "mine", lesson())
    open_notebook(page, begun, "mine/mine.ipynb")
    panel = the_panel(page)
    toolbar = page.locator(".jp-NotebookPanel-toolbar")
    button = toolbar.get_by_role("button", name="Check", exact=True)
    expect(toolbar.get_by_role("button", name="Save")).to_be_visible()
    expect(button).to_be_hidden()
    open_notebook(page, begun, f"{FIRST}/{FIRST}.ipynb")
    expect(button).to_be_visible(timeout=PATIENCE)
    button.press("Enter")
    checked(panel)


def _keeps_the_choice(response: Response) -> bool:
    """JupyterLab keeps its state on the server, a while after it changed."""
    asked = response.request
    return "/api/workspaces/" in asked.url and "ownpace:course" in (asked.post_data or "")


COMMANDS = (
    *("Show the course panel", "Refresh the course panel", "Continue the course"),
    *("Start or open the module", "Check the module", "Submit the module", "Ask the teacher…"),
    *("Open the module’s feedback", "Start the module over"),
    *("Save everything", "Bring back work from a file…"),
    *("Bring back work that this browser keeps…", "Forget what is kept in this browser…"),
)


def test_every_command_is_in_the_palette(page: Page, begun: Lab) -> None:
    """With a label, under a category of its own."""
    page.goto(begun.address())
    the_panel(page)
    until_settled(page)  # a palette closes when it loses the keyboard
    page.get_by_role("menuitem", name="View", exact=True).click()
    page.get_by_role("menuitem", name="Activate Command Palette").click()
    for label in COMMANDS:
        expect(page.locator(".lm-CommandPalette-item", has_text=label)).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_switching_courses_by_keyboard(page: Page, course_lab: Lab, theme: str) -> None:
    """A list in the panel's header; the choice is kept for the next time, and axe finds nothing."""
    for name in ("sums", "words"):
        publish(course_lab.folder / name, small_course(id=name, title=name.title()))
    course_lab.use_theme(theme)
    page.goto(course_lab.address())
    panel = the_panel(page, "Sums")
    until_settled(page)
    until_in_theme(page, theme)
    tab_to(page, panel.get_by_role("combobox", name="Which course"))
    with page.expect_response(_keeps_the_choice):
        page.keyboard.press("ArrowDown")
    the_panel(page, "Words")
    expect(panel.get_by_role("combobox", name="Which course")).to_be_focused()
    axe_finds_nothing(page, "#ownpace-panel")
    page.goto(course_lab.address().removesuffix("&reset"))
    the_panel(page, "Words")
    panel.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    assert (course_lab.folder / "words" / FIRST).is_dir()


def test_it_recovers_by_itself(page: Page, begun: Lab) -> None:
    """While the server does not answer it is asked again: nobody has to click."""
    page.goto(begun.address())
    panel = the_panel(page)
    page.route(f"**{_API}**", lambda route: route.abort())
    panel.get_by_role("checkbox").first.click()
    expect(panel.get_by_text(_STALE)).to_be_visible()
    page.unroute(f"**{_API}**")
    expect(panel.get_by_text(_STALE)).to_have_count(0)
    expect(panel.get_by_role("alert")).to_be_empty()


def test_nothing_is_asked_while_nobody_looks(page: Page, begun: Lab) -> None:
    """Neither when all is well nor when the server is gone; who comes back sees the newest."""
    begun.prefer(keepInBrowser=False)  # it asks as long as something changes
    page.add_init_script(_VISIBILITY)
    page.clock.install()
    page.goto(begun.address())
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
    page.clock.run_for("00:05")  # what was on its way is noted
    asked.clear()
    page.clock.run_for("30:00")
    assert asked == []
    page.unroute(f"**{_API}**")
    page.evaluate("look(true)")
    expect(panel.get_by_text(_STALE)).to_have_count(0)


def test_nothing_comes_from_a_third_party(page: Page, course_lab: Lab) -> None:
    """Whatever a course links to, only the learner's own server is asked."""
    a_busy_course(course_lab.folder, datetime.now(UTC))
    asked = requests(page, "")
    open_notebook(page, course_lab, "doubling/doubling.ipynb")
    panel = the_panel(page, "Numbers")
    expect(panel.get_by_role("link", name="A tour")).to_be_visible()
    check(panel)
    assert asked
    assert {address for address in asked if not is_own(address, course_lab)} == set()


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
