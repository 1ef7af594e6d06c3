"""The panel in a real JupyterLab: without its server, without a mouse, and for every eye."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from ownpace.course.model import Resource
from ownpace.store.bundle import Manifest, write_bundle
from ownpace.store.more_time import MoreTime
from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.lab import Lab, running_lab, until_in_theme, until_settled, wait_for_kernel
from tests.support.learner import (
    FIRST,
    Notebook,
    grading_cell,
    lesson,
    publish,
    save,
    small_course,
    worked,
)
from tests.support.panel import PATIENCE, check, checked, the_panel
from tests.support.returned import feedback

_STALE = "This is how things were when they were last seen."
BOTH_THEMES = pytest.mark.parametrize("theme", ["light", "dark"])


def begin(folder: Path, notebook: Notebook | None = None) -> Path:
    """A course folder with the first module begun."""
    publish(folder, small_course())
    save(folder, FIRST, notebook or worked(lesson(), passed=["right"]))
    return folder


def all_but_a_tick() -> Notebook:
    """The first module's notebook with everything done but the step that is ticked."""
    notebook = worked(lesson(), passed=["right", "parts"])
    grading_cell(notebook, "why")["source"] = "Because it adds."
    return notebook


@pytest.fixture
def begun(course_lab: Lab) -> Lab:
    begin(course_lab.folder)
    return course_lab


def dismiss_dialogs_of_jupyterlab(page: Page) -> None:
    """JupyterLab tells, too, that its server is gone, in front of everything."""
    dialog = page.locator(".jp-Dialog")
    page.add_locator_handler(dialog, lambda: dialog.get_by_role("button").first.press("Escape"))


def test_without_its_server_the_panel_keeps_what_it_knew(page: Page, tmp_path: Path) -> None:
    """It says that the server does not answer, shows the last state, and comes back to life by
    itself when the server is there again."""
    folder = begin(tmp_path / "course")
    with running_lab(folder, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
    dismiss_dialogs_of_jupyterlab(page)
    panel.get_by_role("button", name="Check", exact=True).click()
    expect(panel.get_by_role("alert")).to_contain_text("server", timeout=PATIENCE)
    expect(panel.get_by_text(_STALE)).to_be_visible()
    expect(panel).to_contain_text("In progress")
    with running_lab(folder, tmp_path / "home", again=lab):
        expect(panel.get_by_text(_STALE)).to_have_count(0, timeout=PATIENCE)
        expect(panel.get_by_role("alert")).to_be_empty()
        expect(panel).to_contain_text("In progress")


def test_the_keyboard_alone_is_enough(page: Page, begun: Lab) -> None:
    """Check and Continue are reached with Tab and pressed with Enter; a step's title leads to its
    section in the notebook."""
    page.goto(begun.address())
    panel = the_panel(page)
    until_settled(page)
    tab_to(page, panel.get_by_role("button", name="Check", exact=True))
    page.keyboard.press("Enter")
    checked(panel)
    press(page, panel, "Continue “Adding”", "Shift+Tab")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    wait_for_kernel(page)
    press(page, panel, "Explain", "Shift+Tab")
    active = page.locator(".jp-NotebookPanel .jp-Cell.jp-mod-active")
    expect(active).to_contain_text("Explain")


def test_what_belongs_to_a_module_opens_where_it_should(page: Page, course_lab: Lab) -> None:
    """A document of its own in JupyterLab; what is elsewhere in a new tab, which is said."""
    first, second = small_course().modules
    numbers = Resource(kind="document", href="data.csv", title="The numbers")
    tour = Resource(kind="link", href="https://example.org", title="A tour")
    first = first.model_copy(update={"resources": (numbers, tour)})
    publish(course_lab.folder, small_course(modules=(first, second)))
    save(course_lab.folder, FIRST, lesson()).with_name("data.csv").write_text("1,2\n")
    page.goto(course_lab.address())
    panel = the_panel(page)
    link = panel.get_by_role("link", name="A tour (opens in a new tab)")
    expect(link).to_have_attribute("target", "_blank")
    panel.get_by_role("button", name="The numbers").click()
    expect(page.locator(".jp-CSVViewer")).to_be_visible(timeout=PATIENCE)


def test_more_time_comes_before_anything_is_sent(
    page: Page, course_lab: Lab, tmp_path: Path
) -> None:
    """In a file from the teacher, opened in the panel: its dates and rules are this learner's."""
    first, second = small_course().modules
    first = first.model_copy(update={"due": datetime.now(UTC) + timedelta(days=2)})
    publish(course_lab.folder, small_course(modules=(first, second)))
    page.goto(course_lab.address())
    panel, dialog = the_panel(page), page.get_by_role("dialog")
    panel.get_by_role("button", name="Open a feedback file…").click()
    dialog.get_by_label("Feedback file").set_input_files(more_time(tmp_path / "sent.zip"))
    dialog.get_by_role("button", name="Open").click()
    expect(dialog).to_have_count(0, timeout=PATIENCE)
    panel.get_by_text("Rules", exact=True).click()
    expect(panel.get_by_text("For you “Adding” is due")).to_be_visible(timeout=PATIENCE)


def more_time(path: Path) -> Path:
    """Three days more for the first module, as ``ownpace extend`` writes it."""
    course, at = small_course().id, datetime.now(UTC)
    more = MoreTime(course=course, at=at, more={FIRST: timedelta(days=3)})
    manifest = Manifest(
        kind="feedback", course=course, module=FIRST, learner="Ada", at=at, revision=1
    )
    write_bundle(path, manifest, {"more-time.json": more.model_dump_json().encode()})
    return path


def press(page: Page, panel: Locator, name: str, key: str = "Tab") -> None:
    """Press a button of the panel, reached by keyboard."""
    tab_to(page, panel.get_by_role("button", name=name, exact=True), key)
    page.keyboard.press("Enter")


@BOTH_THEMES
def test_a_module_from_start_to_feedback_by_keyboard(
    page: Page, course_lab: Lab, tmp_path: Path, theme: str
) -> None:
    """Start, tick, Submit with a name, Start over and Feedback: no mouse, the keyboard is never
    lost, and axe finds nothing in any dialog on the way."""
    publish(course_lab.folder, small_course())
    course_lab.use_theme(theme)
    page.goto(course_lab.address())
    panel, dialog = the_panel(page), page.get_by_role("dialog")
    until_settled(page)
    until_in_theme(page, theme)
    press(page, panel, "Start")
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    save(course_lab.folder, FIRST, all_but_a_tick())
    page.goto(course_lab.address())
    expect(the_panel(page)).to_contain_text("2 of 3 steps")
    until_settled(page)

    tab_to(page, panel.get_by_role("checkbox", name="I have done “Look around”"))
    page.keyboard.press("Space")
    expect(panel.get_by_role("button", name="Look around")).to_be_focused(timeout=PATIENCE)
    expect(panel.get_by_role("button", name="Start “Doubling”")).to_be_visible()
    press(page, panel, "Submit")
    expect(dialog.get_by_label("Your name or id")).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("button", name="Download")).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    with page.expect_download(timeout=PATIENCE):
        page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Submit")).to_be_focused(timeout=PATIENCE)

    press(page, panel, "Start over…")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    tab_to(page, dialog.get_by_role("button", name="Start over"))
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Handed in once", timeout=PATIENCE)
    wait_for_kernel(page)

    press(page, panel, "Feedback", "Shift+Tab")
    file = dialog.get_by_label("Feedback file")
    expect(file).to_be_focused(timeout=PATIENCE)
    file.set_input_files(feedback(tmp_path / "feedback.zip"))
    tab_to(page, dialog.get_by_role("button", name="Open"))
    page.keyboard.press("Enter")
    expect(panel).to_contain_text("Score 2.5 of 6", timeout=PATIENCE)
    expect(page.locator(".jp-HTMLViewer")).to_be_visible(timeout=PATIENCE)


