"""Checklist, note, check-in and video in a real JupyterLab."""

from __future__ import annotations

import json
import re
import wave
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.activities import make_module, open_and_run, saved, tab_to
from tests.support.axe import run_axe
from tests.support.lab import Lab, run_all, wait_for_kernel
from tests.support.processes import until

CELLS = [
    "from ownpace import checkin, checklist, note, video\n"
    'checklist("start", ["Open the calendar", "Find two hours"], "Before you start")',
    'note("margin")',
    'checkin("how", "How was it?")',
    'video("film", "media/a film.wav", captions="media/film.vtt", transcript="media/film.md",'
    ' title="Why plans fail")',
    'video("talk", "https://www.youtube.com/watch?v=none", title="A talk")',
]


@pytest.fixture
def module(own_folder: Path) -> Path:
    """A released module of the test's own, in a course folder of its own, with a minute of film:
    of sound, which any Chromium plays and which can be made here."""
    own_folder.mkdir()
    folder = make_module(own_folder / "plan", CELLS, {})
    (folder / "course.json").write_text("{}")
    media = folder / "media"
    media.mkdir()
    with wave.open(str(media / "a film.wav"), "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(b"\x80" * 8000 * 60)
    (media / "film.vtt").write_text("WEBVTT\n\n00:00.000 --> 01:00.000\nPlans fail.\n")
    (media / "film.md").write_text("A voice says that plans fail.")
    return folder


@pytest.fixture
def opened(page: Page, lab: Lab, module: Path) -> Page:
    """The module's notebook, with all its cells run."""
    open_and_run(page, lab, module, ".ownpace-card")
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    return page


def study(module: Path) -> Any:
    path = module.parent / ".ownpace" / "study.json"
    until(path.exists, "study.json")
    return json.loads(path.read_text())


def test_a_checklist_is_ticked_by_keyboard_alone(opened: Page, module: Path) -> None:
    """Space ticks; the count is announced; each tick is on disk; another run has it again."""
    listed = opened.get_by_role("group", name="Before you start")
    status = opened.locator(".ownpace-checklist").get_by_role("status")
    tab_to(opened, listed.get_by_label("Open the calendar"))
    opened.keyboard.press("Space")
    expect(status).to_contain_text("1 of 2 done · saved at")
    assert saved(module)["start"]["complete"] is False
    tab_to(opened, listed.get_by_label("Find two hours"))
    opened.keyboard.press("Space")
    expect(status).to_contain_text("2 of 2 done")
    assert saved(module)["start"]["value"] == {"ticked": ["Open the calendar", "Find two hours"]}
    run_all(opened)
    expect(listed.get_by_label("Find two hours")).to_be_checked()
    listed.get_by_label("Find two hours").click()
    expect(status).to_contain_text("1 of 2 done")


def test_a_note_saves_itself(opened: Page, module: Path) -> None:
    """When the keyboard leaves it; and it may be emptied."""
    box = opened.get_by_label("Your notes")
    status = opened.locator(".ownpace-note").get_by_role("status")
    expect(status).to_contain_text("is part of what you hand in")
    tab_to(opened, box)
    opened.keyboard.type("Ask about logs\nsoon")
    expect(status).to_have_text("Not saved yet")
    opened.keyboard.press("Tab")
    expect(status).to_contain_text("Saved at")
    assert saved(module)["margin"]["value"] == {"text": "Ask about logs\nsoon"}
    box.fill("")
    box.press("Control+s")
    until(lambda: saved(module)["margin"]["value"] == {"text": ""}, "an empty note")


def test_a_checkin_is_answered_by_keyboard_alone(opened: Page, module: Path) -> None:
    """Each answer is on disk when the next is begun; what is refused is told and stays to be
    mended; what is being typed meanwhile stays too."""
    form = opened.get_by_role("group", name="How was it?")
    status = form.get_by_role("status")
    tab_to(opened, form.get_by_label("1: not at all"))
    opened.keyboard.press("Space")
    opened.keyboard.press("ArrowDown")
    expect(form.get_by_label("2: a little")).to_be_checked()
    tab_to(opened, form.get_by_label("What is still unclear?"))
    opened.keyboard.type("Logarithms")
    until(lambda: saved(module)["how"]["value"].get("sure") == 2, "how sure")
    expect(form.get_by_label("What is still unclear?")).to_have_value("Logarithms")
    tab_to(opened, form.get_by_label("How many minutes"))
    opened.keyboard.type("an hour")
    opened.keyboard.press("Tab")
    expect(status).to_contain_text("Type a whole number of minutes")
    expect(form.get_by_label("How many minutes")).to_have_attribute("aria-invalid", "true")
    form.get_by_label("How many minutes").fill("60")
    tab_to(opened, form.get_by_label("Anything else?"))
    tab_to(opened, form.get_by_label("The class may read"))
    opened.keyboard.press("Space")
    tab_to(opened, form.get_by_role("button", name="Save"))
    opened.keyboard.press("Enter")
    expect(status).to_contain_text("Saved at")
    value = {"sure": 2, "unclear": "Logarithms", "minutes": 60, "share": True}
    until(lambda: saved(module)["how"]["value"] == value, "all answers")


def test_a_checkin_is_restored(opened: Page, module: Path) -> None:
    """By a new page with a new run."""
    form = opened.get_by_role("group", name="How was it?")
    form.get_by_label("5: completely").check()
    form.get_by_label("Anything else?").fill("Thanks.")
    form.get_by_role("button", name="Save").click()
    until(lambda: saved(module)["how"]["value"] == {"sure": 5, "free": "Thanks."}, "both")
    opened.reload()
    wait_for_kernel(opened)
    run_all(opened)
    expect(form.get_by_label("5: completely")).to_be_checked(timeout=60_000)
    expect(form.get_by_label("Anything else?")).to_have_value("Thanks.")


def test_a_film_goes_on_where_it_was_stopped(opened: Page, module: Path) -> None:
    """Played and stopped by keyboard; the place is in the course folder; the next run says it."""
    film = opened.locator(".ownpace-video video")
    expect(film).to_have_js_property("duration", 60)
    expect(film).to_have_accessible_name("Why plans fail")
    film.evaluate("film => { film.muted = true; film.currentTime = 30; }")
    tab_to(opened, film)
    opened.keyboard.press("Space")
    expect(film).to_have_js_property("paused", False)
    opened.keyboard.press("Space")
    expect(film).to_have_js_property("paused", True)
    until(lambda: study(module)["videos"]["plan/film"]["seconds"] >= 30, "the place on disk")
    run_all(opened)
    status = opened.locator(".ownpace-video").first.get_by_role("status")
    expect(status).to_contain_text("Goes on at 0:3", timeout=30_000)
    assert film.evaluate("film => film.currentTime") >= 30
    cues = "film => film.textTracks[0].mode"
    assert film.evaluate(cues) == "showing"


def test_a_film_has_its_transcript(opened: Page) -> None:
    """Opened by keyboard."""
    summary = opened.locator(".ownpace-video summary")
    tab_to(opened, summary)
    opened.keyboard.press("Enter")
    expect(opened.get_by_text("A voice says that plans fail.")).to_be_visible()


def test_a_film_elsewhere_is_a_card(opened: Page) -> None:
    """Nothing of it is loaded; it opens in a new tab that knows nothing of this one."""
    card = opened.get_by_role("link", name="A talk")
    expect(card).to_contain_text("on www.youtube.com, opens in a new tab")
    expect(card).to_have_attribute("target", "_blank")
    expect(card).to_have_attribute("rel", "noopener noreferrer")
    expect(opened.locator(".ownpace iframe")).to_have_count(0)


def test_they_work_in_notebook_7(page: Page, lab: Lab, module: Path) -> None:
    """A tick, a film of the module's own, and a card."""
    path = module.relative_to(lab.folder).as_posix()
    page.goto(f"{lab.url}/notebooks/{path}/module.ipynb?token={lab.token}")
    wait_for_kernel(page)
    run_all(page)
    expect(page.locator(".ownpace-card")).to_be_visible(timeout=60_000)
    page.get_by_label("Open the calendar").check()
    until(lambda: saved(module)["start"]["value"]["ticked"] == ["Open the calendar"], "the tick")
    expect(page.locator(".ownpace-video video")).to_have_js_property("duration", 60)


def test_a_restarted_kernel_is_told(opened: Page) -> None:
    """Nothing can be saved from then on: each activity says so, and how to go on."""
    opened.get_by_role("menuitem", name="Kernel", exact=True).click()
    opened.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    opened.locator(".jp-Dialog").get_by_text("Restart", exact=True).click()
    for kind in ("checklist", "note", "checkin", "video"):
        told = opened.locator(f".ownpace-{kind}").first.get_by_role("alert")
        expect(told).to_contain_text("Run this cell again", timeout=30_000)
    opened.get_by_label("Open the calendar").check()
    listed = opened.locator(".ownpace-checklist").get_by_role("status")
    expect(listed).to_have_text("Not saved")


TREE = """
- group "How was it?":
  - group "How sure are you that you could explain this to somebody else?":
    - 'radio "1: not at all"'
    - 'radio "2: a little"'
    - 'radio "3: half and half"'
    - 'radio "4: rather"'
    - 'radio "5: completely"'
  - textbox "What is still unclear?"
  - textbox "How many minutes did it take you?"
  - textbox "Anything else?"
  - checkbox /The class may read what I wrote/
  - button "Save"
  - status: Say how sure you are; the rest is optional.
"""


def test_screen_readers_are_told_what_is_what(opened: Page) -> None:
    """Names, roles and states."""
    expect(opened.get_by_role("group", name="How was it?")).to_match_aria_snapshot(TREE)
    expect(opened.get_by_role("group", name="Before you start")).to_be_visible()
    ids = opened.locator(".ownpace [id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, lab: Lab, module: Path, theme: str) -> None:
    """WCAG 2.2 AA in both themes, contrast really looked at, with what is refused shown."""
    lab.use_theme(theme)
    open_and_run(page, lab, module, ".ownpace-card")
    lab.use_theme("light")
    page.get_by_label("How many minutes").fill("an hour")
    page.get_by_label("How many minutes").press("Enter")
    expect(page.locator(".ownpace-checkin").get_by_role("status")).to_contain_text("Type a whole")
    page.get_by_label("Open the calendar").check()
    page.locator(".ownpace-video summary").click()
    found = run_axe(page, ".ownpace")
    assert found.violations == []
    assert "color-contrast" in found.passes


def test_it_holds_at_twice_the_size(opened: Page) -> None:
    """At 200% nothing has to be scrolled sideways."""
    opened.set_viewport_size({"width": 640, "height": 450})
    wide = "node => node.scrollWidth > node.clientWidth + 1"
    for activity in opened.locator(".ownpace").all():
        assert not activity.evaluate(wide)
