"""From a date in course.yml to the panel of a learner who has begun."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from traitlets.config import Config

from ownpace.server import actions
from ownpace.server.desk import Desk
from ownpace.server.exchange import ExchangeChannel
from ownpace.server.panel import panel
from ownpace.server.wire import Panel
from ownpace.store.layout import CourseFolder
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.teacher import COURSE, MODULE, NOTEBOOK, NOW, make_course

SOON = NOW + timedelta(hours=1)


def _a_learner(place: Path, exchange: Path) -> Desk:
    place.mkdir()
    config = Config({"Exchange": {"root": str(exchange), "cache": str(place.parent / "cache")}})
    channel = ExchangeChannel(CourseFolder(place), COURSE, config)
    return Desk(CourseFolder(place), channel, course_id=COURSE)


def _look(desk: Desk) -> Panel:
    return panel(desk, desk.look(), SOON)


def test_a_new_due_date_reaches_who_has_begun(tmp_path: Path) -> None:
    """Released again, it is in the panel at the next look; of the learner's own files none has
    changed, whatever was written in them."""
    root = make_course(tmp_path / "course", exchange=tmp_path / "exchange")
    release(root, [], Silent(), NOW)
    desk = _a_learner(tmp_path / "learner", tmp_path / "exchange")
    actions.start(desk, MODULE, SOON)
    work = tmp_path / "learner" / MODULE
    (work / "notes.txt").write_text("mine")
    (work / NOTEBOOK).write_bytes((work / NOTEBOOK).read_bytes() + b"\n")
    assert _look(desk).state.modules[0].time.due is None
    mine = {path: path.read_bytes() for path in work.rglob("*") if path.is_file()}

    course = root / "course.yml"
    course.write_text(course.read_text().replace("title: Sums", "title: Sums, due: 2027-02-01"))
    assert release(root, [], Silent(), SOON).exit_code == 0

    shown = _look(desk).state
    assert shown.revision == 2
    assert shown.modules[0].time.due == datetime(2027, 2, 1, 23, 59, 59, tzinfo=UTC)
    assert {path: path.read_bytes() for path in work.rglob("*") if path.is_file()} == mine
