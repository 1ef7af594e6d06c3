"""Asking the teacher in a real JupyterLab, by keyboard alone, and reading the reply."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ownpace.course.surroundings import UNNAMED
from ownpace.store.bundle import Manifest, write_bundle
from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.lab import open_notebook, run_all, running_lab
from tests.support.learner import FIRST, code, lesson, publish, save, small_course

PATIENCE = 60_000  # ms
QUESTION = "Why <b>not</b> 5?"


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A course folder whose first module has an ``ask`` cell."""
    folder = publish(tmp_path / "course", small_course())
    notebook = lesson()
    notebook["cells"] = [
        notebook["cells"][0],
        code("ask", "from ownpace import ask\nask()"),
    ]
    save(folder, FIRST, notebook)
    return folder


def replies(folder: Path, target: Path) -> Path:
    """The zip file that brings the teacher's reply to the one question that was asked."""
    asked = json.loads((folder / ".ownpace" / "asked.json").read_text())["modules"][FIRST][0]
    at = "2027-01-21T09:00:00Z"
    reply = {"question": asked["id"], "asked": asked["text"], "asked_at": asked["at"]}
    file = {"course": "small-1", "module": FIRST, "replies": [reply | {"text": "So.", "at": at}]}
    manifest = Manifest(
        kind="feedback", course="small-1", module=FIRST, learner="Ada", at=at, revision=1
    )
    write_bundle(target, manifest, {"replies.json": json.dumps(file).encode()})
    return target


def test_a_question_is_asked_and_answered_by_keyboard(
    page: Page, begun: Path, tmp_path: Path
) -> None:
    """Typed in the notebook, on disk at once, sent by the panel, which asks whose it is; the reply
    shows beside it in the panel, and in the notebook when the cell is run again."""
    with running_lab(begun, tmp_path / "home") as lab:
        open_notebook(page, lab, f"{FIRST}/{FIRST}.ipynb")
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
        answers = json.loads((begun / FIRST / "answers.json").read_text())["answers"]
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
        assert len(list((begun / "handed-in").glob(f"{FIRST}~question-*.zip"))) == 1

        panel = page.get_by_role("region", name="Course", exact=True)
        asked = panel.get_by_role("region", name="Questions to your teacher")
        expect(asked).to_contain_text(QUESTION)
        tab_to(page, panel.get_by_role("button", name="Open a feedback file"), "Shift+Tab")
        page.keyboard.press("Enter")
        file = page.get_by_role("dialog").get_by_label("Feedback file")
        file.set_input_files(replies(begun, tmp_path / "replies.zip"))
        page.get_by_role("dialog").get_by_role("button", name="Open").press("Enter")
        expect(asked.get_by_text("So.", exact=True)).to_be_visible(timeout=PATIENCE)

        run_all(page)
        expect(activity.locator("blockquote")).to_have_text("So.", timeout=PATIENCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_one_asks(
    page: Page, begun: Path, tmp_path: Path, theme: str
) -> None:
    """WCAG 2.2 AA, contrast really looked at, with a question in the notebook and in the panel, and
    in the panel's dialog."""
    with running_lab(begun, tmp_path / "home") as lab:
        lab.use_theme(theme)
        open_notebook(page, lab, f"{FIRST}/{FIRST}.ipynb")
        run_all(page)
        activity = page.locator(".ownpace-ask")
        activity.get_by_role("textbox").fill(QUESTION)
        activity.get_by_role("button", name="Ask").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Your name or id").press("Escape")
        expect(dialog).to_have_count(0)  # what it covers has no contrast to look at
        panel = page.get_by_role("region", name="Course", exact=True)
        expect(panel.get_by_role("region", name="Questions to your teacher")).to_be_visible()
        activity.scroll_into_view_if_needed()
        for scope in ("#ownpace-panel", ".ownpace-ask"):
            found = run_axe(page, scope)
            assert found.violations == [], scope
            assert "color-contrast" in found.passes
        panel.get_by_role("button", name="Ask your teacher…").click()
        expect(dialog.get_by_label("Your question")).to_be_focused(timeout=PATIENCE)
        assert run_axe(page, ".op-Dialog").violations == []
