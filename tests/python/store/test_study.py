"""``study.json``: a plan and its reviews are never lost, and nothing in the file is believed."""

from __future__ import annotations

import json
import multiprocessing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.errors import WorkError
from ownpace.store.layout import CourseFolder
from ownpace.store.study import open_study, read_study, revise_study
from ownpace.study.model import Card, Habit, Plan, Study

NOW = datetime(2027, 1, 11, 14, 2, tzinfo=UTC)
PLAN = Plan(habit=Habit(days=("tuesday", "monday"), minutes=30), saved=NOW)
CARD = Card(question="a1", seen=NOW, due=NOW + timedelta(days=2), stability=2.3, difficulty=5)
DAMAGED = {
    "no JSON": "{",
    "unknown key": '{"format": 1, "marks": 100}',
    "no such day": '{"format": 1, "plan": {"habit": {"days": ["someday"], "minutes": 30},'
    ' "saved": "2027-01-11T14:02:00Z"}}',
    "no memory at all": '{"format": 1, "cards": {"a/b/c": {"question": "x", "stability": NaN,'
    ' "difficulty": 5, "seen": "2027-01-11T14:02:00Z", "due": "2027-01-11T14:02:00Z"}}}',
}


@pytest.fixture
def folder(tmp_path: Path) -> CourseFolder:
    return CourseFolder(tmp_path)


def with_plan(study: Study) -> Study:
    return study.model_copy(update={"plan": PLAN})


def test_a_plan_is_on_disk_when_it_is_saved(folder: CourseFolder) -> None:
    """Whole and readable, with its days in the order of the week; reading writes nothing."""
    assert read_study(folder) == Study()
    assert list(folder.root.iterdir()) == []
    revise_study(folder, with_plan, NOW)
    assert read_study(folder).plan == PLAN
    assert json.loads(folder.study.read_text())["plan"]["habit"]["days"] == ["monday", "tuesday"]


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_kept_aside_and_told(folder: CourseFolder, content: str) -> None:
    """Its bytes stay, under a name that says so; what is saved next begins a new file."""
    folder.own.mkdir()
    folder.study.write_text(content)
    with pytest.raises(WorkError) as caught:
        read_study(folder)
    assert caught.value.code == "study-damaged"

    study, notice = open_study(folder, NOW)
    aside = folder.own / "study.json.damaged-2027-01-11T14-02-00"
    assert study == Study()
    assert aside.name in notice
    assert aside.read_text() == content
    assert revise_study(folder, with_plan, NOW) == (Study(plan=PLAN), "")


def test_a_newer_file_is_kept_aside_and_told(folder: CourseFolder) -> None:
    """It is not called damaged, and what met it is saved all the same."""
    folder.own.mkdir()
    folder.study.write_text('{"format": 2, "everything": "different"}')
    saved, notice = revise_study(folder, with_plan, NOW)
    assert "newer Ownpace" in notice
    assert (folder.own / "study.json.newer-2027-01-11T14-02-00").exists()
    assert saved == read_study(folder)


def test_a_link_out_of_the_course_folder_is_refused(tmp_path: Path) -> None:
    """What is kept never leaves the course folder, and nothing outside is overwritten."""
    folder = CourseFolder(tmp_path / "course")
    (tmp_path / "elsewhere").mkdir()
    folder.root.mkdir()
    folder.own.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkError, match="leads out of the course folder"):
        revise_study(folder, with_plan, NOW)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def _review_many(root: Path, mine: str) -> None:
    def add(name: str, study: Study) -> Study:
        return study.model_copy(update={"cards": {**study.cards, name: CARD}})

    for number in range(30):
        name = f"plan/quiz/{mine}{number}"
        revise_study(CourseFolder(root), lambda study, name=name: add(name, study), NOW)


def test_two_kernels_writing_at_once_lose_nothing(folder: CourseFolder) -> None:
    """A review in one notebook and a plan in another are both kept."""
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=_review_many, args=(folder.root, name)) for name in "ab"]
    for kernel in kernels:
        kernel.start()
    revise_study(folder, with_plan, NOW)
    for kernel in kernels:
        kernel.join(60)
    assert [kernel.exitcode for kernel in kernels] == [0, 0]
    expected = {f"plan/quiz/{name}{number}" for name in "ab" for number in range(30)}
    assert set(read_study(folder).cards) == expected
    assert read_study(folder).plan == PLAN
