"""What is believed of a backup that comes back: nothing but what belongs where it says."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.errors import ArchiveError, CourseError, WorkError
from ownpace.store.archive import Limits
from ownpace.store.backing_up import Gatherer, choose
from ownpace.store.bundle import Manifest, write_bundle
from ownpace.store.contents import FileEntry
from ownpace.store.layout import CourseFolder
from ownpace.store.replacing import Replacement
from ownpace.store.returning import changes, read_backups
from tests.support.backups import LATER, backup
from tests.support.learner import FIRST, SECOND, as_json, lesson, publish, save, small_course

COURSE = small_course()
NOW = datetime(2027, 1, 20, tzinfo=UTC)
NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"
PAGE = f"{FIRST}/feedback/2027-01-15T12-00-00/{FIRST}.html"

MISPLACED = [
    "other/other.ipynb",
    "released/adding/adding.ipynb",
    "kept/adding/notes.txt",
    "course.json",
    "notes.txt",
    f"{FIRST}",
    f"{FIRST}/course.json",
    f"{FIRST}/Course.JSON",
    f"{FIRST}/.ipynb_checkpoints/x.ipynb",
    f"{FIRST}/.hidden",
    f"{FIRST}/a/.git/config",
    f"{FIRST}/__pycache__/math.pyc",
    f"{FIRST}/feedback/x.html",
    f"{FIRST}/feedback/2027-01-15T12-00-00/a/b.html",
    f"{FIRST}/feedback/2027-01-15T12-00-00/script.js",
    ".ownpace/making/x",
    ".ownpace/other.json",
    "handed-in/adding-2027.zip",
    "handed-in/other-2027-01-15T12-00-00.zip",
    FIRST.upper() + "/notes.txt",
]
UNFIT = {
    "a notebook that is none": {NOTEBOOK: b"<html>"},
    "a notebook of another age": {NOTEBOOK: b'{"nbformat": 3, "cells": []}'},
    "a notebook that is deep": {NOTEBOOK: b"[" * 99_999},
    "answers that are damaged": {f"{FIRST}/answers.json": b"{}x"},
    "answers without end": {f"{FIRST}/answers.json": b" " * 5_000_001},
    "a record with unknown keys": {".ownpace/progress.json": b'{"format": 1, "admin": true}'},
    "a record that is deep": {".ownpace/progress.json": b"[" * 99_999},
    "a plan that is none": {".ownpace/study.json": b"[]"},
    "questions that are none": {".ownpace/asked.json": b'{"format": 9}'},
    "a hand-in that is no zip": {f"handed-in/{FIRST}-2027-01-15T12-00-00.zip": b"PK"},
    "replies that are none": {f"{FIRST}/feedback/replies.json": b"{}"},
}


@pytest.fixture
def folder(tmp_path: Path) -> CourseFolder:
    return CourseFolder(publish(tmp_path / "course", COURSE))


@pytest.mark.parametrize("path", MISPLACED)
def test_a_path_that_is_no_place_of_the_learners_is_left_out(path: str) -> None:
    """Other folders, hidden files, the course's own file: told, and not read back."""
    brought = read_backups([backup({path: b"x", f"{SECOND}/notes.txt": b"mine"})], COURSE)
    assert set(brought.versions) == {f"{SECOND}/notes.txt"}
    assert len(brought.refused) == 1


@pytest.mark.parametrize("path", ["../x", "/etc/x", "adding/../../x", "adding\\x", "C:x", "a\0b"])
def test_a_path_that_leads_out_is_refused(path: str) -> None:
    """The whole backup is: nobody makes such a one by mistake."""
    with pytest.raises(ArchiveError):
        read_backups([backup({path: b"x"})], COURSE)


@pytest.mark.parametrize("files", UNFIT.values(), ids=UNFIT.keys())
def test_content_that_does_not_belong_in_its_place_is_left_out(files: dict[str, bytes]) -> None:
    """Each file is read by the reader of its kind."""
    brought = read_backups([backup(files)], COURSE)
    assert brought.versions == {}
    assert len(brought.refused) == 1


def test_a_hand_in_of_another_module_is_left_out(tmp_path: Path) -> None:
    """A zip file in handed-in/ is what its name says."""
    about = {"kind": "submission", "course": "small-1", "learner": "Ada", "revision": 1}
    for module, count in ((FIRST, 1), (SECOND, 0)):
        manifest = Manifest.model_validate({**about, "module": module, "at": NOW})
        write_bundle(tmp_path / "b.zip", manifest, {})
        name = f"handed-in/{FIRST}-2027-01-15T12-00-00.zip"
        found = read_backups([backup({name: (tmp_path / "b.zip").read_bytes()})], COURSE)
        assert len(found.versions) == count


def test_another_courses_work_is_refused() -> None:
    """Other repositories on the same hub share the browser's storage."""
    with pytest.raises(CourseError) as refused:
        read_backups([backup({}, course="other")], COURSE)
    assert refused.value.code == "other-course"


