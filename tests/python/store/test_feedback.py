"""Feedback pages: the result that each carries, and the hand-in that each belongs to."""

from __future__ import annotations

import html
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.results import ModuleResult
from ownpace.store.attempts import Sent, moment_of
from ownpace.store.feedback import Report, Reports, attempts, read_result
from ownpace.store.layout import CourseFolder, stamp
from tests.support.learner import FIRST

NOON = datetime(2027, 1, 15, 12, tzinfo=UTC)
RESULT = ModuleResult(course="small-1", module=FIRST, at=NOON, score=2, max_score=4)
TAG = f'<meta name="ownpace-result" content="{html.escape(RESULT.model_dump_json())}">'


def page(folder: Path, head: str, name: str = "page.html") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"<html><head>{head}</head><body>{TAG}</body></html>")
    return folder / name


def test_result_in_the_head(tmp_path: Path) -> None:
    """The tag in the head is read, after any amount of style."""
    assert read_result(page(tmp_path, "<style>a{}</style>" * 9999 + TAG)) == RESULT


NO_RESULT = {
    "none": "",
    "in a style": f"<style>{TAG}</style>",
    "in a comment": f"<!-- {TAG} -->",
    "empty": '<meta name="ownpace-result">',
    "no JSON": '<meta name="ownpace-result" content="{">',
    "another shape": '<meta name="ownpace-result" content="[1]">',
    "deep": f'<meta name="ownpace-result" content="{"[" * 99_999}">',
    "newer": TAG.replace("&quot;format&quot;:1", "&quot;format&quot;:2"),
}


@pytest.mark.parametrize("name", NO_RESULT)
def test_no_result(tmp_path: Path, name: str) -> None:
    """A page without a sound tag in its head has no result; one in its body is somebody's text."""
    assert read_result(page(tmp_path, NO_RESULT[name])) is None


def test_pages_of_a_module(tmp_path: Path) -> None:
    """Folders named by a time hold the pages of an attempt; others are not feedback."""
    folder = CourseFolder(tmp_path)
    page(folder.feedback(FIRST) / "2027-01-15T12-00-00", TAG)
    page(folder.feedback(FIRST) / "2027-01-16 12:00:00.000000 UTC", "")
    page(folder.feedback(FIRST) / "notes", TAG)
    found = Reports(folder)(FIRST)
    assert [report.result for report in found] == [RESULT, None]
    assert found[0].pages == (f"{FIRST}/feedback/2027-01-15T12-00-00/page.html",)


def test_result_of_another_module_is_not_shown(tmp_path: Path) -> None:
    """A page that was put in the wrong place brings no score with it."""
    folder = CourseFolder(tmp_path)
    page(folder.feedback("other") / stamp(NOON), TAG)
    assert Reports(folder)("other")[0].result is None


def sent(hours: float, name: str = "") -> Sent:
    at = NOON + timedelta(hours=hours)
    return Sent(at, name or stamp(at))


def report(hours: float, name: str = "") -> Report:
    at = NOON + timedelta(hours=hours)
    return Report(name or stamp(at), at, (f"page of {hours}",), RESULT)


def test_feedback_of_an_exchange_bears_its_hand_ins_name() -> None:
    """The name decides, whatever the times."""
    found = attempts([sent(0, "a"), sent(1, "b")], [report(5, "a")])
    assert [attempt.feedback for attempt in found] == [("page of 5",), ()]


def test_feedback_of_a_bundle_is_of_the_newest_hand_in_before_it() -> None:
    """It bears the time of arrival, which is later than the bundle's own."""
    found = attempts([sent(0), sent(2), sent(9)], [report(1), report(3)])
    assert [attempt.feedback for attempt in found] == [("page of 1",), ("page of 3",), ()]
    assert [attempt.at for attempt in found] == [sent(0).at, sent(2).at, sent(9).at]


def test_feedback_alone_shows_that_there_was_a_hand_in() -> None:
    """On a disk that forgot the hand-in, the score still counts."""
    [found] = attempts([], [report(0)])
    assert (found.at, found.score, found.max_score) == (NOON, 2, 4)


MOMENTS = {
    "2027-01-15T12-00-00": NOON,
    "2027-01-15 12:00:00.000000 UTC": NOON,
    "2027-01-15 12:00:00 UTC": NOON,
    "2027-01-15T14:00:00+02:00": NOON,
    "notes": None,
    "..": None,
    "": None,
}


@pytest.mark.parametrize("name", MOMENTS)
def test_names_that_are_times(name: str) -> None:
    """nbgrader's form, ours and ISO's; what has no zone is in UTC."""
    assert moment_of(name) == MOMENTS[name]
