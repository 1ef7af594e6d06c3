"""Hidden checks are shown after a module has closed, if its teacher says so, and never before."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ownpace.course.model import Module
from ownpace_graders.bridge import open_classroom
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.course_file import compile_course, load
from ownpace_graders.feedback import feedback
from ownpace_graders.feedback.revealing import is_over
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.teacher import (
    HALF,
    HIDDEN_WORDS,
    MODULE,
    NOW,
    SOLVED,
    hand_in,
    make_course,
    worked,
)

SECOND = timedelta(seconds=1)
#: As a learner in New York reads it: the last second of the day.
END = datetime(2027, 2, 1, 23, 59, 59, tzinfo=ZoneInfo("America/New_York"))
COURSE_YML = """\
title: A small course
id: small-1
timezone: America/New_York
modules:
  - {id: sums, title: Sums, closes: 2027-02-01, show_hidden: after_close}
"""


@pytest.fixture(scope="module")
def a_graded_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("revealing") / "course")
    (root / "course.yml").write_text(COURSE_YML)
    release(root, [], Silent(), NOW)
    hand_in(root, "anna", worked(root / "release" / MODULE, HALF))
    hand_in(root, "ben", worked(root / "release" / MODULE, SOLVED))
    assert grade(root, [], Silent()).exit_code == 0
    return root


@pytest.fixture
def a_course(a_graded_course: Path, tmp_path: Path) -> Path:
    return shutil.copytree(a_graded_course, tmp_path / "course")


def page(root: Path, learner: str, now: datetime) -> str:
    """The page of a learner, written at a moment."""
    assert feedback(root, [], Silent(), now).exit_code == 0
    return (root / "feedback" / learner / MODULE / f"{MODULE}.html").read_text("utf-8")


@pytest.mark.parametrize("zone", ["UTC", "Asia/Tokyo", "Pacific/Honolulu"])
def test_the_moment_is_that_of_the_courses_zone(a_course: Path, zone: str) -> None:
    """Wherever the teacher's clock stands: to the second hidden, a second later shown."""
    here = ZoneInfo(zone)
    assert HIDDEN_WORDS not in page(a_course, "anna", END.astimezone(here))
    assert HIDDEN_WORDS in page(a_course, "anna", (END + SECOND).astimezone(here))


def test_source_and_result_are_shown(a_course: Path) -> None:
    """To whoever passed and to whoever did not, who also reads what the check said."""
    missed = page(a_course, "anna", END + SECOND)
    passed = page(a_course, "ben", END + SECOND)
    for text in (missed, passed):
        assert "assert add(1, 1) == 2" in re.sub(r"<[^>]*>", "", text)
        assert "the whole check stands in your notebook now" in text
    assert f'<p class="seen">{HIDDEN_WORDS}</p>' in missed
    assert "AssertionError" in missed
    assert "AssertionError" not in passed


def test_the_longest_extension_counts(a_course: Path) -> None:
    """Whoever may still hand in learns nothing from the page of somebody else."""
    with gradebook(open_classroom(a_course)) as book:
        book.find_submission(MODULE, "ben").extension = timedelta(days=3)
        book.db.commit()
    assert HIDDEN_WORDS not in page(a_course, "anna", END + timedelta(days=3))
    assert HIDDEN_WORDS in page(a_course, "anna", END + timedelta(days=3) + SECOND)


@pytest.mark.parametrize("words", ["", ", show_hidden: never"])
def test_hidden_checks_stay_hidden_unless_asked(a_course: Path, words: str) -> None:
    """For ever."""
    text = COURSE_YML.replace(", show_hidden: after_close", words)
    (a_course / "course.yml").write_text(text)
    assert HIDDEN_WORDS not in page(a_course, "anna", END + timedelta(days=3000))


def test_a_module_that_never_closes_is_never_over(a_course: Path) -> None:
    """Also if its teacher shows hidden checks after it closes."""
    (a_course / "course.yml").write_text(COURSE_YML.replace("closes: 2027-02-01, ", ""))
    assert HIDDEN_WORDS not in page(a_course, "anna", END + timedelta(days=3000))


def test_a_negative_extension_ends_nothing_sooner(a_course: Path) -> None:
    """Nor does a learner whom the gradebook gives less time."""
    module = compile_course(load(a_course), {}, 1).module(MODULE)
    assert module is not None
    assert not is_over(module, timedelta(days=-9), END)
    assert is_over(module, timedelta(days=-9), END + SECOND)


def test_a_course_without_a_file_shows_nothing() -> None:
    """There is nobody who said so."""
    assert not is_over(None, timedelta(0), END)
    assert not is_over(Module(id="m", title="M"), timedelta(0), datetime(2900, 1, 1, tzinfo=UTC))