def test_a_backup_that_lies_about_its_files_is_refused() -> None:
    """A file that is not as listed, one that is not listed, and a zip file of something else."""
    honest = BytesIO(backup({f"{FIRST}/notes.txt": b"mine"}))
    more = BytesIO(honest.getvalue())
    with ZipFile(more, "a") as archive:
        archive.writestr("files/adding/extra.txt", "x")
    changed = BytesIO()
    with ZipFile(honest) as old, ZipFile(changed, "w") as new:
        new.writestr("backup.json", old.read("backup.json"))
        new.writestr("files/adding/notes.txt", "yours")
    other = BytesIO()
    with ZipFile(other, "w") as archive:
        archive.writestr("x.txt", "x")
    for content, code in (
        (more, "bundle-altered"),
        (changed, "bundle-altered"),
        (other, "not-a-backup"),
    ):
        with pytest.raises(ArchiveError) as refused:
            read_backups([content.getvalue()], COURSE)
        assert refused.value.code == code


def test_the_limits_are_of_all_backups_together() -> None:
    """A hundred small parts cannot hold more than one whole."""
    parts = [backup({f"{FIRST}/{n}.txt": bytes(1000)}) for n in range(3)]
    brought = read_backups(parts, COURSE, Limits(files=100, size=2500))
    assert len(brought.versions) < 3
    assert "over" in brought.refused[-1]


def test_nothing_is_written_through_a_link(folder: CourseFolder, tmp_path: Path) -> None:
    """Neither the module's folder nor a file in it may lead out of the course folder."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (folder.root / FIRST).symlink_to(elsewhere)
    brought = read_backups([backup({f"{FIRST}/notes.txt": b"x"})], COURSE)
    assert changes(brought, COURSE, folder, NOW) == ()
    assert brought.refused
    assert list(elsewhere.iterdir()) == []


def test_a_folder_in_the_way_is_told(folder: CourseFolder) -> None:
    """A file where a folder is, and one below a file, are left out; the others come."""
    save(folder.root, FIRST, lesson())
    (folder.root / FIRST / "a").mkdir()
    (folder.root / FIRST / "b").write_text("x")
    files = {f"{FIRST}/a": b"x", f"{FIRST}/b/c": b"x", f"{FIRST}/d": b"x"}
    brought = read_backups([backup(files)], COURSE)
    found = changes(brought, COURSE, folder, NOW)
    assert [change.path for change in found] == [f"{FIRST}/d"]
    assert len(brought.refused) == 2


def test_everything_is_kept_before_anything_is_replaced(folder: CourseFolder) -> None:
    """Where the copy cannot be made, the file stays as it was."""
    save(folder.root, FIRST, lesson())
    (folder.root / FIRST / "notes.txt").write_text("mine")
    (folder.root / "kept").write_text("in the way")
    brought = read_backups([backup({f"{FIRST}/notes.txt": b"other"}, LATER)], COURSE)
    found = changes(brought, COURSE, folder, NOW)
    with pytest.raises(WorkError):
        Replacement(folder, folder.kept("brought-back", NOW)).make(found, newer=False)
    assert (folder.root / FIRST / "notes.txt").read_text() == "mine"


def test_what_is_too_large_is_named(folder: CourseFolder) -> None:
    """Small files first, so that a notebook never stays behind for the sake of data."""
    sizes = {"n.ipynb": 10, "data.csv": 600, "film.webm": 5000, "other.csv": 700}
    files = {name: FileEntry(sha256="0" * 64, size=size) for name, size in sizes.items()}
    room = Limits(files=10, size=1024 * 1024 + 1000)
    chosen = choose(files, room, largest=1000)
    assert set(chosen.files) == {"n.ipynb", "data.csv"}
    assert ["other.csv" in chosen.left_out[0], "film.webm" in chosen.left_out[1]] == [True, True]


@given(st.dictionaries(st.text(min_size=1), st.integers(min_value=0, max_value=10**9), max_size=20))
def test_what_is_chosen_fits(sizes: dict[str, int]) -> None:
    """Whatever there is, each file is taken or named, and a reader takes what was chosen."""
    files = {name: FileEntry(sha256="0" * 64, size=size) for name, size in sizes.items()}
    limits = Limits(files=10, size=50 * 1024 * 1024)
    chosen = choose(files, limits)
    assert len(chosen.files) + len(chosen.left_out) == len(files)
    assert len(chosen.files) < limits.files
    assert sum(found.size for found in chosen.files.values()) < limits.size


def test_files_that_are_one_elsewhere_do_not_spoil_a_backup() -> None:
    """Two names that differ in capitals only: one of them stays here, and is named."""
    files = {name: FileEntry(sha256="0" * 64, size=1) for name in ("adding/A.txt", "adding/a.txt")}
    chosen = choose(files, Limits())
    assert len(chosen.files) == len(chosen.left_out) == 1


def test_feedback_and_its_replies_are_kept(folder: CourseFolder) -> None:
    """Pages are in their module's part; what lies beside them is not."""
    save(folder.root, FIRST, lesson())
    for path in (PAGE, f"{FIRST}/feedback/notes.txt", f"{FIRST}/feedback/odd/x.html"):
        (folder.root / path).parent.mkdir(parents=True, exist_ok=True)
        (folder.root / path).write_text("<html>")
    assert list(Gatherer(folder).part(COURSE, FIRST)) == [PAGE]


def test_a_released_notebook_is_no_work(folder: CourseFolder) -> None:
    """It becomes work with the first change."""
    save(folder.root, FIRST, lesson())
    assert Gatherer(folder).parts(COURSE) == {}
    changed = lesson()
    changed["cells"][0]["source"] = "## Mine"
    (folder.root / NOTEBOOK).write_bytes(as_json(changed))
    assert list(Gatherer(folder).parts(COURSE)[FIRST]) == [NOTEBOOK]
    assert json.loads((folder.root / NOTEBOOK).read_bytes()) == changed
