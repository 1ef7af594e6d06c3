"""What a report finds in a course directory."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import CommandError
from ownpace_graders.bridge import open_classroom
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.bridge.work import at_work
from ownpace_graders.report import anonymous, gather, report
from ownpace_graders.report.answers import Listener
from ownpace_graders.report.material import Spoken
from tests.support import teacher

NOW = datetime(2027, 1, 20, tzinfo=UTC)


def answers(**given: Any) -> str:
    """An answers.json with the quiz of the small course and a check-in."""
    about = {"at": NOW.isoformat(), "complete": True}
    quiz = {"questions": {"q1": given}, "seed": 1}
    written = {
        "sums-1": {"kind": "quiz", "value": quiz, **about},
        "before": {"kind": "checkin", "value": {"sure": 5}, **about},
        "after": {"kind": "checkin", "value": {"sure": 2}, **about},
    }
    written["before"]["at"] = (NOW - timedelta(hours=1)).isoformat()
    return json.dumps({"format": 1, "answers": written})


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    root = teacher.make_course(tmp_path / "course")
    bank = (root / "questions" / f"{teacher.MODULE}.yml").read_text()
    confident = bank.replace("title: Adding", "title: Adding\n    confidence: true")
    (root / "questions" / f"{teacher.MODULE}.yml").write_text(confident)
    return root


def spoken(root: Path, text: str) -> Spoken:
    folder = root / "submitted" / "ada" / teacher.MODULE
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "answers.json").write_text(text)
    return Listener(root, teacher.MODULE).spoken(folder)


@pytest.mark.parametrize(
    ("given", "right", "sure"),
    [("Four", True, True), ("Five", False, True), ("Five", False, False)],
)
def test_answers_are_judged_by_the_teachers_key(
    a_course: Path, given: str, right: bool, sure: bool
) -> None:
    """And the newest check-in says how sure the learner is."""
    more = {"sure": "sure" if sure else "guessing"}
    found = spoken(a_course, answers(given=given, misses=0, **more))
    assert found.sure == 2
    [one] = found.responses
    assert (one.quiz, one.question, one.right, one.sure) == ("sums-1", "q1", right, sure)


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[" * 100_000,
        '{"format": 1, "answers": {"sums-1": 7}}',
        answers(given=["Four"], misses="many", sure={}),
        answers(given="Six", misses=0),
    ],
)
def test_forged_answers_tell_nothing_of_the_quiz(a_course: Path, text: str) -> None:
    """Nothing that cannot be understood is counted, and nothing stops the report."""
    assert spoken(a_course, text).responses == ()


def test_a_link_to_answers_is_not_followed(a_course: Path, tmp_path: Path) -> None:
    """A submission cannot speak with another's words."""
    (tmp_path / "others.json").write_text(answers(given="Four", misses=0))
    folder = a_course / "submitted" / "ada" / teacher.MODULE
    folder.mkdir(parents=True)
    (folder / "answers.json").symlink_to(tmp_path / "others.json")
    assert Listener(a_course, teacher.MODULE).spoken(folder) == Spoken()


def test_feedback_counts_for_the_attempt_that_it_is_of(a_course: Path) -> None:
    """Pages of an earlier attempt answer nothing that came later."""
    for place in ("submitted", "feedback"):
        folder = a_course / place / "ada" / teacher.MODULE
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(NOW.isoformat())
    (a_course / "feedback" / "ada" / teacher.MODULE / "sums.html").write_text("<p>Good.</p>")
    [work] = gather(a_course).work
    assert work.feedback
    later = (NOW + timedelta(days=1)).isoformat()
    (a_course / "submitted" / "ada" / teacher.MODULE / "timestamp.txt").write_text(later)
    [work] = gather(a_course).work
    assert not work.feedback


def test_titles_of_checks_are_the_teachers(a_course: Path) -> None:
    """From the source notebooks."""
    assert gather(a_course).titles[teacher.MODULE, "adds"] == "Adds two numbers"


def test_who_handed_in_nothing_stands_in_the_roster(a_course: Path) -> None:
    """Beside those who did, once each, with the names that the gradebook does not have."""
    teacher.hand_in(a_course, "ada", "{}")
    teacher.hand_in(a_course, "cleo", "{}")
    lines = ("id,name,mail", 'ada,"Lovelace, Ada",a@x.org', "ben,Ben Okri,", "dan,,")
    (a_course / "roster.csv").write_text("\n".join(lines))
    rows = report(a_course, NOW).learners
    assert [(row.id, row.first_name, row.last_name, row.email) for row in rows] == [
        ("ada", "Ada", "Lovelace", "a@x.org"),
        ("ben", "Ben Okri", "", ""),
        ("cleo", "", "", ""),
        ("dan", "", "", ""),
    ]


def test_the_gradebooks_name_wins(a_course: Path) -> None:
    """The roster fills in what it leaves out."""
    with at_work(), gradebook(open_classroom(a_course)) as book:
        book.add_student("ada", first_name="Augusta", last_name="King")
        book.db.commit()
    (a_course / "roster.csv").write_text("id,name,mail\nada,Ada Lovelace,a@x.org\n")
    [row] = report(a_course, NOW).learners
    assert (row.name, row.email) == ("Augusta King", "a@x.org")


def test_a_faulty_roster_stops_nothing(a_course: Path) -> None:
    """It is said with the next step; and to others without a name."""
    teacher.hand_in(a_course, "ada", "{}")
    (a_course / "roster.csv").write_text("id,name\nben,Ben\nben,Another\n")
    found = report(a_course, NOW)
    assert [row.id for row in found.learners] == ["ada"]
    assert "lines 2 and 3 are both ben. Give each learner" in found.roster_problem
    assert found.exit_code == 1
    shared = anonymous(found, [0])
    assert "ben" not in shared.roster_problem
    assert shared.exit_code == 1


def test_a_folder_that_is_no_module_has_no_column(a_course: Path) -> None:
    """Until somebody hands it in."""
    shutil.copytree(a_course / "source" / teacher.MODULE, a_course / "source" / "draft")
    assert gather(a_course).modules == (teacher.MODULE,)
    (a_course / "submitted" / "ada" / "draft").mkdir(parents=True)
    assert gather(a_course).modules == (teacher.MODULE, "draft")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """As every command says it."""
    with pytest.raises(CommandError, match="is not a folder"):
        report(tmp_path / "nothing", NOW)
