"""One odd file, whatever is in it, never leaves the panel without a course."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ownpace.errors import CourseError, WorkError
from ownpace.server import actions
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import Panel, Submission
from ownpace.store.bundle import Manifest, write_bundle
from ownpace.store.layout import CourseFolder
from tests.support.learner import FIRST, grading_cell, lesson, publish, save, small_course

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
END_OF_TIME = "9999-12-31T23:59:59-23:59"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = CourseFolder(publish(tmp_path / "course", small_course()))
    return Desk(folder, BundleChannel(folder))


def shown(desk: Desk) -> Panel:
    return panel(desk, desk.look(), NOW)


def manifest(kind: Any) -> Manifest:
    return Manifest(kind=kind, course="small-1", module=FIRST, learner="Ada", at=NOW, revision=1)


def a_zip_from_the_end_of_time(root: Path) -> None:
    (root / "handed-in").mkdir()
    listed = {**manifest("submission").model_dump(mode="json"), "at": END_OF_TIME}
    with ZipFile(root / "handed-in" / "evil.zip", "w") as zip_file:
        zip_file.writestr("bundle.json", json.dumps(listed))


def feedback_before_all_clocks(root: Path) -> None:
    for name in ("0001-01-01T00:00:00+23:59", END_OF_TIME):
        (root / FIRST / "feedback" / name).mkdir(parents=True)
        (root / FIRST / "feedback" / name / "page.html").write_text("<html>")


def endless_points(root: Path) -> None:
    content = lesson()
    grading_cell(content, "right")["metadata"]["nbgrader"]["points"] = 10**400
    save(root, FIRST, content)


def a_pipe_named_course(root: Path) -> None:
    (root / FIRST).mkdir()
    os.mkfifo(root / FIRST / "course.json")


def pipes_everywhere(root: Path) -> None:
    for name in (f"{FIRST}/{FIRST}.ipynb", f"{FIRST}/answers.json", "handed-in/work.zip"):
        (root / name).parent.mkdir(exist_ok=True)
        os.mkfifo(root / name)
    page = root / FIRST / "feedback" / "2027-01-15T12-00-00" / "page.html"
    page.parent.mkdir(parents=True)
    os.mkfifo(page)


def an_endless_meeting(root: Path) -> None:
    newer = small_course(revision=9).model_dump(mode="json")
    newer["meetings"] = [{"at": "2027-01-15T12:00:00Z", "minutes": 10**13, "title": "Long"}]
    (root / FIRST).mkdir()
    (root / FIRST / "course.json").write_text(json.dumps(newer))


def a_zone_that_is_none(root: Path) -> None:
    newer = {**small_course(revision=9).model_dump(mode="json"), "timezone": "../Nowhere"}
    (root / FIRST).mkdir()
    (root / FIRST / "course.json").write_text(json.dumps(newer))


ODD: list[Callable[[Path], None]] = [
    *(a_zip_from_the_end_of_time, feedback_before_all_clocks, endless_points),
    *(a_pipe_named_course, pipes_everywhere, an_endless_meeting, a_zone_that_is_none),
]


@pytest.mark.parametrize("make", ODD)
@pytest.mark.timeout(60)
def test_an_odd_file_hides_nothing(desk: Desk, make: Callable[[Path], None]) -> None:
    """The panel shows the course, and the module that the file is not in as ever."""
    before = shown(desk).state.modules[1]
    make(desk.folder.root)
    after = shown(desk).state
    assert (after.revision, after.modules[1]) == (1, before)


def test_what_no_reader_thought_of_is_named(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in understanding a notebook is told at its module, with a next step."""
    save(desk.folder.root, FIRST, lesson())

    def overflow(cell: object) -> object:
        raise OverflowError("secret")

    monkeypatch.setattr("ownpace.store.notebooks.checksum", overflow)
    [(module, told)] = shown(desk).problems.items()
    assert (module, told.code) == (FIRST, "unreadable")
    assert told.hint
    assert "secret" not in told.message


