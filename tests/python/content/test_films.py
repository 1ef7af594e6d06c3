"""The films of the sample course, as files; that they play is a browser's test."""

from __future__ import annotations

import re

import pytest

from docs.films import stretch
from ownpace_graders.course_file import load
from tests.python.content.classroom import COURSE
from tests.support.films import FILMS, Film

LONGEST, FASTEST = 100, 17  #: seconds; characters a second, which slow readers can follow


def test_there_is_one() -> None:
    """A teacher who copies the repository sees how a film is made and shown."""
    assert FILMS


@pytest.mark.parametrize("film", FILMS, ids=str)
def test_a_film_is_small(film: Film) -> None:
    """Well under a megabyte: learners have slow lines, and git keeps every version."""
    assert (film.folder / f"{film.name}.webm").stat().st_size < 500_000


@pytest.mark.parametrize("film", FILMS, ids=str)
def test_captions_are_whole_and_can_be_read_in_time(film: Film) -> None:
    """A silent film says all by its captions: one follows the other from the first moment on."""
    assert film.begins == [0.0, *film.ends[:-1]]
    assert film.ends[-1] <= LONGEST
    for caption, begins, ends in zip(film.captions, film.begins, film.ends, strict=True):
        assert len(caption) / (ends - begins) <= FASTEST, caption
        assert max(map(len, caption.splitlines())) <= 62, caption


@pytest.mark.parametrize("film", FILMS, ids=str)
def test_a_transcript_says_all_that_the_captions_say(film: Film) -> None:
    """In the same words and order, and more: what is seen."""
    said = " ".join(film.transcript.split())
    places = [said.find(" ".join(caption.split())) for caption in film.captions]
    assert -1 not in places
    assert places == sorted(places)
    seen = re.sub("|".join(re.escape(" ".join(c.split())) for c in film.captions), "", said)
    assert len(seen) > len(said) / 3


def test_the_film_of_plan_says_what_the_log_gives() -> None:
    """Its numbers are worked out from the notebook's log, and its captions are about those."""
    [film] = [film for film in FILMS if film.name == "stretch"]
    said = " ".join(" ".join(film.captions).split())
    forecast = stretch.PLAN * stretch.STRETCH
    assert f"{sum(stretch.PLANNED)} minutes were planned, and {sum(stretch.REAL)} were" in said
    assert f"the stretch: {stretch.STRETCH:g}." in said
    assert f"says {stretch.PLAN} minutes. Multiply" in said
    assert f"The forecast is {forecast:g} minutes" in said
    for factor, counted in ((stretch.STRETCH, "{} of the {} tasks"), (stretch.SAFER, "{} of {}.")):
        assert counted.format(stretch.fitting(factor), stretch.TASKS) in said
    for minutes in (stretch.PLANNED, stretch.REAL):
        listed = ", ".join(map(str, minutes[:-1])) + f" and {minutes[-1]} minutes"
        assert listed in film.transcript


@pytest.mark.parametrize("film", FILMS, ids=str)
def test_a_film_is_in_the_panel_too(film: Film) -> None:
    """As a resource of its module, with captions and transcript."""
    module = load(COURSE).module(film.module)
    assert module
    [found] = [one for one in module.resources if one.video == f"media/{film.name}.webm"]
    assert found.captions == f"media/{film.name}.vtt"
    assert found.transcript == f"media/{film.name}.md"
    assert found.minutes == pytest.approx(film.ends[-1] / 60, abs=0.05)
