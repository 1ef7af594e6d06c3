"""Work that outlives its session, as on Binder: a real Chromium keeps it for the next server."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import axe_finds_nothing
from tests.support.backups import LONG_AGO, backup
from tests.support.keeping import put, until_kept
from tests.support.lab import (
    Lab,
    run_all,
    running_lab,
    until_in_theme,
    until_settled,
    wait_for_kernel,
)
from tests.support.learner import (
    FIRST,
    as_json,
    code,
    lesson,
    markdown,
    module,
    notebook,
    publish,
    save,
    small_course,
    worked,
)
from tests.support.panel import PATIENCE, the_panel

NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"
OFFER = "Work from another session"
NOTHING = "Nothing of your work here is kept in this browser yet"
KEPT = "Kept in this browser at"
MINE = "# Written by me."


@pytest.fixture
def small(course_lab: Lab) -> Lab:
    """A JupyterLab in a course of which nothing is begun."""
    publish(course_lab.folder, small_course())
    return course_lab


@pytest.fixture
def left(page: Page, small: Lab) -> Lab:
    """The same, with work in the browser that a session with another disk left there."""
    page.goto(small.address())
    expect(work(the_panel(page))).to_contain_text(NOTHING, timeout=PATIENCE)
    put(page, FIRST, backup({NOTEBOOK: written(MINE)}, LONG_AGO, title="Small"))
    return small


def written(text: str) -> bytes:
    """The first module's notebook with ``text`` in its first code cell."""
    return as_json(worked(lesson(), text))


def work(panel: Locator) -> Locator:
    return panel.get_by_role("region", name="Your work")


def write(page: Page, text: str) -> None:
    """Change the first code cell of the module's notebook, and save it."""
    editor = page.locator(".jp-Notebook .jp-CodeCell .cm-content").first
    expect(editor).to_be_visible(timeout=PATIENCE)
    editor.click()
    expect(editor).to_be_focused(timeout=PATIENCE)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+S")


def test_work_comes_back_on_an_empty_disk(page: Page, tmp_path: Path) -> None:
    """A module is started, written in and saved, a step ticked, and the server is gone with its
    disk. At the same address the next session offers what that one left, shows what would come
    back before it does, and brings back the notebook as it was written and the step as it was
    ticked; by keyboard alone. Asked again there is nothing left to offer."""
    former = publish(tmp_path / "former", small_course())
    with running_lab(former, tmp_path / "home") as gone:
        page.goto(gone.address())
        panel = the_panel(page)
        expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
        panel.get_by_role("button", name="Start", exact=True).click()
        write(page, MINE)
        panel.get_by_role("checkbox", name="Look around").click()
        expect(panel.get_by_role("checkbox", name="Look around")).to_have_count(0)
        until_kept(page, FIRST, ".ownpace")
        expect(work(panel)).to_contain_text(KEPT)
    page.goto("about:blank")

    fresh = publish(tmp_path / "fresh", small_course())
    with running_lab(fresh, tmp_path / "home", again=replace(gone, folder=fresh)) as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        until_settled(page)
        offer = panel.get_by_role("region", name=OFFER)
        tab_to(page, offer.get_by_role("button", name="Look and bring back…"))
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Bring back")).to_be_focused(timeout=PATIENCE)
        expect(dialog).to_contain_text(f"{FIRST}.ipynb (from")
        assert not (fresh / FIRST).exists()
        page.keyboard.press("Enter")
        expect(panel.get_by_role("status")).to_contain_text("1 file is back.", timeout=PATIENCE)
        cells = json.loads((fresh / NOTEBOOK).read_bytes())["cells"]
        assert "".join(cells[1]["source"]) == MINE
        expect(offer).to_have_count(0)
        expect(panel.get_by_role("checkbox", name="Look around")).to_have_count(0)
        expect(work(panel)).to_contain_text(KEPT)
        page.reload()
        expect(work(the_panel(page))).to_contain_text(KEPT, timeout=PATIENCE)
        expect(panel.get_by_role("region", name=OFFER)).to_have_count(0)


def test_at_another_address_nothing_is_kept(page: Page, left: Lab, tmp_path: Path) -> None:
    """Browsers keep what they keep for one address: at another the panel says plainly that nothing
    is, and offers nothing."""
    page.goto(left.address())
    expect(the_panel(page).get_by_role("region", name=OFFER)).to_be_visible(timeout=PATIENCE)
    with running_lab(publish(tmp_path / "fresh", small_course()), tmp_path / "home") as lab:
        assert lab.url != left.url
        page.goto(lab.address())
        panel = the_panel(page)
        expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
        expect(work(panel)).to_contain_text(lab.url.removeprefix("http://"))
        expect(panel.get_by_role("region", name=OFFER)).to_have_count(0)


