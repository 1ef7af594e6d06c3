"""The pictures of activities in docs/images, as docs/screenshots.py takes them."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from ownpace.course import Course
from ownpace.course.model import Meeting
from ownpace.progress import Progress, Record
from ownpace.store.class_answers import ClassAnswers
from ownpace.store.layout import CourseFolder
from ownpace.store.replies import Replies, Reply
from tests.support.activities import make_module, open_and_run, question
from tests.support.coursework import lay_out
from tests.support.films import FILMS
from tests.support.lab import Lab, run_all
from tests.support.processes import until
from tests.support.states import course, module

IMAGES = Path(__file__).parent / "images"
CELLS = (
    "from ownpace import ask, checkin, checklist, note, plan, reflect, review, video\n\n"
    'checklist("start", ["Open your calendar", "Find two free hours"], "Before you start")',
    'note("curve-notes", "Your notes on the curve")',
    'reflect("plan-when", "When in the day do you learn best?")',
    'checkin("how-it-went", "How was this module?")',
    'video("talk", "https://www.youtube.com/watch?v=planning", title="A talk on planning")',
    'plan("my-weeks")',
    "review()",
    "ask()",
)
#: Of activities; each is called as its picture.
PICTURES = ("checklist", "note", "reflect", "checkin", "video", "plan", "review")
DONE = Progress(modules={"welcome": Record(started=True, complete=True)})
CELLS_QUIZ: dict[str, Any] = {
    "title": "Cells",
    "questions": [
        {
            "id": "order",
            "kind": "single",
            "text": "What does the number beside a cell say?",
            "options": [
                {"text": "When it was run, counted from the start", "right": True},
                {"text": "Where it stands", "why": "Cells may be run in any order."},
            ],
        },
        {
            "id": "week",
            "kind": "number",
            "text": "Three sessions of 25 minutes: how long is that?",
            "answer": 75,
            "unit": "minutes",
        },
    ],
}


def photograph_activities(page: Page, lab: Lab) -> None:
    """The lines of docs/teacher.md, run, and answered in part."""
    folder = _course_folder(lab)
    page.set_viewport_size({"width": 1280, "height": 1400})  # a plan is tall
    open_and_run(page, lab, folder.module("plan"), ".ownpace-ask")
    _answer(page)
    _plan(page)
    _review(page)
    for name in PICTURES:
        _photograph(page, name)
    _ask(page, folder)
    _photograph(page, "ask")
    _photograph_class_answers(page, lab, folder)
    _photograph_film(page, lab)


def _photograph(page: Page, name: str) -> None:
    activity = page.locator(f".ownpace-{name}").last
    page.mouse.move(0, 0)
    expect(activity.get_by_role("status").filter(has_text="Saving")).to_have_count(0)
    activity.screenshot(path=IMAGES / f"{name}.png")


def _course_folder(lab: Lab) -> CourseFolder:
    """A course in its second module, with one more to come that is too long for its date."""
    folder = lay_out(lab.folder / "pictured", _course(datetime.now(UTC)), DONE)
    make_module(folder.module("welcome"), [], {"cells": CELLS_QUIZ})
    make_module(folder.module("plan"), CELLS, {})
    return folder


def _course(now: datetime) -> Course:
    evening = (now + timedelta(days=3)).replace(hour=18, minute=0, second=0, microsecond=0)
    midnight = evening.replace(hour=23, minute=59)
    return course(
        module("welcome", title="Welcome", minutes=20),
        module("plan", title="Plan your weeks", minutes=90, due=midnight + timedelta(days=60)),
        module("forgetting", title="Forgetting", minutes=600, due=midnight + timedelta(days=67)),
        meetings=(Meeting(at=evening, title="Office hour", minutes=45),),
    )


def _answer(page: Page) -> None:
    page.get_by_label("Open your calendar").check()
    page.get_by_label("Your notes on the curve").fill("Steep on the first day, then almost level.")
    page.get_by_label("When in the day").fill("Before breakfast, when the house is quiet.")
    page.locator(".ownpace-reflect").get_by_role("button", name="Save").click()
    page.get_by_label("4: rather").check()
    page.get_by_label("How many minutes").fill("50")
    page.get_by_label("How many minutes").press("Enter")


def _plan(page: Page) -> None:
    plan = page.locator(".ownpace-plan")
    for day in ("Tuesday", "Thursday"):
        plan.get_by_label(day).check()
    plan.get_by_label("From what time on?").fill("19:30")
    plan.get_by_label("What do you want to reach?").fill("Every week a module, no more.")
    plan.get_by_label("Minutes a day").fill("15")
    plan.get_by_label("Minutes a day").press("Enter")
    expect(plan.get_by_role("status")).to_contain_text("not everything fits")


def _review(page: Page) -> None:
    first = question(page, "What does the number beside")
    first.get_by_label("Where it stands").check()
    first.get_by_role("button", name="Check").click()
    expect(first.get_by_role("status")).to_contain_text("comes back tomorrow")
    second = question(page, "Three sessions of 25 minutes")
    second.get_by_role("textbox").fill("75")
    second.get_by_label("How sure are you?").select_option("Sure")
    second.get_by_role("button", name="Check").click()
    expect(second.get_by_role("status")).to_contain_text("It comes back in")


def _ask(page: Page, folder: CourseFolder) -> None:
    """A question that was answered, and one that was not."""
    activity = page.locator(".ownpace-ask")
    texts = ("Does a break within a session count as a session of its own?", "And a walk?")
    for count, text in enumerate(texts, 1):
        activity.get_by_role("textbox").fill(text)
        activity.get_by_role("button", name="Ask").click()
        expect(activity.get_by_role("listitem")).to_have_count(count)
    until(folder.answers("plan").exists, "answers.json")
    kept = json.loads(folder.answers("plan").read_text())["answers"]["questions"]["value"]
    asked = kept["questions"][0]
    reply = Reply(
        question=asked["id"],
        asked=asked["text"],
        asked_at=asked["at"],
        text="No: count it in. Log the minutes that you worked.",
        at=datetime.now(UTC),
    )
    file = Replies(course="c", module="plan", replies=(reply,))
    folder.replies("plan").parent.mkdir()
    folder.replies("plan").write_text(file.model_dump_json())
    run_all(page)
    expect(activity.locator("blockquote")).to_be_visible(timeout=60_000)


def _photograph_class_answers(page: Page, lab: Lab, folder: CourseFolder) -> None:
    """The reflection, once the module has closed."""
    texts = (
        "On the train, if I get a seat.",
        "Late, when the children sleep. I am tired then, but nobody calls.",
        "Right after lunch in the library.",
    )
    made = ClassAnswers(course="c", module="plan", answers={"plan-when": {"text": texts}})
    folder.class_answers("plan").write_text(made.model_dump_json())
    cells = [CELLS[0], CELLS[2].replace(")", ", share=True)")]
    make_module(folder.module("plan"), cells, {})
    open_and_run(page, lab, folder.module("plan"), ".ownpace-reflect")
    activity = page.locator(".ownpace-reflect")
    activity.get_by_label("The class may read").check()
    activity.get_by_role("button", name="Save").click()
    expect(activity.get_by_role("status")).to_contain_text("Saved")
    activity.locator("summary").click()
    activity.screenshot(path=IMAGES / "class-answers.png")


def _photograph_film(page: Page, lab: Lab) -> None:
    """The sample's own, in the middle of it, with its captions."""
    film = FILMS[0]
    shutil.copytree(film.folder, lab.folder / "film" / "media")
    cells = [f"from ownpace import video\n{film.call}"]
    open_and_run(page, lab, make_module(lab.folder / "film", cells, {}), "video")
    shown = page.locator("video")
    expect(shown).to_have_js_property("readyState", 4)
    shown.evaluate("film => { film.currentTime = film.duration / 2 + 20; film.controls = false; }")
    expect(shown).to_have_js_property("seeking", False)
    page.locator(".ownpace-video").screenshot(path=IMAGES / "film.png")
