"""All activities together: as screen readers are told them, in Notebook 7, enlarged, without
motion, and with what others of the class wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from ownpace.progress import Progress, Record
from ownpace.store.class_answers import ClassAnswers
from ownpace.store.layout import CourseFolder
from ownpace.store.study import read_study
from tests.support.activities import make_module, open_and_run, saved, tab_to
from tests.support.axe import run_axe
from tests.support.coursework import lay_out
from tests.support.lab import Lab, run_all, wait_for_kernel
from tests.support.processes import until
from tests.support.states import course, module

COURSE = course(
    module("welcome", title="Welcome", minutes=20),
    module("plan", title="Plan your weeks", minutes=90),
)
DONE = Progress(modules={"welcome": Record(started=True, complete=True)})
CAPITAL = {
    "id": "france",
    "kind": "single",
    "text": "The capital of France?",
    "options": [{"text": "Paris", "right": True}, {"text": "Lyon"}],
}
RIVER = {"id": "river", "kind": "text", "text": "A river of Paris?", "accept": ["Seine"]}
CODE = (
    "from ownpace import ask, checkin, checklist, note, plan, quiz, reflect, review, video\n"
    'checklist("start", ["Open the calendar", "Find two hours"], "Before you start")',
    'note("margin")',
    'reflect("when", "When do you learn best?", share=True)',
    'checkin("how", "How was it?")',
    'video("talk", "https://www.youtube.com/watch?v=none", title="A talk")',
    'quiz("rivers")',
    'plan("weeks")',
    "review()",
    'ask("doubts")',
)
KINDS = ("checklist", "note", "reflect", "checkin", "video", "quiz", "plan", "review", "ask")
WORDS = ("At night, <b>really</b>", "In the train")


@pytest.fixture
def folder(own_folder: Path) -> CourseFolder:
    """A course folder with one module complete, and every activity in the next."""
    found = lay_out(own_folder, COURSE, DONE)
    make_module(found.module("welcome"), [], {"capitals": {"title": "C", "questions": [CAPITAL]}})
    rivers = {"title": "Rivers", "questions": [RIVER]}
    make_module(found.module("plan"), CODE, {"rivers": rivers})
    return found


def share(folder: CourseFolder) -> None:
    """The module has closed, and what others wrote has come."""
    answers = {"when": {"text": (*WORDS, "Mine")}, "how": {"unclear": ("Why plus?",), "free": ()}}
    found = ClassAnswers(course=COURSE.id, module="plan", answers=answers)
    path = folder.class_answers("plan")
    path.parent.mkdir()
    path.write_text(found.model_dump_json())


@pytest.fixture
def opened(page: Page, lab: Lab, folder: CourseFolder) -> Page:
    open_and_run(page, lab, folder.module("plan"), ".ownpace-ask")
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    return page


TREES = {
    "checklist": """
- group "Before you start":
  - checkbox "Open the calendar" [checked]
  - checkbox "Find two hours"
- status: /1 of 2 done/
""",
    "note": """
- textbox "Your notes"
- button "Save"
- status: /It saves itself/
""",
    "reflect": """
- textbox "When do you learn best?": Before breakfast
- checkbox /The class may read what I wrote/ [checked]
- button "Save"
- status: /Saved at/
""",
    "video": """
- link /A talk on www.youtube.com, opens in a new tab/
""",
    "ask": """
- list:
  - listitem:
    - paragraph: Why plus?
    - paragraph: /not sent yet/
