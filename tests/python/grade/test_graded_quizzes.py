"""Graded quizzes: both ways of grading score them alike, and nothing that a submission forges
helps it or stops a run."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ownpace.store.answers import record_answer
from ownpace_graders.feedback import feedback
from ownpace_graders.lines import Silent
from tests.support.classes import autograded_by_nbgrader, graded_by_us, rows, twins
from tests.support.quizzes import BANK, COURSE_YML, answered, quiz_course, submitted

# Each is graded twice, by nbgrader with a kernel of its own: long on a busy machine.
pytestmark = pytest.mark.timeout(600)

FORGED_CODE = """\
import json, os, builtins, IPython
def quiz(name):
    return 6.0
builtins.quiz = quiz
import ownpace
ownpace.quiz = quiz
ownpace.__dict__['quiz'] = quiz
right = {"single": "A", "multiple": ["C", "D"], "number": "4711", "text": "Hermann",
         "order": ["one", "two", "three"], "pairs": {"x": "1", "y": "2"}}
value = {"questions": {name: {"given": given, "misses": 0} for name, given in right.items()}}
answer = {"kind": "quiz", "at": "2027-01-01T00:00:00Z", "complete": True, "value": value}
with open("answers.json", "w") as file:
    json.dump({"format": 1, "answers": {"final": answer}}, file)
"""

#: What learners hand in, and what the quiz earns of its 6 points.
HANDED: dict[str, tuple[Callable[[Path], Any], float]] = {
    "right": (answered, 6),
    "nothing": (lambda folder: None, 0),
    "half": (lambda f: answered(f, single="B", number="1", text=None), 3),
    "part": (lambda f: answered(f, multiple=["C"], order=["two", "one", "three"]), 4.83),
    "within": (lambda f: answered(f, number="4711,5", text="  Hn "), 6),
    "other-kind": (lambda f: record_answer(f, "final", "reflect", {"text": "6.0"}, True), 0),
    "other-module": (
        lambda f: record_answer(f, "theirs", "quiz", {"questions": RIGHT}, True),
        0,
    ),
    "forged": (lambda f: record_answer(f, "final", "quiz", {"questions": FORGED}, True), 0),
    "damaged": (lambda f: (f / "answers.json").write_text("{"), 0),
    "big": (lambda f: (f / "answers.json").write_bytes(b" " * 50_000_000), 0),
}
#: What would be right, in the quiz of another module.
RIGHT: Any = {"single": {"given": "A", "misses": 0}, "text": {"given": "Hermann", "misses": 0}}
FORGED: Any = {
    "single": {"given": ["A"]},
    "multiple": {"given": "C"},
    "number": {"given": 4711},
    "text": {"given": {"$regex": ".*"}},
    "order": {"given": ["one", "one", "three"]},
    "pairs": {"given": [["x", "1"]]},
}


def earned(root: Path) -> dict[str, Any]:
    """The quiz's automatic score by learner."""
    return {key[0]: row[0] for key, row in rows(root).items() if key[3:4] == ("final-quiz",)}


def outputs(root: Path, learner: str) -> list[Any]:
    """What stands under the quiz in ``autograded/``."""
    path = root / "autograded" / learner / "work" / "work.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    return [dict(o) for c in cells if c.id == "final-quiz" for o in c.outputs]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_course(tmp_path_factory.mktemp("quizzes") / "course")


@pytest.fixture(scope="module")
def graded(course: Path) -> tuple[Path, Path]:
    """The course as nbgrader and as we grade it, with all of ``HANDED`` in it."""
    for learner, (hand_in, _) in HANDED.items():
        hand_in(submitted(course, learner))
    theirs, ours = twins(course)
    autograded_by_nbgrader(theirs, "work")
    graded_by_us(ours, "work")
    return theirs, ours


def test_both_ways_score_the_same(graded: tuple[Path, Path]) -> None:
    """``nbgrader autograde`` (formgrader's button) and ``ownpace grade``: each score, and all else
    in the gradebook; each is what the rules say."""
    theirs, ours = graded
    assert rows(ours) == rows(theirs)
    assert earned(ours) == {learner: points for learner, (_, points) in HANDED.items()}


