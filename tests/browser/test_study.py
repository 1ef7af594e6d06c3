"""The plan and the reviews in a real JupyterLab: by keyboard alone, and as screen readers are told
them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from ownpace.course.model import Meeting
from ownpace.progress import Progress, Record
from ownpace.store.layout import CourseFolder
from ownpace.store.study import read_study
from tests.support.activities import make_module, open_and_run, question, tab_to
from tests.support.axe import run_axe
from tests.support.coursework import lay_out
from tests.support.lab import Lab, run_all
from tests.support.processes import until
from tests.support.states import course, module

SOON = datetime.now(UTC) + timedelta(days=3)
COURSE = course(
    module("welcome", title="Welcome", minutes=20),
    module("plan", title="Plan your weeks", minutes=90, due=SOON + timedelta(days=60)),
    module("forgetting", title="Forgetting", minutes=600, due=SOON + timedelta(days=67)),
    meetings=(Meeting(at=SOON, title="Office hour", minutes=45),),
)
DONE = Progress(modules={"welcome": Record(started=True, complete=True)})


@pytest.fixture
def folder(own_folder: Path) -> CourseFolder:
    """A learner's course folder, the first module of which is complete."""
    return lay_out(own_folder, COURSE, DONE)


@pytest.fixture
def planning(page: Page, lab: Lab, folder: CourseFolder) -> Page:
    """The module with the plan, run."""
    made = make_module(folder.module("plan"), ['from ownpace import plan\nplan("weeks")'], {})
    open_and_run(page, lab, made)
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    return page