- textbox "Ask your teacher"
- button "Ask"
- status: /not sent yet/
""",
}


def test_they_are_as_screen_readers_are_told_them(opened: Page, folder: CourseFolder) -> None:
    """Names, roles, states and announcements, once something was given by keyboard. (Quiz,
    check-in, plan and review have tests of their own.)"""
    tab_to(opened, opened.get_by_label("Open the calendar"))
    opened.keyboard.press("Space")
    tab_to(opened, opened.get_by_label("When do you learn best?"))
    opened.keyboard.type("Before breakfast")
    reflection = opened.locator(".ownpace-reflect")
    tab_to(opened, reflection.get_by_label("The class may read"))
    opened.keyboard.press("Space")
    expect(reflection.get_by_role("status")).to_have_text("Not saved yet")
    tab_to(opened, reflection.get_by_role("button", name="Save"))
    opened.keyboard.press("Enter")
    expect(reflection.get_by_role("status")).to_contain_text("Saved at")
    value = {"text": "Before breakfast", "share": True}
    assert saved(folder.module("plan"))["when"]["value"] == value
    tab_to(opened, opened.get_by_label("Ask your teacher"))
    opened.keyboard.type("Why plus?")
    opened.keyboard.press("Tab")
    opened.keyboard.press("Enter")
    expect(opened.locator(".ownpace-ask").get_by_role("status")).to_contain_text("not sent yet")
    for kind, tree in TREES.items():
        expect(opened.locator(f".ownpace-{kind}")).to_match_aria_snapshot(tree)


def test_a_leave_is_taken_back(opened: Page, folder: CourseFolder) -> None:
    """What is handed in from then on says nothing of it."""
    reflection = opened.locator(".ownpace-reflect")
    box, button = reflection.get_by_label("The class may read"), reflection.get_by_role("button")
    reflection.get_by_role("textbox").fill("At night")
    box.check()
    button.click()
    answers = folder.answers("plan")
    until(answers.exists, "answers.json")

    def value() -> Any:
        return json.loads(answers.read_text())["answers"]["when"]["value"]

    until(lambda: value() == {"text": "At night", "share": True}, "the leave")
    expect(reflection.get_by_role("status")).to_contain_text("Saved at")
    box.uncheck()
    button.click()
    until(lambda: value() == {"text": "At night"}, "no leave")
    run_all(opened)
    expect(box).not_to_be_checked()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_others_wrote_is_read_by_keyboard(
    page: Page, lab: Lab, folder: CourseFolder, theme: str
) -> None:
    """After the close, below one's own: as text, without one's own, opened by keyboard; axe finds
    nothing."""
    share(folder)
    lab.use_theme(theme)
    open_and_run(page, lab, folder.module("plan"), ".ownpace-ask")
    lab.use_theme("light")
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    reflection = page.locator(".ownpace-reflect")
    reflection.get_by_role("textbox").fill("Mine")
    reflection.get_by_role("button").click()
    expect(reflection.get_by_role("status")).to_contain_text("Saved at")
    run_all(page)
    summary = reflection.locator("summary")
    expect(summary).to_have_text("What others wrote (2): When do you learn best?", timeout=30_000)
    for one in (summary, page.locator(".ownpace-checkin summary")):
        tab_to(page, one)
        page.keyboard.press("Enter")
    expect(reflection.get_by_role("listitem")).to_have_text(list(WORDS))
    expect(page.locator(".ownpace-checkin").get_by_role("listitem")).to_have_text(["Why plus?"])
    found = run_axe(page, ".ownpace-reflect, .ownpace-checkin")
    assert found.violations == []
    assert "color-contrast" in found.passes


def test_before_the_close_there_is_nothing(opened: Page) -> None:
    """Not even a place for it."""
    expect(opened.locator(".ownpace-checkin")).to_be_visible()
    expect(opened.locator(".ownpace-others")).to_have_count(0)


def test_they_work_in_notebook_7(page: Page, lab: Lab, folder: CourseFolder) -> None:
    """A plan is saved, a review answered, a question asked; all others show."""
    path = folder.module("plan").relative_to(lab.folder).as_posix()
    page.goto(f"{lab.url}/notebooks/{path}/module.ipynb?token={lab.token}")
    wait_for_kernel(page)
    run_all(page)
    for kind in KINDS:
        expect(page.locator(f".ownpace-{kind}").first).to_be_visible(timeout=60_000)
    plan, review, ask = (page.locator(f".ownpace-{kind}") for kind in ("plan", "review", "ask"))
    plan.get_by_label("Tuesday").check()
    plan.get_by_label("Minutes a day").fill("30")
    plan.get_by_label("Minutes a day").press("Enter")
    expect(plan.get_by_role("status")).to_contain_text("everything fits")
    review.get_by_label("Paris").check()
    review.get_by_role("button", name="Check").click()
    expect(review.get_by_role("status").first).to_contain_text("Right.")
    ask.get_by_role("textbox").fill("Why plus?")
    ask.get_by_role("button", name="Ask").click()
    expect(ask.get_by_role("listitem")).to_contain_text("not sent yet")
    study = read_study(folder)
    assert study.plan is not None
    assert set(study.cards) == {"welcome/capitals/france"}
    [asked] = saved(folder.module("plan"))["doubts"]["value"]["questions"]
    assert asked["text"] == "Why plus?"


def test_they_hold_at_twice_the_size(opened: Page, folder: CourseFolder) -> None:
    """At 200% nothing has to be scrolled sideways, with a calendar and a question shown too."""
    plan = opened.locator(".ownpace-plan")
    plan.get_by_label("Tuesday").check()
    plan.get_by_label("Minutes a day").fill("15")
    plan.get_by_label("Minutes a day").press("Enter")
    expect(plan.get_by_role("table")).to_be_visible()
    ask = opened.locator(".ownpace-ask")
    ask.get_by_role("textbox").fill("Why" * 60)
    ask.get_by_role("button", name="Ask").click()
    expect(ask.get_by_role("listitem")).to_be_visible()
    opened.set_viewport_size({"width": 640, "height": 450})
    wide = "node => node.scrollWidth > node.clientWidth + 1"
    for kind in KINDS:
        shown = opened.locator(f".ownpace-{kind}").first
        assert not shown.evaluate(wide), kind
        assert not _wider_than_the_page(shown), kind


def test_an_activity_looks_the_same_whatever_follows(opened: Page) -> None:
    """Each brings the style that all share; the last one's does not undo what is a plan's own."""
    boxes = opened.locator(".ownpace-plan .ownpace-days label")
    tops = {box.bounding_box()["y"] for box in boxes.all()[:3]}  # type: ignore[index]
    assert len(tops) == 1


def _wider_than_the_page(activity: Locator) -> bool:
    return bool(activity.evaluate("node => node.getBoundingClientRect().right > innerWidth"))


MOVING = """
nodes => nodes.flatMap(node => [node, ...node.querySelectorAll('*')]).filter(node => {
  const style = getComputedStyle(node);
  const long = `${style.transitionDuration},${style.animationDuration}`.split(',');
  return long.some(seconds => parseFloat(seconds) > 0.001);
}).length
"""


def test_who_wants_no_motion_gets_none(opened: Page) -> None:
    """Nothing in any activity moves by itself then; otherwise a button's colour changes softly."""
    activities = opened.locator(".ownpace")
    opened.emulate_media(reduced_motion="no-preference")
    assert activities.evaluate_all(MOVING) > 0
    opened.emulate_media(reduced_motion="reduce")
    assert activities.evaluate_all(MOVING) == 0


def test_a_module_of_another_course_shows_nothing_of_it(
    page: Page, lab: Lab, folder: CourseFolder
) -> None:
    """What others wrote belongs to one module; a damaged file is told, and hides nothing."""
    share(folder)
    path = folder.class_answers("plan")
    path.write_text(path.read_text().replace('"plan"', '"welcome"'))
    open_and_run(page, lab, folder.module("plan"), ".ownpace-ask")
    expect(page.locator(".ownpace-others")).to_have_count(0)
    path.write_text("{")
    run_all(page)
    told = page.locator(".ownpace-reflect").get_by_role("alert")
    expect(told).to_contain_text("what others wrote, cannot be read", timeout=30_000)
    expect(page.locator(".ownpace-reflect").get_by_role("textbox")).to_be_visible()
