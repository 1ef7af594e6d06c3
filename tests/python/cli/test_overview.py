"""``ownpace report`` and its forms, from the command line."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace_graders.cli import run
from tests.support import teacher


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    """Ada handed in three days ago, Ben just now, and nobody graded it."""
    root = teacher.make_course(tmp_path / "course")
    (root / "course.yml").write_text(f"{teacher.COURSE_YML}rules: {{feedback_within: 2 days}}\n")
    for learner, days in (("ada", 3), ("ben", 0)):
        at = datetime.now(UTC) - timedelta(days=days)
        teacher.hand_in(root, learner, "{}", at=at)
    return root


def test_each_sheet_is_written_where_it_is_asked_for(
    a_course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Several at once; nothing else is printed on stdout."""
    names = ("csv", "canvas", "moodle")
    options = [word for name in names for word in (f"--{name}", str(tmp_path / f"{name}.csv"))]
    assert run(["report", "--course", str(a_course), *options]) == 0
    assert capsys.readouterr().out == ""
    for name in names:
        text = (tmp_path / f"{name}.csv").read_text(encoding="utf-8")
        lines = list(csv.reader(text.splitlines()))
        assert any("ada" in line for line in lines)


def test_a_sheet_can_be_piped(a_course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With - it is all that stdout gets."""
    run(["report", "--course", str(a_course), "--csv", "-"])
    lines = list(csv.reader(capsys.readouterr().out.splitlines()))
    assert [line[0] for line in lines] == ["learner", "ada", "ben"]


def test_a_broken_promise_is_an_exit_status(
    a_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What has waited longest stands first; 1 while something is overdue, 0 when nothing is."""
    assert run(["report", "--course", str(a_course), "--waiting"]) == 1
    told = capsys.readouterr().out
    assert told.index("ada") < told.index("ben")
    assert "1 overdue" in told
    (a_course / "course.yml").write_text(teacher.COURSE_YML)
    assert run(["report", "--course", str(a_course), "--waiting"]) == 0
    assert "promises nothing" in capsys.readouterr().out


def test_the_report_can_be_shown_to_others(
    a_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every form."""
    assert run(["report", "--course", str(a_course), "--anonymous", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["anonymous"]
    assert {row["id"] for row in found["learners"]} == {"learner-1", "learner-2"}
    run(["report", "--course", str(a_course), "--anonymous"])
    run(["report", "--course", str(a_course), "--anonymous", "--waiting"])
    told = capsys.readouterr().out
    assert "learner-2" in told
    assert "ada" not in told


def test_a_sheet_that_cannot_be_written_is_named(
    a_course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With status 2, and with what a teacher does about it; nothing else happens."""
    target = tmp_path / "no-such-folder" / "class.csv"
    assert run(["report", "--course", str(a_course), "--csv", str(target)]) == 2
    told = capsys.readouterr().err
    assert f"{target} could not be written." in told
    assert "Run it again" in told


def test_no_sheet_takes_the_place_of_the_course_file(
    a_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor of another file that only the teacher has: it is left as it is."""
    target = a_course / "course.yml"
    target.touch()
    before = target.read_bytes()
    assert run(["report", "--course", str(a_course), "--canvas", str(target)]) == 2
    assert "is left as it is" in capsys.readouterr().err
    assert target.read_bytes() == before


def test_a_faulty_roster_is_told_beside_the_report(
    a_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In every form, with the next step."""
    (a_course / "roster.csv").write_text("a,b\n")
    assert run(["report", "--course", str(a_course), "--csv", "-"]) == 1
    told = capsys.readouterr()
    assert "Its first line names the columns" in told.err
    assert "roster" not in told.out


@pytest.mark.parametrize("command", ["report", "grade"])
def test_a_folder_without_a_course_is_named(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody takes it for a course in which nothing was handed in."""
    assert run([command, "--course", str(tmp_path)]) == 2
    told = capsys.readouterr().err
    assert f"No course is in {tmp_path}." in told
    assert "--course DIR" in told


def test_the_notebook_is_put_into_the_course(
    a_course: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Once: one that was changed is never replaced."""
    assert run(["report", "--course", str(a_course), "--notebook"]) == 0
    (a_course / "report.ipynb").write_text("mine")
    assert run(["report", "--course", str(a_course), "--notebook"]) == 2
    assert (a_course / "report.ipynb").read_text() == "mine"
    assert "Delete it" in capsys.readouterr().err
