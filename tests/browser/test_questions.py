"""Every kind of question in a real JupyterLab and Notebook: by keyboard alone, and as screen
readers are told it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.activities import make_module, open_and_run, question, saved, tab_to
from tests.support.axe import run_axe
from tests.support.lab import Lab, run_all, wait_for_kernel

CELLS = ['from ownpace import quiz\nquiz("kinds")', 'quiz("points")']
KINDS: dict[str, Any] = {
    "title": "Every kind",
    "confidence": True,
    "questions": [
        {
            "id": "name",
            "kind": "text",
            "text": "What is the curve called?",
            "accept": ["forgetting curve"],
            "mistakes": [{"answer": "learning curve", "why": "That one goes up."}],
        },
        {
            "id": "steps",
            "kind": "ordering",
            "text": "In which order?",
            "items": ["Learn", "Wait `a day`", "Learn again"],
        },
        {
            "id": "who",
            "kind": "matching",
            "text": "Who did what?",
            "pairs": [
                {"text": "Ebbinghaus", "match": "Measured savings", "why": "On himself."},
                {"text": "Murre and Dros", "match": "Repeated it"},
            ],
            "others": ["<b>Wrote a poem</b>"],
        },
    ],
}
POINTS: dict[str, Any] = {
    "title": "For points",
    "graded": True,
    "questions": [
        {"id": "one", "kind": "single", "text": "Which one?", "options": ["This", "That"]},
        {"id": "days", "kind": "number", "text": "How many?", "unit": "days"},
    ],
}


@pytest.fixture
def module(own_folder: Path) -> Path:
    return make_module(own_folder, CELLS, {"kinds": KINDS, "points": POINTS})


@pytest.fixture
def opened(page: Page, lab: Lab, module: Path) -> Page:
    open_and_run(page, lab, module)
    expect(page.locator(".ownpace")).to_have_count(2)
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    return page


def put_in_order(page: Page) -> None:
    """With Tab, Enter and Space alone: the first line, as often as it takes, to its place."""
    asked = question(page, "In which order?")
    for place, line in enumerate(["Learn", "Wait a day", "Learn again"]):
        up = asked.get_by_role("button", name=f"Move up: {line}", exact=True)
        while asked.get_by_role("listitem").nth(place).get_attribute("data-text") != (
            line.replace("a day", "`a day`")
        ):
            tab_to(page, up)
            page.keyboard.press("Enter")
            expect(up).to_be_focused()


def answer_all(page: Page) -> None:
    """Answer the practice questions by keyboard."""
    text = question(page, "What is the curve called?")
    tab_to(page, text.get_by_label("Your answer"))
    page.keyboard.type("Forgetting  CURVE")
    tab_to(page, text.get_by_label("How sure are you?"))
    page.keyboard.press("ArrowDown")
    tab_to(page, text.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(text.get_by_role("status")).to_have_text("Right.")

    put_in_order(page)
    order = question(page, "In which order?")
    tab_to(page, order.get_by_role("button", name="Check"))
    page.keyboard.press("Space")
    expect(order.get_by_role("status").last).to_have_text("Right.")

    pairs = question(page, "Who did what?")
    for prompt, match in {"Ebbinghaus": "Measured", "Murre and Dros": "Repeated"}.items():
        tab_to(page, pairs.get_by_label(prompt))
        page.keyboard.type(match)
    tab_to(page, pairs.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(pairs.get_by_role("status")).to_contain_text("Right. ")
    expect(pairs.get_by_role("status")).to_contain_text("Ebbinghaus: On himself.")


def test_all_kinds_are_answered_by_keyboard_alone(opened: Page, module: Path) -> None:
    """In JupyterLab, whose own keys leave them alone; what was given is on disk."""
    cells = opened.locator(".jp-Notebook .jp-Cell").count()
    answer_all(opened)
    kept = saved(module)["kinds"]
    assert kept["complete"] is True
    given = {name: response["given"] for name, response in kept["value"]["questions"].items()}
    assert given == {
        "name": "Forgetting  CURVE",
        "steps": ["Learn", "Wait `a day`", "Learn again"],
        "who": {"Ebbinghaus": "Measured savings", "Murre and Dros": "Repeated it"},
    }
    assert kept["value"]["questions"]["name"]["sure"] == "guessing"
    assert opened.locator(".jp-Notebook .jp-Cell").count() == cells


def test_all_kinds_are_answered_in_notebook_7(page: Page, lab: Lab, module: Path) -> None:
    """As in JupyterLab."""
    page.goto(f"{lab.url}/notebooks/{module.name}/module.ipynb?token={lab.token}")
    wait_for_kernel(page)
    run_all(page)
    expect(page.locator(".ownpace")).to_have_count(2, timeout=60_000)
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    answer_all(page)
    assert saved(module)["kinds"]["complete"] is True


def test_moving_a_line_is_said(opened: Page) -> None:
    """Where it went is announced, the ends do nothing, and the list has its order for all."""
    order = question(opened, "In which order?")
    first = order.get_by_role("listitem").first.get_attribute("data-text") or ""
    name = first.replace("`", "")
    up = order.get_by_role("button", name=f"Move up: {name}", exact=True)
    expect(up).to_have_attribute("aria-disabled", "true")
    up.press("Enter")
    expect(order.get_by_role("status").first).to_be_empty()
    order.get_by_role("button", name=f"Move down: {name}", exact=True).click()
    expect(order.get_by_role("status").first).to_have_text(f"{name}: now 2 of 3.")
    expect(order.get_by_role("listitem").nth(1)).to_have_attribute("data-text", first)


def test_the_order_of_options_stays(opened: Page) -> None:
    """After another run and a new kernel, before anything was answered."""
    lines = question(opened, "In which order?").get_by_role("listitem")
    before = lines.all_inner_texts()
    opened.reload()
    wait_for_kernel(opened)
    run_all(opened)
    expect(opened.locator(".ownpace")).to_have_count(2, timeout=60_000)
    assert lines.all_inner_texts() == before


def test_a_graded_quiz_says_saved(opened: Page, module: Path) -> None:
    """By keyboard: right or wrong is never said; a change is said not to be saved yet."""
    asked = question(opened, "How many?")
    tab_to(opened, asked.get_by_label("Your answer, in days"))
    opened.keyboard.type("many")
    opened.keyboard.press("Enter")
    expect(asked.get_by_role("status")).to_have_text("Type a number first, such as 12 or 3.5.")
    opened.keyboard.press("Control+a")
    opened.keyboard.type("7")
    opened.keyboard.press("Enter")
    said = "Saved. You may change it until you hand in."
    expect(asked.get_by_role("status")).to_have_text(said)
    opened.keyboard.type("0")
    expect(asked.get_by_role("status")).to_contain_text("Not saved yet")
    expect(asked.get_by_role("button")).to_have_text("Save again")
    assert saved(module)["points"]["value"]["questions"]["days"]["given"] == "7"
    about = opened.get_by_role("group", name="For points")
    expect(about).to_contain_text("scored after you hand in")


TREE = """
- group "Question 2 of 3 In which order?":
  - list:
    - listitem:
      - button /Move up/ [disabled]
      - button /Move down/
    - listitem:
      - button /Move up/
      - button /Move down/
    - listitem:
      - button /Move up/
      - button /Move down/ [disabled]
  - status
  - combobox "How sure are you? (optional)":
    - option "No answer" [selected]
    - option "I am guessing"
    - option "Not quite sure"
    - option "Sure"
  - button "Check"
  - status
