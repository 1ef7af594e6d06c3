"""Several courses on one server."""

from __future__ import annotations

from pathlib import Path

import pytest
from traitlets import TraitError

from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Choices, Desk
from ownpace.server.desks import Desks, course_folders
from ownpace.server.extension import Ownpace
from ownpace.store.layout import CourseFolder
from tests.support.learner import FIRST, lesson, publish, small_course, worked
from tests.support.processes import until
from tests.support.serving import running_server


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder with two courses in it, and things that are none."""
    root = tmp_path / "served"
    for name in ("sums", "words"):
        publish(root / name, small_course(id=name, title=name.title()))
    (root / "notes").mkdir()
    (root / "notes" / "course.json").write_text("{}")
    (root / ".hidden").symlink_to(root / "sums")
    (root / "linked").symlink_to(root / "sums")
    return root


def test_which_folders_are_courses(home: Path) -> None:
    """Those with a course's released modules; the root alone where it is one, or where none is."""
    assert course_folders(home) == ["sums", "words"]
    assert course_folders(home / "sums") == [""]
    assert course_folders(home / "notes") == [""]


def test_a_desk_is_made_once(home: Path) -> None:
    """Whoever asks for a course gets the same desk, and nobody gets one that is not there."""

    def make(name: str, choices: Choices) -> Desk:
        folder = CourseFolder(home / name)
        return Desk(folder, BundleChannel(folder), server_path=name, choices=choices)

    desks = Desks(lambda: course_folders(home), make)
    first, again = desks.at(None), desks.at("sums")
    assert first is not None
    assert first is again
    assert desks.at("../served/sums") is None
    assert desks.of(f"words/{FIRST}/{FIRST}.ipynb") is desks.at("words")
    assert desks.of("notes/plain.ipynb") is None


@pytest.mark.parametrize("configured", [False, True])
def test_a_learner_of_two_courses(home: Path, tmp_path: Path, configured: bool) -> None:
    """Each course is asked for by its folder and answers for itself; the first one without. What
    is saved in one is recorded there. An unknown one is refused."""
    options = ["--Ownpace.courses=words=words", "--Ownpace.courses=sums=sums"] if configured else []
    first = "words" if configured else "sums"
    with running_server(home, tmp_path / "home", *options) as server:
        panel = server.get().json()
        assert panel["course_folder"] == first
        assert sorted(choice["title"] for choice in panel["courses"]) == ["Sums", "Words"]
        started = server.post(f"modules/{FIRST}/start?course=words").json()
        assert started["open"] == f"words/{FIRST}/{FIRST}.ipynb"
        assert not (home / "sums" / FIRST).exists()
        server.save(started["open"], worked(lesson(), passed=["right"]))
        record = home / "words" / ".ownpace" / "progress.json"
        until(lambda: '"right"' in record.read_text(), "the save to be recorded")
        assert not (home / "sums" / ".ownpace" / "progress.json").exists()
        for other in ("notes", "..", "/etc"):
            refusal = server.get(f"course?course={other}")
            assert (refusal.status_code, refusal.json()["code"]) == (404, "not-found")


def test_one_course_is_no_choice(tmp_path: Path) -> None:
    """There is nothing to switch between."""
    with running_server(publish(tmp_path / "course", small_course()), tmp_path / "home") as server:
        assert server.get().json()["courses"] == []


@pytest.mark.parametrize("folder", ["/etc", "../other", "a/../../b"])
def test_course_folders_are_below_the_root(folder: str) -> None:
    """A configuration that leads out of it is refused when it is read."""
    with pytest.raises(TraitError, match="below the server's root"):
        Ownpace(courses={folder: "x"})
