"""Putting modules in place: whole or not at all, and never over the learner's work."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ownpace.errors import WorkError
from ownpace.progress.model import Progress, Record
from ownpace.store.layout import CourseFolder
from ownpace.store.modules import (
    copy_tree,
    put_in_place,
    replace_module,
    undo_replacement,
    workshop,
)
from ownpace.store.progress import DamagedProgress, read_progress, set_aside, write_progress

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)


def tree(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def content(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_a_workshop_leaves_nothing(tmp_path: Path) -> None:
    """What is left in a workshop is gone with it, also after an error."""
    with suppress(WorkError), workshop(CourseFolder(tmp_path)) as place:
        tree(place / "m", a="1")
        raise WorkError("Stopped midway.")
    assert list((tmp_path / ".ownpace").iterdir()) == []


def test_only_what_is_missing_is_put_in_place(tmp_path: Path) -> None:
    """A file that is there stays; a missing one comes back; a link is not followed."""
    mine, outside = tree(tmp_path / "mine", a="mine"), tree(tmp_path / "outside", x="x")
    (mine / "linked").symlink_to(outside)
    put_in_place(tree(tmp_path / "fresh", a="new", b__c="new", linked__y="new"), mine)
    assert content(mine)["a"] == "mine"
    assert content(mine)["b/c"] == "new"
    assert content(outside) == {"x": "x"}


def test_read_only_files_become_writable(tmp_path: Path) -> None:
    """What was released read-only is the learner's to write."""
    source = tree(tmp_path / "source", a__b="1")
    (source / "a" / "b").chmod(0o444)
    (source / "a").chmod(0o555)
    copy_tree(source, tmp_path / "copy")
    assert (tmp_path / "copy" / "a" / "b").stat().st_mode & 0o200
    assert (tmp_path / "copy" / "a").stat().st_mode & 0o200


def test_a_copy_stops_at_the_first_problem(tmp_path: Path) -> None:
    """A file that cannot be copied is an error that names it."""
    source = tree(tmp_path / "source", a="1")
    (source / "gone").symlink_to("nowhere")
    with pytest.raises(WorkError, match="gone"):
        copy_tree(source, tmp_path / "copy")


def test_replacing_keeps_work_and_feedback(tmp_path: Path) -> None:
    """The former work is kept whole, but for its feedback, which stays with the module."""
    folder = CourseFolder(tmp_path)
    tree(folder.module("m"), a="mine", feedback__f="page")
    replace_module(folder, "m", tree(tmp_path / "fresh", a="new"), folder.kept("m", NOW))
    assert content(folder.module("m")) == {"a": "new", "feedback/f": "page"}
    assert content(folder.kept("m", NOW)) == {"a": "mine"}


def test_a_failed_replacement_changes_nothing(tmp_path: Path) -> None:
    """When the fresh copy is not there, the work is where it was."""
    folder = CourseFolder(tmp_path)
    tree(folder.module("m"), a="mine", feedback__f="page")
    with pytest.raises(WorkError):
        replace_module(folder, "m", tmp_path / "missing", folder.kept("m", NOW))
    assert content(tmp_path) == {"m/a": "mine", "m/feedback/f": "page"}


def test_a_replacement_can_be_taken_back(tmp_path: Path) -> None:
    """What follows a replacement may fail, too."""
    folder = CourseFolder(tmp_path)
    tree(folder.module("m"), a="mine", feedback__f="page")
    replace_module(folder, "m", tree(tmp_path / "fresh", a="new"), folder.kept("m", NOW))
    undo_replacement(folder, "m", folder.kept("m", NOW), tmp_path / "aside")
    assert content(folder.module("m")) == {"a": "mine", "feedback/f": "page"}


def test_progress_is_read_as_written(tmp_path: Path) -> None:
    """Nothing is recorded until something is; what was written comes back."""
    path = CourseFolder(tmp_path).progress
    assert read_progress(path) == Progress()
    progress = Progress(learner="Ada", modules={"m": Record(started=True, done=frozenset({"a"}))})
    write_progress(path, progress)
    assert read_progress(path) == progress


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 3}', '{"format": 1, "odd": 1}'])
def test_damaged_progress_is_kept_aside(tmp_path: Path, text: str) -> None:
    """A record that cannot be understood is told of, and set aside as it is."""
    path = tree(tmp_path, **{"progress.json": text}) / "progress.json"
    with pytest.raises(DamagedProgress) as told:
        read_progress(path)
    assert told.value.code == "progress-damaged"
    aside = set_aside(path, NOW)
    assert aside.name == "progress.json.damaged-2027-01-15T12-00-00"
    assert aside.read_text() == text
    assert not path.exists()


def test_progress_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """A file where the folder should be: a clear error with a next step."""
    path = tree(tmp_path, **{".ownpace": "in the way"}) / ".ownpace" / "progress.json"
    with pytest.raises(WorkError) as told:
        write_progress(path, Progress())
    assert told.value.hint
