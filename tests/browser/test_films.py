"""The films of the sample course in a real JupyterLab, and the place of one that is left out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.activities import make_module, open_and_run, tab_to
from tests.support.axe import run_axe
from tests.support.films import FILMS, Film
from tests.support.lab import Lab


def a_module(folder: Path, film: Film) -> Path:
    """A module that shows the film as its own notebook does."""
    shutil.copytree(film.folder, folder / "media")
    return make_module(folder, [f"from ownpace import video\n{film.call}"], {})


@pytest.mark.parametrize("film", FILMS, ids=str)
def test_a_film_plays(page: Page, lab: Lab, own_folder: Path, film: Film) -> None:
    """In the system's Chromium: it has pictures, lasts as long as its captions, and shows them."""
    open_and_run(page, lab, a_module(own_folder, film), ".ownpace-video video")
    shown = page.locator(".ownpace-video video")
    expect(shown).to_have_js_property("readyState", 4, timeout=30_000)
    cues = shown.evaluate("film => [...film.textTracks[0].cues].map(cue => cue.endTime)")
    assert cues == film.ends
    assert shown.evaluate("film => film.duration") == pytest.approx(film.ends[-1], abs=0.1)
    tab_to(page, shown)
    page.keyboard.press("Space")
    pictures = "film => film.getVideoPlaybackQuality().totalVideoFrames > 3"
    page.wait_for_function(f"film => ({pictures})(film)", arg=shown.element_handle())
    assert shown.evaluate("film => film.textTracks[0].activeCues.length") == 1


@pytest.mark.parametrize("film", FILMS[:1], ids=str)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_film_that_is_left_out_is_read(
    page: Page, lab: Lab, own_folder: Path, film: Film, theme: str
) -> None:
    """Copies of a course are small without films. The place says so, and the transcript is open;
    it closes by keyboard; axe finds nothing."""
    folder = a_module(own_folder, film)
    (folder / "media" / f"{film.name}.webm").unlink()
    lab.use_theme(theme)
    open_and_run(page, lab, folder, ".ownpace-video")
    lab.use_theme("light")
    place = page.locator(".ownpace-video")
    expect(place).to_contain_text(f"The film media/{film.name}.webm is not in this copy")
    expect(place.locator("video")).to_have_count(0)
    last = place.locator("details p").last
    expect(last).to_be_visible()
    found = run_axe(page, ".ownpace")
    assert found.violations == []
    assert "color-contrast" in found.passes
    page.locator(".jp-Notebook .jp-MarkdownCell").first.click()
    tab_to(page, place.locator("summary"))
    page.keyboard.press("Enter")
    expect(last).to_be_hidden()
