"""Asking the teacher in a real JupyterLab, by keyboard alone, and reading the reply."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ownpace.course.surroundings import UNNAMED
from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.lab import Lab, open_notebook, run_all, until_in_theme
from tests.support.learner import FIRST, code, lesson, publish, save, small_course
from tests.support.panel import PATIENCE, the_panel
from tests.support.returned import replies

QUESTION = "Why <b>not</b> 5?"


@pytest.fixture
def begun(course_lab: Lab) -> Lab:
    """A JupyterLab in a course whose first module has an ``ask`` cell."""
    folder = publish(course_lab.folder, small_course())
    notebook = lesson()
    notebook["cells"] = [
        notebook["cells"][0],
        code("ask", "from ownpace import ask\nask()"),
    ]
    save(folder, FIRST, notebook)
    return course_lab


def test_a_question_is_asked_and_answered_by_keyboard(
    page: Page, begun: Lab, tmp_path: Path
) -> None:
    """Typed in the notebook, on disk at once, sent by the panel, which asks whose it is; the reply
    shows beside it in the panel, and in the notebook when the cell is run again."""
    folder = begun.folder
    open_notebook(page, begun, f"{FIRST}/{FIRST}.ipynb")
    run_all(page)
    activity = page.locator(".ownpace-ask")
    expect(activity).to_be_visible(timeout=PATIENCE)
    box = activity.get_by_role("textbox", name="Ask your teacher")
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    tab_to(page, box)
    page.keyboard.type(QUESTION)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_label("Your name or id")
    expect(name).to_be_focused(timeout=PATIENCE)
    answers = json.loads((folder / FIRST / "answers.json").read_text())["answers"]
    assert answers[UNNAMED]["value"]["questions"][0]["text"] == QUESTION
    expect(activity.get_by_role("listitem")).to_contain_text("not sent yet")

    page.keyboard.type("Ada")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("question-", timeout=PATIENCE)
    expect(activity.get_by_role("listitem")).to_contain_text("In a file", timeout=PATIENCE)
    # The words are there before the dialog takes the keyboard.
    expect(dialog.get_by_role("button", name="Download")).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert len(list((folder / "handed-in").glob(f"{FIRST}~question-*.zip"))) == 1

    panel = the_panel(page)
    asked = panel.get_by_role("region", name="Questions to your teacher")
    expect(asked).to_contain_text(QUESTION)
    tab_to(page, panel.get_by_role("button", name="Open a feedback file"), "Shift+Tab")
    page.keyboard.press("Enter")
    file = page.get_by_role("dialog").get_by_label("Feedback file")
    expect(file).to_be_focused(timeout=PATIENCE)
    file.set_input_files(replies(folder, tmp_path / "replies.zip"))
    page.get_by_role("dialog").get_by_role("button", name="Open").press("Enter")
    expect(asked.get_by_text("So.", exact=True)).to_be_visible(timeout=PATIENCE)

    run_all(page)
    expect(activity.locator("blockquote")).to_have_text("So.", timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_one_asks(page: Page, begun: Lab, theme: str) -> None:
    """WCAG 2.2 AA, contrast really looked at, with a question in the notebook and in the panel, and
    in the panel's dialogs."""
    begun.use_theme(theme)
    open_notebook(page, begun, f"{FIRST}/{FIRST}.ipynb")
    until_in_theme(page, theme)
    run_all(page)
    activity = page.locator(".ownpace-ask")
    activity.get_by_role("textbox").fill(QUESTION)
    activity.get_by_role("button", name="Ask").click()
    dialog = page.get_by_role("dialog")
    name = dialog.get_by_label("Your name or id")
    expect(name).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    name.press("Escape")
    expect(dialog).to_have_count(0)  # what it covers has no contrast to look at
    panel = the_panel(page)
    expect(panel.get_by_role("region", name="Questions to your teacher")).to_be_visible()
    activity.scroll_into_view_if_needed()
    for scope in ("#ownpace-panel", ".ownpace-ask"):
        axe_finds_nothing(page, scope)
    panel.get_by_role("button", name="Ask your teacher…").click()
    question = dialog.get_by_label("Your question")
    expect(question).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    question.press("Escape")
    expect(dialog).to_have_count(0)
    panel.get_by_role("button", name="Open a feedback file…").click()
    expect(dialog.get_by_label("Feedback file")).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