TREE = """
- region "Course":
  - alert
  - status
  - heading "Small" [level=2]
  - progressbar "Course progress"
  - paragraph: 0 of 2 modules complete
  - button "Continue “Adding”"
  - region "Modules":
    - list:
      - listitem:
        - heading /Adding In progress, 0 of 3 steps/ [level=3]:
          - button /Adding/ [expanded]
        - group "What to do":
          - button "Open"
          - button "Check"
          - button "Submit"
          - button "Ask your teacher…"
          - button "Open a feedback file…"
          - button "Start over…"
        - heading "Steps" [level=4]
        - list:
          - listitem:
            - button "Add"
            - text: (to do) 1 of 2 checks
          - listitem:
            - button "Explain"
            - text: (to do) 0 of 1 answer
          - listitem:
            - checkbox "I have done “Look around”"
            - button "Look around"
            - text: (to do)
      - listitem:
        - heading /Doubling Locked/ [level=3]:
          - button /Doubling Locked .*“Adding”/
  - region "Your work"
"""


def test_it_is_as_screen_readers_are_told_it(page: Page, begun: Lab) -> None:
    """Names, roles and states; what a mark or a colour shows is said in words, too."""
    page.goto(begun.address())
    expect(the_panel(page)).to_match_aria_snapshot(TREE)


@BOTH_THEMES
def test_axe_finds_nothing(page: Page, begun: Lab, theme: str) -> None:
    """WCAG 2.2 AA in both themes, contrast really looked at, with the results of a check shown, and
    with a server that does not answer."""
    begun.use_theme(theme)
    page.goto(begun.address())
    panel = the_panel(page)
    until_in_theme(page, theme)
    check(panel)
    axe_finds_nothing(page, "#ownpace-panel")
    page.route("**/ownpace/api/**", lambda route: route.abort())
    panel.get_by_role("checkbox").click()
    expect(panel.get_by_text(_STALE)).to_be_visible()
    axe_finds_nothing(page, "#ownpace-panel")


def ended() -> dict[str, object]:
    """The first module is over, and the second is late."""
    now = datetime.now(UTC)
    first, second = small_course().modules
    over = {"due": now - timedelta(days=9), "closes": now - timedelta(days=2)}
    late = {"due": now - timedelta(days=1)}
    modules = (first.model_copy(update=over), second.model_copy(update=late))
    return {"modules": modules, "title": "Late"}


@BOTH_THEMES
def test_axe_finds_nothing_at_the_ends(page: Page, course_lab: Lab, theme: str) -> None:
    """Where there is no course yet, and where one is closed or late."""
    course_lab.use_theme(theme)
    page.goto(course_lab.address())
    page.get_by_role("tab", name="Course (Ownpace)").click()
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("alert")).to_contain_text("There is no course", timeout=PATIENCE)
    until_in_theme(page, theme)
    axe_finds_nothing(page, "#ownpace-panel")
    publish(course_lab.folder, small_course(**ended()))
    page.goto(course_lab.address())
    expect(the_panel(page, "Late")).to_contain_text("Overdue")
    for heading in panel.locator(".op-Module h3 button").all():
        if heading.get_attribute("aria-expanded") == "false":
            heading.click()
        axe_finds_nothing(page, "#ownpace-panel")
