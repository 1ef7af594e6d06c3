"""Activities in a real JupyterLab: what learners do with keyboard and eyes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.activities import make_module, open_and_run, question, saved, tab_to
from tests.support.axe import run_axe
from tests.support.lab import Lab, run_all, wait_for_kernel

CELLS = [
    'from ownpace import quiz, reflect\nquiz("curve")',
    'reflect("why", "What will you try this week?")',
    'quiz("curv")',
]
QUIZ = {
    "title": "How memory fades",
    "questions": [
        {
            "id": "measure",
            "kind": "single",
            "text": "What did Ebbinghaus measure?",
            "hint": "It is about effort.",
            "options": [
                {"text": "Syllables recited", "why": "Often there were none."},
                {"text": "Time saved", "right": True, "why": "He compared two learnings."},
                {"text": "<img src=x onerror=alert(1)>", "why": "A tag is text here."},
            ],
        },
        {
            "id": "spaced",
            "kind": "multiple",
            "text": "Which of these space practice out?",
            "options": [{"text": "Daily, a little", "right": True}, {"text": "One long evening"}],
        },
        {
            "id": "interval",
            "kind": "number",
            "text": "1, 2, 4, 8 and then?",
            "answer": 16,
            "unit": "days",
        },
    ],
}


@pytest.fixture
def module(own_folder: Path) -> Path:
    """A module of the test's own among the served folders."""
    return make_module(own_folder, CELLS, {"curve": QUIZ})


@pytest.fixture
def opened(page: Page, lab: Lab, module: Path) -> Page:
    """The module's notebook, with all its cells run."""
    open_and_run(page, lab, module, ".ownpace-reflect")
    return page


def check(page: Page, text: str, said: str) -> None:
    """Press a question's button, and read what is announced."""
    question(page, text).get_by_role("button").click()
    expect(question(page, text).get_by_role("status")).to_contain_text(said)


def test_a_quiz_is_answered_by_keyboard_alone(opened: Page, module: Path) -> None:
    """Tab, arrows, space and Enter do it all; JupyterLab's own keys leave them alone; focus stays;
    the verdict is in a live region, in words, and on disk."""
    cells = opened.locator(".jp-Notebook .jp-Cell").count()
    first = question(opened, "What did Ebbinghaus")
    opened.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    tab_to(opened, first.get_by_label("Syllables recited"))
    opened.keyboard.press("Space")
    opened.keyboard.press("ArrowDown")
    expect(first.get_by_label("Time saved")).to_be_checked()
    tab_to(opened, first.get_by_role("button"))
    opened.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_have_text("Right. He compared two learnings.")
    expect(first.get_by_role("button")).to_be_focused()

    second = question(opened, "Which of these")
    tab_to(opened, second.get_by_label("Daily, a little"))
    opened.keyboard.press("Space")
    opened.keyboard.press("Enter")
    expect(second.get_by_role("status")).to_have_text("Right.")

    third = question(opened, "1, 2, 4, 8")
    tab_to(opened, third.get_by_label("Your answer, in days"))
    opened.keyboard.type("abdd16")
    opened.keyboard.press("Home")
    for _ in "abdd":
        opened.keyboard.press("Delete")
    opened.keyboard.press("Enter")
    expect(third.get_by_role("status")).to_have_text("Right.")

    assert opened.locator(".jp-Notebook .jp-Cell").count() == cells
    assert saved(module)["curve"]["complete"] is True


def test_a_miss_explains_and_the_second_hints(opened: Page) -> None:
    """Each choice has its own explanation; changing it clears the verdict; nobody is stuck."""
    text = "What did Ebbinghaus"
    first = question(opened, text)
    check(opened, text, "Choose an option first.")
    first.get_by_label("Syllables recited").check()
    check(opened, text, "Not yet. Often there were none.")
    expect(first.get_by_role("button")).to_have_text("Check again")
    expect(first.get_by_role("status")).not_to_contain_text("Hint")
    first.get_by_label("<img").check()
    expect(first.get_by_role("status")).to_be_empty()
    check(opened, text, "Hint. It is about effort.")
    expect(first.locator("img")).to_have_count(0)


def test_answers_are_restored(opened: Page, module: Path) -> None:
    """By running the cell again; and by a new page with a new kernel."""
    question(opened, "1, 2, 4, 8").get_by_label("Your answer").fill("3")
    check(opened, "1, 2, 4, 8", "Not yet.")
    box = opened.get_by_label("What will you try")
    box.fill("A little, daily.")
    opened.get_by_role("button", name="Save", exact=True).click()
    expect(opened.locator(".ownpace-reflect").get_by_role("status")).to_contain_text("Saved at")
    assert saved(module)["why"]["value"] == {"text": "A little, daily."}

    run_all(opened)
    expect(question(opened, "1, 2, 4, 8").get_by_label("Your answer")).to_have_value("3")
    expect(question(opened, "1, 2, 4, 8").get_by_role("status")).to_contain_text("Not yet.")
    expect(opened.get_by_label("What will you try")).to_have_value("A little, daily.")
    expect(opened.locator(".ownpace-quiz")).to_contain_text("1 of 3 answered · saved at")


def test_a_reflection_wants_words_and_says_what_is_saved(opened: Page, module: Path) -> None:
    """Empty text is refused, Enter is a new line, changes are said to be unsaved, Ctrl+S saves."""
    status = opened.locator(".ownpace-reflect").get_by_role("status")
    opened.get_by_role("button", name="Save", exact=True).click()
    expect(status).to_contain_text("Write something first")
    box = opened.get_by_label("What will you try")
    box.focus()
    opened.keyboard.type("<script>alert(1)</script>\nWhy not?")
    expect(status).to_have_text("Not saved yet")
    box.press("Control+s")
    expect(status).to_contain_text("Saved at")
    assert saved(module)["why"]["value"] == {"text": "<script>alert(1)</script>\nWhy not?"}


def test_a_restarted_kernel_is_told(opened: Page) -> None:
    """What was typed cannot be saved any more: the activity says so, and how to go on."""
    opened.get_by_role("menuitem", name="Kernel", exact=True).click()
    opened.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    opened.locator(".jp-Dialog").get_by_text("Restart", exact=True).click()
    told = opened.locator(".ownpace-quiz").get_by_role("alert")
    expect(told).to_contain_text("Run this cell again", timeout=30_000)
    wait_for_kernel(opened)
    run_all(opened)
    expect(opened.locator(".ownpace-quiz").get_by_role("alert")).to_be_empty(timeout=30_000)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, lab: Lab, module: Path, theme: str) -> None:
    """WCAG 2.2 AA in both themes, contrast really looked at, with every kind of message shown."""
    lab.use_theme(theme)
    open_and_run(page, lab, module, ".ownpace-reflect")
    check(page, "What did Ebbinghaus", "Choose an option")
    question(page, "Which of these").get_by_label("One long evening").check()
    check(page, "Which of these", "Not yet.")
    question(page, "1, 2, 4, 8").get_by_label("Your answer").fill("16")
    check(page, "1, 2, 4, 8", "Right.")
    found = run_axe(page, ".ownpace")
    assert found.violations == []
    assert "color-contrast" in found.passes
    lab.use_theme("light")