@pytest.mark.parametrize(
    "name", ["../Ada", ".ada", "Ada+1", "a/b", "*", "[ada]", "A\x07da", "-ada", "a" * 101, "a:b"]
)
def test_names_that_the_teacher_could_not_file_are_refused(desk: Desk, name: str) -> None:
    """Before anything is handed in or kept, and the name is asked for again."""
    actions.start(desk, FIRST, NOW)
    with pytest.raises(WorkError) as told:
        actions.submit(desk, FIRST, Submission(learner=name), NOW)
    assert told.value.code == "name"
    assert not desk.folder.handed_in.exists()
    assert shown(desk).learner is None


@pytest.mark.parametrize("name", ["Ada Lovelace", "ada@example.org", "O'Neill", "Žofie", "अदिति"])
def test_names_of_all_scripts_are_welcome(desk: Desk, name: str) -> None:
    """Letters, digits, spaces and what stands in addresses."""
    actions.start(desk, FIRST, NOW)
    actions.submit(desk, FIRST, Submission(learner=name), NOW)
    assert shown(desk).learner == name


@pytest.mark.parametrize(
    "name", ["2027-01-20/12/a.html", "0001-01-01T00-00-00/a.html", ".html", "notes/a.html"]
)
def test_feedback_that_would_not_be_shown_is_refused(desk: Desk, tmp_path: Path, name: str) -> None:
    """What is accepted is shown: a page stands in one folder that names its attempt."""
    write_bundle(tmp_path / "feedback.zip", manifest("feedback"), {name: b"<html>"})
    actions.start(desk, FIRST, NOW)
    before = sorted(desk.folder.root.rglob("*"))
    with pytest.raises(Exception, match="zip file") as told:
        actions.open_feedback(desk, (tmp_path / "feedback.zip").read_bytes(), NOW)
    assert getattr(told.value, "code", "") in {"bundle-altered", "bundle-empty"}
    assert sorted(desk.folder.root.rglob("*")) == before


def test_another_course_does_not_take_over(desk: Desk) -> None:
    """Whatever revision a copy of another course claims, in a module's folder or a folder of its
    own, the panel stays with the course of the folder."""
    other = small_course(revision=10**9, id="other").model_dump_json()
    for name in (FIRST, "learn", "released/other"):
        (desk.folder.root / name).mkdir()
        (desk.folder.root / name / "course.json").write_text(other)
    assert shown(desk).state.id == "small-1"


def test_without_its_own_copy_the_released_modules_tell_the_course(desk: Desk) -> None:
    """A folder that lost its course.json still has its course."""
    (desk.folder.root / "course.json").unlink()
    assert shown(desk).state.id == "small-1"


def test_a_folder_above_a_course_has_none(tmp_path: Path) -> None:
    """Its modules could not be started from there, so the panel says where to go."""
    publish(tmp_path / "learn", small_course())
    folder = CourseFolder(tmp_path)
    with pytest.raises(CourseError) as told:
        Desk(folder, BundleChannel(folder)).look()
    assert told.value.code == "no-course"


def test_a_newer_copy_in_a_module_counts(desk: Desk) -> None:
    """A module that was fetched lately brings the newest dates; a copy elsewhere does not."""
    newer = small_course(revision=7, title="Newer").model_dump_json()
    for name, title in (("elsewhere", "Small"), (FIRST, "Newer")):
        (desk.folder.root / name).mkdir()
        (desk.folder.root / name / "course.json").write_text(newer)
        assert shown(desk).state.title == title


def test_a_released_module_with_a_link_is_refused(desk: Desk, tmp_path: Path) -> None:
    """What it points to is neither copied nor, later, handed in."""
    (tmp_path / "secret.txt").write_text("mine")
    (desk.folder.released / FIRST / "data.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(WorkError) as told:
        actions.start(desk, FIRST, NOW)
    assert told.value.code == "outside"
    assert not desk.folder.module(FIRST).exists()
