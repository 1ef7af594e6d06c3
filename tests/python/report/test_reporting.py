"""``ownpace report``: who has handed in what, what it earned, and what needs a person."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace_graders.collect import Attempt, collect
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from ownpace_graders.report import Entry, Report, report
from tests.support import teacher

NOW = datetime(2027, 1, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = teacher.make_course(tmp_path_factory.mktemp("released") / "course")
    release(root, (), Silent(), NOW)
    return root


@pytest.fixture
def a_course(released_once: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test: releasing takes seconds."""
    return shutil.copytree(released_once, tmp_path / "course")


def hand_in(root: Path, learner: str, code: str) -> None:
    notebook = teacher.worked(root / "release" / teacher.MODULE, code)
    teacher.hand_in(root, learner, notebook, at=NOW)


def entry(found: Report, learner: str) -> Entry:
    return next(row.modules[0] for row in found.learners if row.id == learner)


def test_a_graded_hand_in_is_reported(a_course: Path) -> None:
    """Attempts, arrival, score and maximum, as the gradebook has them."""
    hand_in(a_course, "ada", teacher.SOLVED)
    grade(a_course, (), Silent())
    found = entry(report(a_course, NOW), "ada")
    assert (found.score, found.max_score, found.graded) == (3, 3, True)
    assert (found.attempts, found.newest) == (1, NOW)


def test_a_hand_in_that_waits_is_not_graded(a_course: Path) -> None:
    """What was collected, and not graded yet, is there without a score."""
    hand_in(a_course, "ada", teacher.SOLVED)
    found = entry(report(a_course, NOW), "ada")
    assert (found.graded, found.score, found.problem) == (False, None, "")


def test_why_grading_failed_is_reported(a_course: Path, tmp_path: Path) -> None:
    """A notebook that could not be graded is named with the reason, and needs a person."""
    files = {teacher.NOTEBOOK: b"{broken"}
    teacher.bundle(tmp_path / "inbox/ada.zip", "ada", files)
    collect(a_course, (), Silent(), NOW, inbox=tmp_path / "inbox")
    grade(a_course, (), Silent())
    found = report(a_course, NOW)
    assert "is not a notebook" in entry(found, "ada").problem
    assert found.exit_code == 1


def test_the_reason_that_grading_gave_is_reported(a_course: Path, tmp_path: Path) -> None:
    """In its own words, on one line, where the notebook itself can be read."""
    files = {teacher.NOTEBOOK: b'{"nbformat": 4, "cells": []}'}
    teacher.bundle(tmp_path / "inbox/ada.zip", "ada", files)
    collect(a_course, (), Silent(), NOW, inbox=tmp_path / "inbox")
    [attempt] = (a_course / "attempts" / "ada" / teacher.MODULE).iterdir()
    (attempt / "failure.txt").write_text("A cell ran \x1b[2J too long.\n")
    assert entry(report(a_course, NOW), "ada").problem == "A cell ran \\x1b[2J too long."


def test_the_newest_that_counts_is_reported(a_course: Path, tmp_path: Path) -> None:
    """A bundle beside hand-ins of the exchange is an attempt, and not the one that is graded."""
    work = teacher.as_bytes(teacher.worked(a_course / "release" / teacher.MODULE, teacher.SOLVED))
    teacher.bundle(tmp_path / "inbox/ada.zip", "ada", {teacher.NOTEBOOK: work})
    collect(a_course, (), Silent(), NOW, inbox=tmp_path / "inbox")
    kept = a_course / "attempts" / "ada" / teacher.MODULE
    [first] = kept.iterdir()
    earlier = shutil.copytree(first, kept / "earlier") / "attempt.json"
    record = Attempt.model_validate_json(earlier.read_bytes())
    change = {"came_by": "exchange", "arrived": NOW - timedelta(days=400), "source": "x"}
    earlier.write_text(record.model_copy(update=change).model_dump_json())
    found = entry(report(a_course, NOW), "ada")
    assert (found.attempts, found.newest) == (2, NOW - timedelta(days=400))


def test_the_order_is_always_the_same(a_course: Path) -> None:
    """Learners come by id, whatever order they handed in."""
    for learner in ("zoe", "ada", "Mia"):
        hand_in(a_course, learner, teacher.HALF)
    found = report(a_course, NOW)
    assert [row.id for row in found.learners] == ["Mia", "ada", "zoe"]
    assert report(a_course, NOW) == found


def test_a_course_of_nbgraders_own_is_reported(tmp_path: Path) -> None:
    """Without course.yml, modules and learners come from folders and gradebook."""
    root = teacher.make_course(tmp_path, plain=True)
    (root / "submitted" / "ada" / teacher.MODULE).mkdir(parents=True)
    found = report(root, NOW)
    assert [module.id for module in found.modules] == [teacher.MODULE]
    assert entry(found, "ada").attempts == 1


def test_an_empty_course_is_reported(a_course: Path) -> None:
    """Nobody has handed anything in: that is no error."""
    found = report(a_course, NOW)
    assert found.learners == ()
    assert found.exit_code == 0
    assert found.model_dump(mode="json")["format"] == 1