- group "Question 3 of 3 Who did what?":
  - combobox "Ebbinghaus":
    - option "Choose…" [selected]
  - combobox "Murre and Dros"
"""


def test_screen_readers_are_told_what_is_what(opened: Page) -> None:
    """Names, roles and states of the lists, the buttons that move, and what is announced."""
    expect(opened.get_by_role("group", name="Every kind")).to_match_aria_snapshot(TREE)
    expect(opened.get_by_role("group", name="For points")).to_be_visible()
    ids = opened.locator(".ownpace [id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, lab: Lab, module: Path, theme: str) -> None:
    """WCAG 2.2 AA in both themes, contrast really looked at, with every kind of message shown."""
    lab.use_theme(theme)
    open_and_run(page, lab, module)
    text = question(page, "What is the curve called?")
    text.get_by_label("Your answer").fill("learning curve")
    text.get_by_role("button").click()
    expect(text.get_by_role("status")).to_have_text("Not yet. That one goes up.")
    page.get_by_label("Ebbinghaus").select_option("Measured savings")
    question(page, "Who did what?").get_by_role("button").click()
    expect(question(page, "Who did what?").get_by_role("status")).to_contain_text("“Murre and")
    page.get_by_label("This", exact=True).check()
    question(page, "Which one?").get_by_role("button").click()
    expect(question(page, "Which one?").get_by_role("status")).to_contain_text("Saved.")
    page.get_by_label("That", exact=True).check()
    expect(question(page, "Which one?").get_by_role("status")).to_contain_text("Not saved yet")
    found = run_axe(page, ".ownpace")
    lab.use_theme("light")
    assert found.violations == []
    assert "color-contrast" in found.passes


def test_it_holds_at_twice_the_size_and_without_motion(opened: Page) -> None:
    """At 200% nothing has to be scrolled sideways; who wants no motion gets none."""
    opened.set_viewport_size({"width": 640, "height": 450})
    opened.emulate_media(reduced_motion="reduce")
    wide = "node => node.scrollWidth > node.clientWidth + 1"
    for activity in opened.locator(".ownpace").all():
        assert not activity.evaluate(wide)
    moving = "node => getComputedStyle(node).transitionDuration"
    assert opened.locator(".ownpace button").first.evaluate(moving) in ("0s", "1e-05s")
