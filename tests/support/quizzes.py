"""A course with a graded quiz of every kind, and learners' answers to it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

from ownpace.activities.bank import Bank, Quiz, asking_of
from ownpace.activities.responses import with_response
from ownpace.store.answers import Value, record_answer
from ownpace_graders.lines import Silent
from ownpace_graders.quizzes import right_answer
from ownpace_graders.release import release
from tests.support import courses
from tests.support.teacher import NOW

POINTS = 6
COURSE_YML = """\
title: Quizzes
id: quizzes-1
timezone: UTC
modules:
  - {id: work, title: Work}
"""
BANK: dict[str, Any] = {
    "title": "For points",
    "graded": True,
    "questions": [
        {
            "id": "single",
            "kind": "single",
            "text": "Which?",
            "hint": "secret-hint",
            "why": "secret-why",
            "options": [{"text": "A", "right": True, "why": "secret-option"}, {"text": "B"}],
        },
        {
            "id": "multiple",
            "kind": "multiple",
            "text": "Which ones?",
            "options": [{"text": "C", "right": True}, {"text": "D", "right": True}, {"text": "E"}],
        },
        {
            "id": "number",
            "kind": "number",
            "text": "How many?",
            "answer": 4711,
            "tolerance": 0.5,
            "mistakes": [{"answer": 99, "why": "secret-mistake"}],
        },
        {"id": "text", "kind": "text", "text": "Who?", "accept": ["Hermann"], "pattern": "H.*n"},
        {"id": "order", "kind": "ordering", "text": "When?", "items": ["one", "two", "three"]},
        {
            "id": "pairs",
            "kind": "matching",
            "text": "What goes with what?",
            "pairs": [{"text": "x", "match": "1"}, {"text": "y", "match": "2"}],
            "others": ["3"],
        },
    ],
}
KEY = Quiz.model_validate(BANK)
ASKS = "from ownpace import quiz\n\nquiz('final')"


def quiz_course(root: Path, *, code: str = "", yml: str = COURSE_YML) -> Path:
    """A released course: one module with a cell of the learner's, and the quiz for 6 points."""
    root.mkdir(parents=True)
    courses.write(root, yml)
    courses.write(root, courses.CONFIG, name="nbgrader_config.py")
    bank = {"quizzes": {"final": BANK}}
    courses.write(root, json.dumps(bank), name="questions/work.yml")  # JSON is YAML
    mine = courses.solution("mine", f"### BEGIN SOLUTION\n{code}\n### END SOLUTION")
    cells = (mine, courses.check("final-quiz", ASKS, POINTS), courses.check("one", "assert True"))
    courses.write_module(root, "work", courses.notebook(*cells))
    release(root, ["work"], Silent(), NOW)
    return root


def submitted(root: Path, learner: str, code: str = "") -> Path:
    """The released module as a hand-in, with ``code`` where the learner's is asked for."""
    folder = root / "submitted" / learner / "work"
    shutil.copytree(root / "release" / "work", folder)
    path = folder / "work.ipynb"
    notebook = json.loads(path.read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "mine":
            cell["source"] = code
    path.write_text(json.dumps(notebook))
    return folder


def answered(folder: Path, **given: Any) -> Path:
    """Answer the quiz rightly, but for what is ``given`` (``None`` leaves a question open)."""
    value: Value = {}
    for question in KEY.questions:
        answer = given.get(question.id, right_answer(question))
        if answer is not None:
            value, _ = with_response(asking_of(KEY), None, value, question.id, answer)
    record_answer(folder, "final", "quiz", value, True)
    return folder


def sealed(quiz: Quiz) -> Bank:
    return Bank(quizzes={"final": quiz})
