"""Work that outlives its session, as on Binder: a real Chromium keeps it for the next server."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.activities import tab_to
from tests.support.axe import run_axe
from tests.support.backups import LONG_AGO, backup
from tests.support.lab import Lab, run_all, running_lab, wait_for_kernel
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

PATIENCE = 60_000  # ms: a busy machine with two cores
NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"
OFFER = "Work from another session"
NOTHING = "Nothing of your work here is kept in this browser yet"
MINE = "# Written by me."


@pytest.fixture
def a_course(tmp_path: Path) -> Callable[[str], Path]:
    """Makes the disk of a new session: the course as it was published, and nothing else."""
    return lambda name: publish(tmp_path / name, small_course())


@pytest.fixture
def former(page: Page, a_course: Callable[[str], Path], tmp_path: Path) -> Lab:
    """A session that is over: a module was started, written in and saved, and a step ticked."""
    with running_lab(a_course("former"), tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
        panel.get_by_role("button", name="Start", exact=True).click()
        write(page, MINE)
        panel.get_by_role("checkbox", name="Look around").click()
        expect(panel.get_by_role("checkbox", name="Look around")).to_have_count(0)
        until_kept(page, FIRST, ".ownpace")
        expect(work(panel)).to_contain_text("Kept in this browser at")
    page.goto("about:blank")
    return lab


def the_panel(page: Page) -> Locator:
    panel = page.get_by_role("region", name="Course", exact=True)
    expect(panel.get_by_role("heading", name="Small")).to_be_visible(timeout=PATIENCE)
    return panel


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


KEPT = """
([parts]) => new Promise(resolve => {
  const request = indexedDB.open('ownpace-kept');
  request.onsuccess = () => {
    const database = request.result;
    if (!database.objectStoreNames.contains('about')) { database.close(); resolve(false); return; }
    const all = database.transaction('about').objectStore('about').getAll();
    all.onsuccess = () => {
      database.close();
      const kept = new Set(all.result.map(one => one.part));
      resolve(parts.every(part => kept.has(part)));
    };
  };
})
"""


def until_kept(page: Page, *parts: str) -> None:
    """Wait until the browser keeps these parts."""
    page.wait_for_function(KEPT, arg=[list(parts)], timeout=PATIENCE)


def next_session(lab: Lab, folder: Path) -> Lab:
    """The same address, with another disk."""
    return replace(lab, folder=folder)


def test_work_comes_back_on_an_empty_disk(
    page: Page, former: Lab, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """At the same address the next session offers what the last one left, shows what would come
    back before it does, and brings back the notebook as it was written and the step as it was
    ticked; by keyboard alone. Asked again there is nothing left to offer."""
    fresh = a_course("fresh")
    with running_lab(fresh, tmp_path / "home", again=next_session(former, fresh)) as lab:
        page.goto(lab.address())
        panel = the_panel(page)
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
        expect(work(panel)).to_contain_text("Kept in this browser at")
        page.reload()
        expect(work(the_panel(page))).to_contain_text("Kept in this browser at", timeout=PATIENCE)
        expect(panel.get_by_role("region", name=OFFER)).to_have_count(0)


def test_at_another_address_nothing_is_kept(
    page: Page, former: Lab, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """Browsers keep what they keep for one address: at another the panel says plainly that nothing
    is, and offers nothing."""
    fresh = a_course("fresh")
    with running_lab(fresh, tmp_path / "home") as lab:
        assert lab.url != former.url
        page.goto(lab.address())
        panel = the_panel(page)
        expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
        expect(work(panel)).to_contain_text(lab.url.removeprefix("http://"))
        expect(panel.get_by_role("region", name=OFFER)).to_have_count(0)


def test_newer_work_stays_unless_the_learner_says_so(
    page: Page, former: Lab, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """A learner who works on before looking at the offer loses neither: the newer notebook stays,
    the former one is put in kept/, and what another session left is not overwritten meanwhile."""
    fresh = a_course("fresh")
    with running_lab(fresh, tmp_path / "home", again=next_session(former, fresh)) as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        offer = panel.get_by_role("region", name=OFFER)
        expect(offer).to_be_visible(timeout=PATIENCE)
        offer.get_by_role("button", name="Not now").click()
        expect(offer).to_have_count(0)
        panel.get_by_role("button", name="Start", exact=True).click()
        write(page, "# Written later.")
        expect(work(panel)).to_contain_text("Kept in this browser at", timeout=PATIENCE)
        work(panel).get_by_role("button", name="Bring back what another session left").click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("1 is newer here and stays.", timeout=PATIENCE)
        expect(dialog.get_by_role("checkbox")).not_to_be_checked()
        dialog.get_by_role("button", name="Bring back").click()
        expect(panel.get_by_role("status")).to_contain_text("is in kept/", timeout=PATIENCE)
        assert "Written later." in (fresh / NOTEBOOK).read_text()
        [kept] = fresh.glob(f"kept/*/{NOTEBOOK}")
        assert "Written by me." in kept.read_text()


def test_an_answer_is_kept_when_it_is_given(page: Page, tmp_path: Path) -> None:
    """Answers are on disk at once, and in the browser soon after, though nobody saved the notebook:
    which is as it was released, and so not what is kept."""
    released = notebook(
        markdown("add", "## Add"), code("why", 'from ownpace import note\nnote("n")')
    )
    course = small_course(modules=(module(FIRST, released),))
    folder = publish(tmp_path / "course", course, released)
    with running_lab(folder, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        panel.get_by_role("button", name="Start", exact=True).click()
        wait_for_kernel(page)
        run_all(page)
        box = page.locator(".ownpace").get_by_role("textbox")
        expect(box).to_be_visible(timeout=PATIENCE)
        box.fill("Mine.")
        box.blur()
        until_kept(page, FIRST)
        assert (folder / FIRST / "answers.json").exists()
        assert (folder / NOTEBOOK).read_bytes() == as_json(released)


def test_the_later_of_two_tabs_counts(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """Two tabs of one session keep the same thing: what is on disk. When one forgets, the other
    says so."""
    with running_lab(a_course("course"), tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        panel.get_by_role("button", name="Start", exact=True).click()
        write(page, MINE)
        until_kept(page, FIRST)
        other = page.context.new_page()
        other.goto(lab.address(NOTEBOOK).replace("/lab/", "/lab/workspaces/other/"))
        others = the_panel(other)
        expect(work(others)).to_contain_text("Kept in this browser at", timeout=PATIENCE)
        work(others).get_by_role("button", name="Forget what is kept").click()
        dialog = other.get_by_role("dialog")
        expect(dialog.get_by_role("button", name="Cancel")).to_be_focused(timeout=PATIENCE)
        dialog.get_by_role("button", name="Forget").click()
        expect(work(others)).to_contain_text(NOTHING, timeout=PATIENCE)
        expect(work(panel)).to_contain_text(NOTHING, timeout=PATIENCE)
        write(other, "# From the other tab.")
        expect(work(panel)).to_contain_text("Kept in this browser at", timeout=PATIENCE)
        other.close()


def test_a_full_browser_says_so(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """Where there is no room the panel says what to do instead, and keeps again once there is."""
    with running_lab(a_course("course"), tmp_path / "home") as lab:
        devtools = page.context.new_cdp_session(page)
        quota = {"origin": lab.url, "quotaSize": 1}
        devtools.send("Storage.overrideQuotaForOrigin", quota)
        page.goto(lab.address())
        panel = the_panel(page)
        panel.get_by_role("button", name="Start", exact=True).click()
        alert = work(panel).locator(".op-Trouble")
        expect(alert).to_contain_text("no room left in this browser", timeout=PATIENCE)
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": lab.url})
        write(page, MINE)
        expect(alert).to_be_empty(timeout=PATIENCE)
        until_kept(page, FIRST)


def test_a_browser_that_keeps_nothing_says_so(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """Where storage is refused, as some private windows do, all else works, and the panel names
    Save everything."""
    page.add_init_script(
        "Object.defineProperty(window, 'indexedDB', {get: () => ({open: () => {"
        " throw new DOMException('Access is denied.', 'SecurityError'); }})});"
    )
    with running_lab(a_course("course"), tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        alert = work(panel).locator(".op-Trouble")
        expect(alert).to_contain_text("This browser lets nothing be kept", timeout=PATIENCE)
        panel.get_by_role("button", name="Start", exact=True).click()
        expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)


def test_what_is_switched_off_keeps_nothing(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """With the setting off the panel says so, and IndexedDB has nothing of it."""
    settings = tmp_path / "home" / "settings" / "ownpace" / "panel.jupyterlab-settings"
    settings.parent.mkdir(parents=True)
    settings.write_text('{"keepInBrowser": false}')
    with running_lab(a_course("course"), tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        panel.get_by_role("button", name="Start", exact=True).click()
        write(page, MINE)
        expect(work(panel)).to_contain_text("switched off in the settings")
        names = page.evaluate("indexedDB.databases().then(all => all.map(one => one.name))")
        assert "ownpace-kept" not in names


def test_everything_is_saved_to_a_file_and_brought_back(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """Save everything downloads one zip file; on another disk, at another address, Bring back shows
    what is in it and puts it in place; by keyboard alone."""
    begun = a_course("course")
    save(begun, FIRST, worked(lesson(), passed=["right"]))
    (begun / FIRST / "notes.txt").write_text("mine")
    with (begun / FIRST / "film.webm").open("wb") as film:
        film.truncate(21 * 1024 * 1024)
    with running_lab(begun, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        tab_to(page, work(panel).get_by_role("button", name="Save everything"))
        with page.expect_download() as download:
            page.keyboard.press("Enter")
        zip_file = tmp_path / download.value.suggested_filename
        download.value.save_as(zip_file)
        expect(panel.get_by_role("status")).to_contain_text(zip_file.name)
        expect(panel.get_by_role("status")).to_contain_text("film.webm” is too large (21 MB)")
        expect(work(panel)).to_contain_text("film.webm” is too large (21 MB)")
        assert zip_file.name.startswith("small-1-")
    fresh = a_course("fresh")
    with running_lab(fresh, tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
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


def test_a_file_of_something_else_is_refused(
    page: Page, a_course: Callable[[str], Path], tmp_path: Path
) -> None:
    """The panel says what is wrong, and nothing changes."""
    with running_lab(a_course("course"), tmp_path / "home") as lab:
        page.goto(lab.address())
        panel = the_panel(page)
        bring(page, panel, backup({}, course="other"))
        expect(panel.get_by_role("alert")).to_contain_text("another course")


def bring(page: Page, panel: Locator, content: bytes) -> None:
    """Choose a zip file to bring back, and look at it."""
    work(panel).get_by_role("button", name="Bring back…", exact=True).click()
    file = page.get_by_role("dialog").get_by_label("The zip file")
    expect(file).to_be_focused(timeout=PATIENCE)
    file.set_input_files({"name": "work.zip", "mimeType": "application/zip", "buffer": content})
    page.get_by_role("dialog").get_by_role("button", name="Look").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_where_work_is_kept(
    page: Page, former: Lab, a_course: Callable[[str], Path], tmp_path: Path, theme: str
) -> None:
    """WCAG 2.2 AA, contrast really looked at: the offer, what is kept, and each dialog."""
    fresh = a_course("fresh")
    save(fresh, FIRST, worked(lesson()))
    with running_lab(fresh, tmp_path / "home", again=next_session(former, fresh)) as lab:
        lab.use_theme(theme)
        page.goto(lab.address())
        panel = the_panel(page)
        expect(panel.get_by_role("region", name=OFFER)).to_be_visible(timeout=PATIENCE)
        found = run_axe(page, "#ownpace-panel")
        assert found.violations == []
        assert "color-contrast" in found.passes
        odd = {f"{FIRST}/course.json": b"{}", NOTEBOOK: as_json(lesson())}
        bring(page, panel, backup({**odd, f"{FIRST}/notes.txt": b"x"}, LONG_AGO, learner="Ada"))
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("This stays out", timeout=PATIENCE)
        assert run_axe(page, ".jp-Dialog").violations == []
        dialog.get_by_role("button", name="Cancel").click()
        work(panel).get_by_role("button", name="Forget what is kept").click()
        expect(dialog.get_by_role("button", name="Cancel")).to_be_focused(timeout=PATIENCE)
        assert run_axe(page, ".jp-Dialog").violations == []