def test_newer_work_stays_unless_the_learner_says_so(page: Page, left: Lab) -> None:
    """A learner who works on before looking at the offer loses neither: the newer notebook stays,
    the former one is put in kept/, and what another session left is not overwritten meanwhile."""
    page.goto(left.address())
    panel = the_panel(page)
    offer = panel.get_by_role("region", name=OFFER)
    expect(offer).to_be_visible(timeout=PATIENCE)
    offer.get_by_role("button", name="Not now").click()
    expect(offer).to_have_count(0)
    panel.get_by_role("button", name="Start", exact=True).click()
    write(page, "# Written later.")
    expect(work(panel)).to_contain_text(KEPT, timeout=PATIENCE)
    work(panel).get_by_role("button", name="Bring back what another session left").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 is newer here and stays.", timeout=PATIENCE)
    expect(dialog.get_by_role("checkbox")).not_to_be_checked()
    dialog.get_by_role("button", name="Bring back").click()
    expect(panel.get_by_role("status")).to_contain_text("is in kept/", timeout=PATIENCE)
    assert "Written later." in (left.folder / NOTEBOOK).read_text()
    [kept] = left.folder.glob(f"kept/*/{NOTEBOOK}")
    assert MINE in kept.read_text()


def test_another_course_with_the_same_id_is_offered_nothing(page: Page, left: Lab) -> None:
    """Teachers who never heard of each other name their courses alike, and Binder serves both at
    one address. A course with another title does not offer the work; but since it may be the same
    one, renamed, the learner can look at it, is told whose it is, and it stays kept."""
    left.clear()
    publish(left.folder, small_course(title="Large"))
    page.goto(left.address())
    panel = the_panel(page, "Large")
    look = work(panel).get_by_role("button", name="Look at kept work on “Small”…")
    expect(look).to_be_visible(timeout=PATIENCE)
    expect(panel.get_by_role("region", name=OFFER)).to_have_count(0)
    expect(work(panel)).to_contain_text(NOTHING)
    look.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("This is work on “Small”.", timeout=PATIENCE)
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    assert not (left.folder / FIRST).exists()
    look.click()
    dialog.get_by_role("button", name="Bring back").click()
    expect(panel.get_by_role("status")).to_contain_text("1 file is back.", timeout=PATIENCE)
    expect(look).to_be_visible()
    assert MINE in (left.folder / NOTEBOOK).read_text()


def test_an_answer_is_kept_when_it_is_given(page: Page, course_lab: Lab) -> None:
    """Answers are on disk at once, and in the browser soon after, though nobody saved the notebook:
    which is as it was released, and so not what is kept."""
    released = notebook(
        markdown("add", "## Add"), code("why", 'from ownpace import note\nnote("n")')
    )
    course = small_course(modules=(module(FIRST, released),))
    folder = publish(course_lab.folder, course, released)
    page.goto(course_lab.address())
    the_panel(page).get_by_role("button", name="Start", exact=True).click()
    wait_for_kernel(page)
    run_all(page)
    box = page.locator(".ownpace").get_by_role("textbox")
    expect(box).to_be_visible(timeout=PATIENCE)
    box.fill("Mine.")
    box.blur()
    until_kept(page, FIRST)
    assert (folder / FIRST / "answers.json").exists()
    assert (folder / NOTEBOOK).read_bytes() == as_json(released)


def test_the_later_of_two_tabs_counts(page: Page, small: Lab) -> None:
    """Two tabs of one session keep the same thing: what is on disk. When one forgets, the other
    says so."""
    page.goto(small.address())
    panel = the_panel(page)
    panel.get_by_role("button", name="Start", exact=True).click()
    write(page, MINE)
    until_kept(page, FIRST)
    other = page.context.new_page()
    other.goto(small.address(NOTEBOOK).replace("/lab/", "/lab/workspaces/other/"))
    others = the_panel(other)
    expect(work(others)).to_contain_text(KEPT, timeout=PATIENCE)
    work(others).get_by_role("button", name="Forget what is kept").click()
    dialog = other.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused(timeout=PATIENCE)
    dialog.get_by_role("button", name="Forget").click()
    expect(work(others)).to_contain_text(NOTHING, timeout=PATIENCE)
    expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
    write(other, "# From the other tab.")
    expect(work(panel)).to_contain_text(KEPT, timeout=PATIENCE)


def test_a_full_browser_says_so(page: Page, small: Lab) -> None:
    """Where there is no room the panel says what to do instead, and keeps again once there is."""
    devtools = page.context.new_cdp_session(page)
    quota = {"origin": small.url, "quotaSize": 1}
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    page.goto(small.address())
    panel = the_panel(page)
    panel.get_by_role("button", name="Start", exact=True).click()
    alert = work(panel).locator(".op-Trouble")
    expect(alert).to_contain_text("no room left in this browser", timeout=PATIENCE)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": small.url})
    write(page, MINE)
    expect(alert).to_be_empty(timeout=PATIENCE)
    until_kept(page, FIRST)