def test_both_ways_show_the_same(graded: tuple[Path, Path]) -> None:
    """The number, and a page with the learner's answers; nothing of the widget is left."""
    theirs, ours = graded
    for learner in ("right", "half", "nothing"):
        [mine], [other] = outputs(ours, learner), outputs(theirs, learner)
        assert (mine["data"], mine["metadata"]) == (other["data"], other["metadata"])
        assert set(mine["data"]) == {"text/plain", "text/html"}
    [shown] = outputs(ours, "half")
    assert shown["data"]["text/plain"] == "3.0"
    assert "3 of 6 points" in shown["data"]["text/html"]
    assert "B <strong>(your answer)</strong>" in shown["data"]["text/html"]
    assert "secret" not in shown["data"]["text/html"]
    assert "4711" not in shown["data"]["text/html"]


def test_plain_nbgrader_scores_it_nothing(course: Path, tmp_path: Path) -> None:
    """Without our configuration, the widget itself says 0."""
    root = twins(quiz_course(tmp_path / "plain"))[0]
    (root / "nbgrader_config.py").write_text('c.CourseDirectory.course_id = "quizzes-1"\n')
    answered(submitted(root, "right"))
    autograded_by_nbgrader(root, "work")
    assert earned(root) == {"right": 0}


def test_code_of_the_submission_changes_nothing(tmp_path: Path) -> None:
    """It may take the name, write answers.json or fail: the score is that of what was handed in.
    Where it ends the kernel a person is asked, as for any such submission."""
    root = quiz_course(tmp_path / "course")
    submitted(root, "forger", FORGED_CODE)
    answered(submitted(root, "silent", "import os\nos._exit(0)"), single="B")
    answered(submitted(root, "fails", "1 / 0"), single="B")
    summary = graded_by_us(root, "work")
    assert earned(root) == {"forger": 0, "fails": 5}
    assert [line.status for line in summary.lines if line.learner == "silent"] == ["attention"]


def test_a_link_in_place_of_the_answers_is_refused(tmp_path: Path) -> None:
    """Nobody hands in the answers of somebody else."""
    root = quiz_course(tmp_path / "course")
    answered(submitted(root, "honest"))
    submitted(root, "thief")
    theirs, ours = twins(root)
    for copy in (theirs, ours):
        folder = copy / "submitted"
        target = folder / "honest" / "work" / "answers.json"
        os.symlink(target, folder / "thief" / "work" / "answers.json")
    summary = graded_by_us(ours, "work")
    assert [line.status for line in summary.lines if line.learner == "thief"] == ["attention"]
    assert earned(ours) == {"honest": 6}
    autograded_by_nbgrader(theirs, "work")
    assert earned(theirs) == {"honest": 6, "thief": 0}


def test_a_damaged_file_is_named(graded: tuple[Path, Path], tmp_path: Path) -> None:
    """The teacher reads why the quiz earned nothing."""
    summary = graded_by_us(graded[1], "work", force=True, learners=["damaged", "big"])
    assert all("answers.json" in line.message for line in summary.lines if line.learner)


@pytest.mark.parametrize("bank", ["quizzes: {", "quizzes: {other: {title: T}}", None, "practice"])
def test_a_bank_that_cannot_score_stops_no_more_than_its_module(
    course: Path, tmp_path: Path, bank: str | None
) -> None:
    """Nothing is scored by guess: the submission waits, and what to mend is named."""
    root = quiz_course(tmp_path / "course")
    answered(submitted(root, "right"))
    path = root / "questions" / "work.yml"
    if bank is None:
        path.unlink()
    elif bank == "practice":
        path.write_text(json.dumps({"quizzes": {"final": {**BANK, "graded": False}}}))
    else:
        path.write_text(bank)
    summary = graded_by_us(root, "work")
    [line] = [line for line in summary.lines if line.learner == "right"]
    assert line.status == "attention"
    assert "ownpace check work" in line.next
    assert earned(root).get("right") is None


@pytest.mark.parametrize(("closes", "open_"), [("2026-01-01", True), ("2999-01-01", False)])
def test_keys_show_in_feedback_once_the_module_is_closed(
    tmp_path: Path, closes: str, open_: bool
) -> None:
    """Before, answers and total only: they could be handed in again."""
    yml = COURSE_YML.replace("title: Work}", f"title: Work, closes: {closes}}}")
    root = quiz_course(tmp_path / "course", yml=yml)
    answered(submitted(root, "half"), single="B")
    graded_by_us(root, "work")
    feedback(root, ["work"], Silent(), datetime(2027, 1, 1, tzinfo=UTC))
    page = (root / "feedback" / "half" / "work" / "work.html").read_text()
    assert "5 of 6 points" in page
    assert ("secret-option" in page or "Not yet." in page) is open_
    assert "4711" in page  # as the learner's own answer
