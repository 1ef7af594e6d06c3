"""The newest valid copy of course.json wins."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace.store.courses import Courses, revision_of
from tests.support.learner import small_course


def copy(folder: Path, name: str, revision: int, **changes: object) -> Path:
    path = folder / name
    path.write_text(small_course(revision=revision, **changes).model_dump_json())
    return path


def test_newest_wins(tmp_path: Path) -> None:
    """Of several copies the highest revision; missing ones are passed over."""
    copies = [copy(tmp_path, str(n), n) for n in (2, 10, 9)]
    found = Courses().newest([tmp_path / "missing", *copies])
    assert found is not None
    assert found.revision == 10


DAMAGED = {
    "cut short": lambda text: text[: len(text) // 2],
    "another type": lambda text: text.replace('"modules":', '"modulos":'),
    "two revisions": lambda text: text[:-1] + ',"revision":1}',
    "not text": lambda text: text[:40] + "\0" * 100,
}


@pytest.mark.parametrize("name", DAMAGED)
def test_damaged_copy_is_passed_over(tmp_path: Path, name: str) -> None:
    """A copy that claims to be newest and is damaged does not hide the one before it."""
    sound, damaged = copy(tmp_path, "sound", 1), copy(tmp_path, "damaged", 7)
    damaged.write_text(DAMAGED[name](damaged.read_text()))
    found = Courses().newest([sound, damaged])
    assert found is not None
    assert found.revision == 1


def test_other_courses_are_passed_over(tmp_path: Path) -> None:
    """A folder may hold modules of several courses; the configured one counts."""
    copies = [copy(tmp_path, "a", 5, id="other"), copy(tmp_path, "b", 1)]
    found = Courses().newest(copies, "small-1")
    assert found is not None
    assert found.id == "small-1"


def test_too_large_a_copy_is_passed_over(tmp_path: Path) -> None:
    """Ten megabytes are no course."""
    path = copy(tmp_path, "large", 3)
    path.write_text(path.read_text() + " " * 11_000_000)
    assert Courses().newest([path]) is None


def test_a_replaced_copy_is_read_again(tmp_path: Path) -> None:
    """Changed dates replace the file; the next look knows."""
    courses, path = Courses(), copy(tmp_path, "course.json", 1)
    courses.newest([path])
    copy(tmp_path, "newer", 2).replace(path)
    found = courses.newest([path])
    assert found is not None
    assert found.revision == 2


@pytest.mark.parametrize("text", ["", "[]", '{"revision":1}', '{"format":2,"revision":1}'])
def test_revision_needs_its_first_keys(tmp_path: Path, text: str) -> None:
    """Format and revision stand first; anything else claims no revision."""
    path = tmp_path / "course.json"
    path.write_text(text)
    assert revision_of(path) is None