def test_a_browser_that_keeps_nothing_says_so(page: Page, small: Lab) -> None:
    """Where storage is refused, as some private windows do, all else works, and the panel names
    Save everything."""
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', {get: () => ({open: () => {"
        " throw new DOMException('Access is denied.', 'SecurityError'); }})});"
    )
    page.goto(small.address())
    panel = the_panel(page)
    alert = work(panel).locator(".op-Trouble")
    expect(alert).to_contain_text("This browser lets nothing be kept", timeout=PATIENCE)
    panel.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)


def test_what_is_switched_off_keeps_nothing(page: Page, small: Lab) -> None:
    """With the setting off the panel says so, and IndexedDB has nothing of it."""
    small.prefer(keepInBrowser=False)
    page.goto(small.address())
    panel = the_panel(page)
    panel.get_by_role("button", name="Start", exact=True).click()
    write(page, MINE)
    expect(panel).to_contain_text("In progress")
    expect(work(panel)).to_contain_text("switched off in the settings")
    names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
    assert "ownpace-kept" not in names


def test_everything_is_saved_to_a_file_and_brought_back(
    page: Page, small: Lab, tmp_path: Path
) -> None:
    """Save everything downloads one zip file; on another disk, at another address, Bring back shows
    what is in it and puts it in place; by keyboard alone."""
    save(small.folder, FIRST, worked(lesson(), passed=["right"]))
    (small.folder / FIRST / "notes.txt").write_text("mine")
    with (small.folder / FIRST / "film.webm").open("wb") as film:
        film.truncate(21 * 1024 * 1024)
    page.goto(small.address())
    panel = the_panel(page)
    until_settled(page)
    tab_to(page, work(panel).get_by_role("button", name="Save everything"))
    with page.expect_download(timeout=PATIENCE) as download:
        page.keyboard.press("Enter")
    zip_file = tmp_path / download.value.suggested_filename
    download.value.save_as(zip_file)
    expect(panel.get_by_role("status")).to_contain_text(zip_file.name)
    expect(panel.get_by_role("status")).to_contain_text("film.webm” is too large (21 MB)")
    expect(work(panel)).to_contain_text("film.webm” is too large (21 MB)")
    assert zip_file.name.startswith("small-1-")
    fresh = publish(tmp_path / "fresh", small_course())
    with running_lab(fresh, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        until_settled(page)
        tab_to(page, work(panel).get_by_role("button", name="Bring back…", exact=True))
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        file = dialog.get_by_label("The zip file that “Save everything” made")
        expect(file).to_be_focused(timeout=PATIENCE)
        file.set_input_files(zip_file)
        tab_to(page, dialog.get_by_role("button", name="Look"))
        page.keyboard.press("Enter")
        expect(dialog).to_contain_text("notes.txt", timeout=PATIENCE)
        expect(dialog.get_by_role("button", name="Bring back")).to_be_focused()
        page.keyboard.press("Enter")
        expect(panel.get_by_role("status")).to_contain_text("are back.", timeout=PATIENCE)
        assert (fresh / FIRST / "notes.txt").read_text() == "mine"


def test_a_file_of_something_else_is_refused(page: Page, small: Lab) -> None:
    """The panel says what is wrong, and nothing changes."""
    page.goto(small.address())
    panel = the_panel(page)
    look_at(page, choose(page, panel), backup({}, course="other"))
    expect(panel.get_by_role("alert")).to_contain_text("another course")


def choose(page: Page, panel: Locator) -> Locator:
    """The field for a zip file to bring back."""
    work(panel).get_by_role("button", name="Bring back…", exact=True).click()
    field = page.get_by_role("dialog").get_by_label("The zip file")
    expect(field).to_be_focused(timeout=PATIENCE)
    return field


def look_at(page: Page, field: Locator, content: bytes) -> None:
    field.set_input_files({"name": "work.zip", "mimeType": "application/zip", "buffer": content})
    page.get_by_role("dialog").get_by_role("button", name="Look").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_work_is_kept(page: Page, left: Lab, theme: str) -> None:
    """WCAG 2.2 AA, contrast really looked at: the offer, what is kept, and each dialog."""
    put(page, FIRST, backup({NOTEBOOK: written(MINE)}), title="Large")
    save(left.folder, FIRST, worked(lesson()))
    left.use_theme(theme)
    page.goto(left.address())
    panel = the_panel(page)
    until_in_theme(page, theme)
    expect(panel.get_by_role("region", name=OFFER)).to_be_visible(timeout=PATIENCE)
    expect(panel.get_by_role("button", name="Look at kept work on “Large”…")).to_be_visible()
    axe_finds_nothing(page, "#ownpace-panel")
    field = choose(page, panel)
    axe_finds_nothing(page, ".jp-Dialog")
    odd = {f"{FIRST}/course.json": b"{}", NOTEBOOK: as_json(lesson())}
    many = {**odd, f"{FIRST}/notes.txt": b"x"}
    look_at(page, field, backup(many, LONG_AGO, learner="Ada", title="Large"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("This stays out", timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_have_count(0)
    work(panel).get_by_role("button", name="Forget what is kept").click()
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused(timeout=PATIENCE)
    axe_finds_nothing(page, ".jp-Dialog")
