"""Question banks as files: every problem at once with its line, and jupyterquiz's files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownpace.activities.questions import Multiple, Number, Single, Text
from ownpace_graders.course_file import CourseFileError, load_bank, read_questions
from tests.support.courses import write

WRONG = """\
quizzes:
  warm-up:
    title: Warm up
    grated: true
    questions:
      - id: sum
        kind: singel
        text: What is two and two?
      - id: some
        kind: multiple
        text: Which?
        options:
          - {text: One}
          - {text: Two}
      - id: how-many
        kind: number
        answer: many
        tollerance: 2
  end:
    title: The end
    questions:
      - {id: a, kind: ordering, text: When?, items: [one, two]}
      - {id: a, kind: ordering, text: When?, items: [one, two]}
    title: Again
"""
SAID = """\
questions/work.yml:4: “grated” is not a key of warm-up. Did you mean “graded”?
questions/work.yml:6: “kind” cannot be “singel”. Did you mean “single”?
questions/work.yml:12: “options”: no option is right; write `right: true` beside each that is.
questions/work.yml:15: “text” is missing.
questions/work.yml:17: “answer” must be a number.
questions/work.yml:18: “tollerance” is not a key of question. Did you mean “tolerance”?
questions/work.yml:21: “questions”: two questions have the id 'a'; give each its own.
questions/work.yml:24: “title” is given twice; keep one of them.
"""

JUPYTERQUIZ: list[Any] = [
    {
        "question": "Which is right?",
        "type": "multiple_choice",
        "answers": [
            {"answer": "A", "correct": True, "feedback": "Yes."},
            {"code": "b += 1", "correct": False, "feedback": "No."},
        ],
    },
    {
        "question": "All of these?",
        "type": "many_choice",
        "answer_cols": 2,
        "answers": [{"answer": "A", "correct": True}, {"answer": "B", "correct": True}],
    },
    {
        "question": "What is $\\pi$?",
        "type": "numeric",
        "precision": 3,
        "answers": [
            {"type": "value", "value": 3.14, "correct": True, "feedback": "Roughly."},
            {"type": "value", "value": 3, "correct": False, "feedback": "Too short."},
            {"type": "range", "range": [-9, 0], "correct": False, "feedback": "Negative?"},
            {"type": "default", "feedback": "Think of a circle."},
        ],
    },
    {
        "question": "Between?",
        "type": "numeric",
        "answers": [{"type": "range", "range": [2, 4], "correct": True}],
    },
    {
        "question": "Who?",
        "type": "string",
        "answers": [
            {"answer": "Ada", "correct": True, "match_case": True, "fuzzy_threshold": 0.8},
            {"answer": "Bob", "correct": False, "feedback": "He came later."},
        ],
    },
    {"question": "Drag these", "type": "match", "answers": []},
    {"type": "many_choice"},
    7,
]
NOTES = [
    "Question 3 of jupyterquiz (“What is $\\pi$?”): formulas between $ are shown as TeX.",
    "Question 3 of jupyterquiz (“What is $\\pi$?”): its wrong ranges are not taken over.",
    "Question 3 of jupyterquiz (“What is $\\pi$?”): its precision is read as 3 significant digits.",
    "Question 5 of jupyterquiz (“Who?”): misspelt answers are not accepted (fuzzy_threshold).",
    "Question 6 of jupyterquiz (“Drag these”): it is left out: its type “match” is not known.",
    "Question 7 of jupyterquiz: it is left out: it has no “answers”.",
    "Question 8 of jupyterquiz: it is left out: it holds no keys and values.",
]


def said(root: Path) -> list[str]:
    """What is wrong with the bank of ``work``, without the lists of what is allowed."""
    with pytest.raises(CourseFileError) as caught:
        load_bank(root, "work")
    return [str(problem).split(" Allowed:")[0] for problem in caught.value.problems]


def test_every_problem_of_a_bank_is_told_at_once(tmp_path: Path) -> None:
    """With its line, and what a misspelt word was meant to be."""
    write(tmp_path, WRONG, name="questions/work.yml")
    assert said(tmp_path) == SAID.splitlines()


def test_jupyterquiz_is_taken_over(tmp_path: Path) -> None:
    """Its four types, with their feedback; what could not be is noted, and nothing else."""
    write(tmp_path, json.dumps(JUPYTERQUIZ), name="questions/work.json")
    bank, notes = read_questions(tmp_path, "work")
    assert [note.removeprefix("questions/work.json: ") for note in notes] == NOTES
    assert bank is not None
    single, multiple, number, between, text = bank.quizzes["work"].questions
    assert isinstance(single, Single)
    assert [option.text for option in single.options] == ["A", "`b += 1`"]
    assert isinstance(multiple, Multiple)
    assert isinstance(number, Number)
    assert (number.answer, number.tolerance, number.why) == (3.14, 0.005, "Roughly.")
    assert (number.hint, number.mistakes[0].why) == ("Think of a circle.", "Too short.")
    assert isinstance(between, Number)
    assert (between.answer, between.tolerance) == (3, 1)
    assert isinstance(text, Text)
    assert (text.accept, text.match_case) == (("Ada",), True)
    assert text.mistakes[0].why == "He came later."


def test_a_quiz_of_a_bank_may_name_a_file_of_jupyterquiz(tmp_path: Path) -> None:
    """And be for points, beside quizzes that stand in the bank itself."""
    write(tmp_path, json.dumps(JUPYTERQUIZ[:1]), name="questions/old.json")
    text = "quizzes: {final: {title: The end, graded: true, jupyterquiz: old.json}}"
    write(tmp_path, text, name="questions/work.yml")
    bank = load_bank(tmp_path, "work")
    assert bank is not None
    assert bank.quizzes["final"].graded
    assert [question.id for question in bank.quizzes["final"].questions] == ["question-1"]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("[\n{", "questions/old.json:2: The file is not JSON"),
        ('{"a": 1}', "questions/old.json:1: The file must hold a list of questions"),
        ("[]", "questions/old.json:1: The file must hold a list of questions"),
        ("[" * 100_000, "questions/old.json"),
        ("[7]", "Question 1 of jupyterquiz: it is left out"),
        (None, "questions/work.yml:1: “jupyterquiz”: there is no file questions/old.json."),
    ],
)
def test_a_file_of_jupyterquiz_that_cannot_be_used_is_named(
    tmp_path: Path, content: str | None, expected: str
) -> None:
    """With its line, where it has one."""
    if content is not None:
        write(tmp_path, content, name="questions/old.json")
    text = "quizzes: {final: {title: The end, jupyterquiz: old.json}}"
    write(tmp_path, text, name="questions/work.yml")
    assert any(expected in line for line in said(tmp_path))


@pytest.mark.parametrize("name", ["../secret.json", "/etc/passwd", "sub/old.json"])
def test_a_file_elsewhere_is_not_read(tmp_path: Path, name: str) -> None:
    """Only files beside the bank are."""
    write(tmp_path, "[]", name="secret.json")
    text = f"quizzes: {{final: {{title: The end, jupyterquiz: {name}}}}}"
    write(tmp_path, text, name="questions/work.yml")
    assert any("there is no file" in line for line in said(tmp_path))
