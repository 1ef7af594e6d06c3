"""What the panel is told of a learner's plan and reviews."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import Panel
from ownpace.store.layout import CourseFolder
from tests.support.busy import QUIZ, a_busy_course
from tests.support.learner import lesson, save, worked

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = CourseFolder(a_busy_course(tmp_path / "course", NOW))
    return Desk(folder, BundleChannel(folder))


def shown(desk: Desk, now: datetime = NOW) -> Panel:
    return panel(desk, desk.look(), now)


def test_the_week_and_today(desk: Desk) -> None:
    """Planned against done, what is due within two days, and what is planned for today."""
    found = shown(desk).studying
    assert found.week == "This week: 60 of 30 planned min done"
    assert [(one.kind, one.module) for one in found.reminders] == [
        ("due", "doubling"),
        ("planned", "doubling"),
    ]
    assert shown(desk, NOW + timedelta(days=20)).studying.week == ""


def test_a_step_that_is_done_now_counts_in_this_week(desk: Desk) -> None:
    """Recording what a saved notebook shows dates it."""
    save(desk.folder.root, "doubling", worked(lesson(), passed=["right", "parts"]))
    desk.record(NOW)
    assert shown(desk).studying.week == "This week: 80 of 30 planned min done"


def test_questions_to_review(desk: Desk) -> None:
    """Those of completed modules, counted again when the questions change, and where they are
    asked."""
    found = shown(desk).studying
    assert found.to_review == 5
    assert found.review is not None
    assert (found.review.module, found.review.cell) == ("doubling", "again")
    fewer = json.loads(json.dumps(QUIZ))
    del fewer["quizzes"]["recall"]["questions"][2:]
    desk.folder.quiz("adding").write_text(json.dumps(fewer))
    assert shown(desk).studying.to_review == 2


def test_without_a_place_to_review_nothing_is_counted(desk: Desk) -> None:
    """A course that has no ``review()`` nags nobody."""
    save(desk.folder.root, "doubling", worked(lesson()))
    found = shown(desk).studying
    assert (found.to_review, found.review) == (0, None)


@pytest.mark.parametrize("content", [b"{", b"\xff", b'{"format": 9}', b"[" * 100_000])
def test_damaged_files_hide_nothing_else(desk: Desk, content: bytes) -> None:
    """A damaged plan is named, damaged questions are passed over, and the panel is drawn."""
    desk.folder.quiz("adding").write_bytes(content)
    assert shown(desk).studying.to_review == 0
    desk.folder.study.write_bytes(content)
    found = shown(desk)
    assert [notice.code[:6] for notice in found.notices] == ["study-"]
    assert len(found.state.modules) == 8


def test_a_pipe_in_place_of_the_questions_blocks_nobody(desk: Desk) -> None:
    """Whoever opened it to read would wait for ever."""
    desk.folder.quiz("adding").unlink()
    os.mkfifo(desk.folder.quiz("adding"))
    assert shown(desk).studying.to_review == 0