def save_by_keyboard(page: Page, minutes: str) -> None:
    tab_to(page, page.get_by_label("Tuesday"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Thursday"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("Minutes a day"))
    page.keyboard.press("Control+a")
    page.keyboard.type(minutes)
    tab_to(page, page.get_by_label("From what time on?"))
    page.keyboard.type("1930")
    tab_to(page, page.get_by_label("What do you want to reach?"))
    page.keyboard.type("Every week a module.\nNo more.")
    tab_to(page, page.get_by_role("button", name="Save my plan"))
    page.keyboard.press("Enter")


def test_a_plan_is_made_by_keyboard_alone(planning: Page, folder: CourseFolder) -> None:
    """JupyterLab's keys leave its form alone; what follows is announced; the focus stays; it is on
    disk, and there again after another run."""
    cells = planning.locator(".jp-Notebook .jp-Cell").count()
    save_by_keyboard(planning, "60")
    status = planning.locator(".ownpace-plan").get_by_role("status")
    expect(status).to_contain_text("13 sessions, the last on")
    expect(status).to_contain_text("everything fits")
    expect(planning.get_by_role("button", name="Save my plan")).to_be_focused()
    assert planning.locator(".jp-Notebook .jp-Cell").count() == cells

    plan = read_study(folder).plan
    assert plan is not None
    assert plan.habit.days == ("tuesday", "thursday")
    assert (f"{plan.habit.at:%H:%M}", plan.habit.minutes) == ("19:30", 60)
    assert plan.goal == "Every week a module.\nNo more."

    tab_to(planning, planning.get_by_role("button", name="Show all"))
    planning.keyboard.press("Enter")
    expect(planning.get_by_role("button", name="Show all")).to_have_attribute(
        "aria-expanded", "true"
    )
    expect(planning.get_by_role("row")).to_have_count(1 + 13 + 1 + 2)


def test_the_calendar_file_is_saved_by_keyboard(
    planning: Page, folder: CourseFolder, tmp_path: Path
) -> None:
    """A calendar program reads it, and finds each line of the table."""
    save_by_keyboard(planning, "60")
    link = planning.get_by_role("link", name="Save it for your calendar")
    tab_to(planning, link)
    with planning.expect_download() as download:
        planning.keyboard.press("Enter")
    download.value.save_as(tmp_path / "plan.ics")
    assert download.value.suggested_filename == "study-plan.ics"
    found = Calendar.from_ical((tmp_path / "plan.ics").read_bytes()).walk("VEVENT")
    plan = read_study(folder).plan
    assert plan is not None
    assert len(found) == len(plan.sessions) + 3


def test_what_is_wrong_is_announced_where_it_is(planning: Page, folder: CourseFolder) -> None:
    """The focus goes to the field, which is marked as invalid and described by what is wrong."""
    minutes = planning.get_by_label("Minutes a day")
    planning.get_by_label("Monday").check()
    minutes.fill("a lot")
    minutes.press("Enter")
    status = planning.locator(".ownpace-plan").get_by_role("status")
    expect(status).to_have_text("Minutes a day: a whole number from 5 to 720, such as 30.")
    expect(minutes).to_be_focused()
    expect(minutes).to_have_attribute("aria-invalid", "true")
    expect(minutes).to_have_accessible_description(
        "Minutes a day: a whole number from 5 to 720, such as 30."
    )
    expect(planning.get_by_label("Monday")).to_be_checked()
    assert not folder.study.exists()
    minutes.fill("30")
    minutes.press("Enter")
    expect(minutes).not_to_have_attribute("aria-invalid", "true")
    until(folder.study.exists, "study.json")


PLAN_TREE = """
- group "Your study plan":
  - paragraph: Your study plan
  - group "On which days will you study?":
    - checkbox "Monday"
    - checkbox "Tuesday" [checked]
    - checkbox "Wednesday"
    - checkbox "Thursday" [checked]
    - checkbox "Friday"
    - checkbox "Saturday"
    - checkbox "Sunday"
  - textbox "Minutes a day": "15"
  - textbox "From what time on?": 19:30
  - textbox "What do you want to reach? (optional; only you see it)"
  - button "Save my plan"
  - status: /Saved at .*not everything fits/
  - list:
    - listitem: /“Forgetting” does not fit/
    - listitem: /All of it would fit with \\d+ minutes a day/
  - table /Your calendar/:
    - rowgroup:
      - row "Day Time Minutes What":
        - columnheader "Day"
        - columnheader "Time"
        - columnheader "Minutes"
        - columnheader "What"
    - rowgroup
  - button /Show all \\d+ lines/
  - link "Save it for your calendar (.ics)"
"""


def test_a_plan_as_screen_readers_are_told_it(planning: Page) -> None:
    """Names, roles and states of all of it, with what does not fit in words."""
    save_by_keyboard(planning, "15")
    tree = planning.get_by_role("group", name="Your study plan")
    expect(tree.get_by_role("status")).to_contain_text("not everything fits")
    expect(tree).to_match_aria_snapshot(PLAN_TREE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_plan(
    page: Page, lab: Lab, folder: CourseFolder, theme: str
) -> None:
    """WCAG 2.2 AA in both themes, with a calendar, with what does not fit, and a field refused."""
    lab.use_theme(theme)
    made = make_module(folder.module("plan"), ['from ownpace import plan\nplan("weeks")'], {})
    open_and_run(page, lab, made)
    save_by_keyboard(page, "15")
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_label("Minutes a day").fill("a lot")
    page.get_by_label("Minutes a day").press("Enter")
    expect(page.get_by_label("Minutes a day")).to_have_attribute("aria-invalid", "true")
    found = run_axe(page, ".ownpace")
    lab.use_theme("light")
    assert found.violations == []
    assert "color-contrast" in found.passes


CAPITALS: dict[str, Any] = {
    "title": "Capitals",
    "questions": [
        {
            "id": "france",
            "kind": "single",
            "text": "Of France?",
            "options": [{"text": "Paris", "right": True}, {"text": "Lyon", "why": "Third city."}],
        },
        {"id": "tower", "kind": "number", "text": "How high?", "answer": 330, "unit": "m"},
    ],
}


@pytest.fixture
def reviewing(page: Page, lab: Lab, folder: CourseFolder) -> Page:
    """A later module with a review in it, run; the first module has two questions."""
    make_module(folder.module("welcome"), [], {"capitals": CAPITALS})
    made = make_module(folder.module("forgetting"), ["from ownpace import review\nreview()"], {})
    open_and_run(page, lab, made)
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    return page


def answer_by_keyboard(page: Page) -> None:
    first = question(page, "Of France?")
    tab_to(page, first.get_by_role("radio").first)
    page.keyboard.press("Space")
    while not first.get_by_label("Lyon").is_checked():
        page.keyboard.press("ArrowDown")
    tab_to(page, first.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_have_text("Not yet. Third city. It comes back tomorrow.")

    second = question(page, "How high?")
    tab_to(page, second.get_by_label("Your answer, in m"))
    page.keyboard.type("330")
    tab_to(page, second.get_by_label("How sure are you?"))
    page.keyboard.type("Sure")
    tab_to(page, second.get_by_role("button", name="Check"))
    page.keyboard.press("Enter")
    expect(second.get_by_role("status")).to_have_text("Right. It comes back in 8 days.")


def test_a_review_is_answered_by_keyboard_alone(reviewing: Page, folder: CourseFolder) -> None:
    """JupyterLab's keys leave it alone; the focus stays; the end is announced; when each question
    comes back is on disk, and what was answered does not come back at once."""
    cells = reviewing.locator(".jp-Notebook .jp-Cell").count()
    answer_by_keyboard(reviewing)
    expect(question(reviewing, "How high?").get_by_role("button")).to_be_focused()
    end = "That is all for now. The next question comes back tomorrow."
    expect(reviewing.locator(".ownpace-review").get_by_role("status").last).to_have_text(end)
    assert set(read_study(folder).cards) == {"welcome/capitals/france", "welcome/capitals/tower"}
    assert reviewing.locator(".jp-Notebook .jp-Cell").count() == cells

    run_all(reviewing)
    nothing = "Nothing to review today. The next question comes back tomorrow."
    expect(reviewing.locator(".ownpace-review").get_by_role("status")).to_have_text(nothing)


REVIEW_TREE = """
- 'group "Review: what you learnt before"':
  - paragraph: "Review: what you learnt before"
  - paragraph: About ten minutes, from memory. Your first answer to each decides when it comes back.
  - group "1 of 2 · Welcome Of France?":
    - text: 1 of 2 · Welcome Of France?
    - radio /Paris|Lyon/
    - radio /Paris|Lyon/
    - combobox "How sure are you? (optional)":
      - option "No answer" [selected]
      - option "I am guessing"
      - option "Not quite sure"
      - option "Sure"
    - button "Check"
    - status
  - group "2 of 2 · Welcome How high?"
  - status: 0 of 2 answered
"""


def test_a_review_as_screen_readers_are_told_it(reviewing: Page) -> None:
    """Names, roles and states; each question says which module it is from."""
    tree = reviewing.get_by_role("group", name="Review: what you learnt before")
    expect(tree).to_match_aria_snapshot(REVIEW_TREE)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_a_review(
    page: Page, lab: Lab, folder: CourseFolder, theme: str, request: pytest.FixtureRequest
) -> None:
    """WCAG 2.2 AA in both themes, with a wrong answer, a right one and the words at the end."""
    lab.use_theme(theme)
    answer_by_keyboard(request.getfixturevalue("reviewing"))
    found = run_axe(page, ".ownpace")
    lab.use_theme("light")
    assert found.violations == []
    assert "color-contrast" in found.passes
