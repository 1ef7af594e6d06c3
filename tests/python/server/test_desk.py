"""What a desk refuses, and that nothing is lost when it does."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from traitlets.config import Config

from ownpace.course import Course
from ownpace.course.model import Announcement, Attempts, Meeting, Rules
from ownpace.errors import CourseError, ExchangeError, OwnpaceError, WorkError
from ownpace.server import actions
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.desks import is_in_course
from ownpace.server.exchange import ExchangeChannel
from ownpace.server.panel import panel
from ownpace.server.problems import problem_of, status_of
from ownpace.server.wire import Submission
from ownpace.store.layout import CourseFolder
from tests.support.learner import FIRST, publish, small_course

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
ADA = Submission(learner="Ada")


def a_desk(root: Path, course: Course | None = None) -> Desk:
    folder = CourseFolder(publish(root / "course", course or small_course()))
    return Desk(folder, BundleChannel(folder))


def _hand_in(desk: Desk, module_id: str, now: datetime) -> object:
    return actions.submit(desk, module_id, ADA, now)


def files(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_a_folder_without_a_course(tmp_path: Path) -> None:
    """It says so, and where to go."""
    with pytest.raises(CourseError) as told:
        Desk(CourseFolder(tmp_path), BundleChannel(CourseFolder(tmp_path))).look()
    assert (told.value.code, status_of(told.value)) == ("no-course", 404)


def test_attempts_run_out(tmp_path: Path) -> None:
    """The last attempt that the rules allow is made, the next refused."""
    course = small_course(rules=Rules(attempts=Attempts(limit=2)))
    desk = a_desk(tmp_path, course)
    actions.start(desk, FIRST, NOW)
    actions.submit(desk, FIRST, ADA, NOW)
    actions.submit(desk, FIRST, ADA, NOW)
    with pytest.raises(CourseError) as told:
        actions.submit(desk, FIRST, ADA, NOW)
    assert told.value.code == "attempts-used"
    assert len(list(desk.folder.handed_in.iterdir())) == 2


def test_a_closed_module_takes_no_work(tmp_path: Path) -> None:
    """It can still be started and read; handing in is refused."""
    course = small_course()
    closed = course.modules[0].model_copy(update={"closes": NOW - timedelta(days=1)})
    desk = a_desk(tmp_path, course.model_copy(update={"modules": (closed,)}))
    actions.start(desk, FIRST, NOW)
    with pytest.raises(CourseError) as told:
        actions.submit(desk, FIRST, ADA, NOW)
    assert told.value.code == "closed"


def test_a_module_that_is_not_there_is_not_started(tmp_path: Path) -> None:
    """Without its released copy there is nothing to start, and nothing is left behind."""
    desk = a_desk(tmp_path)
    (desk.folder.released / FIRST).rename(tmp_path / "away")
    with pytest.raises(CourseError) as told:
        actions.start(desk, FIRST, NOW)
    assert told.value.code == "not-released"
    assert not desk.folder.module(FIRST).exists()


def test_starting_restores_a_deleted_notebook(tmp_path: Path) -> None:
    """And touches none of the files that are there."""
    desk = a_desk(tmp_path)
    actions.start(desk, FIRST, NOW)
    (desk.folder.module(FIRST) / f"{FIRST}.ipynb").unlink()
    (desk.folder.module(FIRST) / "data.csv").write_text("mine")
    actions.start(desk, FIRST, NOW)
    assert (desk.folder.module(FIRST) / f"{FIRST}.ipynb").exists()
    assert (desk.folder.module(FIRST) / "data.csv").read_text() == "mine"


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the record cannot be written, Start over is taken back whole, and the learner told that
    the disk is full."""
    desk = a_desk(tmp_path)
    actions.start(desk, FIRST, NOW)
    (desk.folder.module(FIRST) / "notes.txt").write_text("mine")
    before = files(tmp_path)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "replace", full)
    for action in (actions.start_over, _hand_in):
        with pytest.raises(OwnpaceError) as told:
            action(desk, FIRST, NOW)
        assert "full" in told.value.hint
        assert status_of(told.value) == 507
    assert files(tmp_path) == before


