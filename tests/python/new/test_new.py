"""``ownpace new``: a copy of the sample course, whole or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace_graders.course_file import compile_course, load
from ownpace_graders.new import new
from ownpace_graders.new.dates import lay_out
from ownpace_graders.shipped import shipped
from tests.support.courses import folders_for, write

PLAIN = """\
# The course.
title: "A course"   # kept as it is
id: a-1
modules:
  - id: one
    title: One
    minutes: 30   # half an hour
    resources:
      - {link: "https://example.org"}
  - id: help
    title: Help
    path: support
  - id: two
    title: Two
    due: 2020-01-01
"""


def test_the_copy_is_the_sample(tmp_path: Path) -> None:
    """All of the sample's content is there, and nothing that working with it left behind."""
    new(tmp_path / "mine")
    course = load(tmp_path / "mine")
    assert course == load(shipped("sample"))
    assert (tmp_path / "mine" / "nbgrader_config.py").is_file()
    for beside in ("questions", "mistakes"):
        copied = {path.name for path in (tmp_path / "mine" / beside).iterdir()}
        assert copied == {path.name for path in (shipped("sample") / beside).iterdir()} != set()
    assert not [path for path in (tmp_path / "mine").rglob(".*") if path.is_dir()]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    """A folder that was made before is filled."""
    new(tmp_path)
    assert (tmp_path / "course.yml").is_file()


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nothing is ever overwritten."""
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CommandError, match="holds something already"):
        new(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_nothing_is_left_of_a_copy_that_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that is full midway leaves no half of a course."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ownpace_graders.new.copying.lay_out", full)
    with pytest.raises(CommandError, match="No space left on device"):
        new(tmp_path / "mine", "2027-01-11")
    assert list(tmp_path.iterdir()) == []


def test_weeks_are_laid_out_from_the_start(tmp_path: Path) -> None:
    """Core modules get a week each; what lies beside the path opens along, and is never due."""
    write(tmp_path, PLAIN)
    folders_for(tmp_path, PLAIN)
    lay_out(tmp_path / "course.yml", monday())
    one, help_, two = compile_course(load(tmp_path), {}, 1).modules
    assert [f"{m.opens:%d %b}" for m in (one, help_, two)] == ["11 Jan", "11 Jan", "18 Jan"]
    assert [m.due and f"{m.due:%d %b}" for m in (one, help_, two)] == ["18 Jan", None, "25 Jan"]


def test_the_rest_of_the_file_stays_as_it_was(tmp_path: Path) -> None:
    """Only lines with dates are added or changed: comments, quotes and order stay."""
    write(tmp_path, PLAIN)
    lay_out(tmp_path / "course.yml", monday())
    after = (tmp_path / "course.yml").read_text(encoding="utf-8").splitlines()
    dates = ("opens:", "due:")
    kept = [line for line in after if not line.strip().startswith(dates)]
    before = [line for line in PLAIN.splitlines() if not line.strip().startswith(dates)]
    assert kept == before


def test_the_sample_gets_its_weeks(tmp_path: Path) -> None:
    """``--starts`` gives a course that is valid, with a due date in every core module."""
    summary = new(tmp_path / "mine", "2027-01-11")
    assert summary.exit_code == 0
    assert all(module.due for module in load(tmp_path / "mine").modules if not module.is_optional)


def test_announcements_and_meetings_move_along(tmp_path: Path) -> None:
    """By whole weeks, so that a Thursday stays one, the first of them into the first week."""
    notices = (
        "announcements: [{on: 2026-09-07, text: Welcome}]   # a Monday\n"
        "meetings: [{at: 2026-09-10T18:00, title: Hello}, {at: 2026-10-22T18:30, title: Half}]\n"
    )
    write(tmp_path, PLAIN + notices)
    folders_for(tmp_path, PLAIN)
    lay_out(tmp_path / "course.yml", date(2027, 1, 13))
    course = compile_course(load(tmp_path), {}, 1)
    assert [f"{one.on:%a %d %b}" for one in course.announcements] == ["Mon 18 Jan"]
    told = [f"{one.at:%a %d %b %H:%M}" for one in course.meetings]
    assert told == ["Thu 21 Jan 18:00", "Thu 04 Mar 18:30"]


def test_the_sample_uses_all_of_the_kit() -> None:
    """Who copies it sees how each is written; and yet nothing of it is due."""
    course = load(shipped("sample"))
    rules = course.rules
    assert all((rules.late, rules.pass_score, rules.feedback_within, rules.assessment))
    assert all((course.announcements, course.meetings, course.support.forum))
    assert {"support", "core"} <= {module.path for module in course.modules}
    assert any(module.is_optional and module.offer_when for module in course.modules)
    kinds = {kind for m in course.modules for r in m.resources for kind in r.targets()}
    assert kinds >= {"video", "pdf", "link"}
    assert not [module.id for module in course.modules if module.opens or module.due]


def test_no_date_is_written_as_a_reference(tmp_path: Path) -> None:
    """YAML would write a day that two modules share once, and point at it from the other."""
    new(tmp_path / "mine", "2027-01-11")
    text = (tmp_path / "mine" / "course.yml").read_text(encoding="utf-8")
    assert "&id" not in text
    assert "*id" not in text


def test_a_day_that_is_none_is_refused(tmp_path: Path) -> None:
    """An impossible start is refused before anything is written."""
    with pytest.raises(CommandError, match="2027-02-30"):
        new(tmp_path / "mine", "2027-02-30")
    assert not (tmp_path / "mine").exists()


def monday() -> date:
    return date(2027, 1, 11)