@pytest.mark.parametrize("name", [".ownpace", "kept", "handed-in"])
def test_nothing_is_written_through_a_link(tmp_path: Path, name: str) -> None:
    """A folder of ours that is a link out of the course folder is refused, and the work stays."""
    desk = a_desk(tmp_path)
    actions.start(desk, FIRST, NOW)
    shutil.rmtree(desk.folder.own)
    (tmp_path / "outside").mkdir()
    (desk.folder.root / name).symlink_to(tmp_path / "outside")
    before = files(desk.folder.module(FIRST))
    action = actions.start_over if name == "kept" else _hand_in
    with pytest.raises(WorkError) as told:
        action(desk, FIRST, NOW)
    assert told.value.code == "outside"
    assert files(tmp_path / "outside") == {}
    assert files(desk.folder.module(FIRST)) == before


def test_a_damaged_record_is_kept_and_told_of(tmp_path: Path) -> None:
    """Looking tells of it; the next change sets it aside, and goes on telling."""
    desk = a_desk(tmp_path)
    actions.start(desk, FIRST, NOW)
    desk.folder.progress.write_text("{")
    assert [n.code for n in desk.look().notices] == ["progress-damaged"]
    shown = actions.tick(desk, FIRST, "look", NOW).panel
    assert [n.code for n in shown.notices] == ["progress-damaged"]
    assert shown.state.modules[0].steps[2].done
    [aside] = desk.folder.own.glob("progress.json.damaged-*")
    assert aside.read_text() == "{"


def test_what_is_announced_and_when(tmp_path: Path) -> None:
    """Announcements from their day on, newest first; meetings until they are over."""

    def at(hours: float) -> datetime:
        return NOW + timedelta(hours=hours)

    course = small_course(
        announcements=[Announcement(on=at(n), text=str(n)) for n in (-2, -1, 1)],
        meetings=[Meeting(at=at(n), minutes=60, title=str(n)) for n in (5, -0.5, -2)],
    )
    desk = a_desk(tmp_path, course)
    shown = panel(desk, desk.look(), NOW)
    assert [a.text for a in shown.announcements] == ["-1", "-2"]
    assert [m.title for m in shown.meetings] == ["-0.5", "5"]


def an_exchange(root: Path, course_id: str = "small-1") -> ExchangeChannel:
    config = Config({"Exchange": {"root": str(root / "exchange")}})
    return ExchangeChannel(CourseFolder(root), course_id, config)


def test_a_missing_exchange_is_why_there_is_no_course(tmp_path: Path) -> None:
    """On a hub whose exchange is gone a new learner reads that, not that there is no course."""
    desk = Desk(CourseFolder(tmp_path), an_exchange(tmp_path))
    with pytest.raises(ExchangeError) as told:
        desk.look()
    assert (told.value.code, status_of(told.value)) == ("exchange-missing", 503)


def test_an_exchange_needs_a_course_id(tmp_path: Path) -> None:
    """It is never guessed."""
    with pytest.raises(ExchangeError, match="No course is configured"):
        an_exchange(tmp_path, "").ensure()


def test_without_nbgrader_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server in exchange mode that lacks the extra says how to install it."""
    course = small_course()
    (tmp_path / "exchange" / course.id / "outbound" / FIRST).mkdir(parents=True)
    monkeypatch.setitem(sys.modules, "nbgrader.exchange", None)
    with pytest.raises(ExchangeError, match=r"pip install 'ownpace\[hub\]'") as told:
        an_exchange(tmp_path).fetch(course.modules[0], tmp_path / "x" / FIRST)
    assert told.value.code == "hub-missing"


def test_an_unexpected_error_tells_nothing_of_our_code() -> None:
    """The learner reads a next step; the log has the rest."""
    told = problem_of(ValueError("secret/path.py"), 500)
    assert told.code == "internal"
    assert "secret" not in told.model_dump_json()
    assert problem_of(WorkError("Said.", hint="Do."), 507).message == "Said."


@pytest.mark.parametrize(
    ("path", "folder", "expected"),
    [
        ("adding/adding.ipynb", "", True),
        ("/course/adding/adding.ipynb", "course", True),
        ("courses/adding.ipynb", "course", False),
        ("adding/notes.txt", "", False),
    ],
)
def test_which_saves_are_recorded(path: str, folder: str, expected: bool) -> None:
    """Notebooks in the course's folder, and no others."""
    assert is_in_course(path, folder) is expected


def test_importing_the_server_part_is_cheap() -> None:
    """Naming the extension loads neither tornado nor nbgrader; loading it, no nbgrader."""
    program = (
        "import sys, ownpace.server, ownpace.server.wire\n"
        "assert 'tornado' not in sys.modules\n"
        "ownpace.server._jupyter_server_extension_points()\n"
        "assert not any(name.split('.')[0] == 'nbgrader' for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
