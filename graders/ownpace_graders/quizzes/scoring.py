"""The score of a whole graded quiz, from what was submitted and the teacher's key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from ownpace.activities.bank import Quiz, asking_of
from ownpace.activities.matching import Undecided
from ownpace.activities.responses import responses_of
from ownpace.errors import WorkError
from ownpace.store.answers import Answers, Value, find_answer, read_answers
from ownpace.store.layout import ANSWERS_FILE
from ownpace_graders.quizzes.credit import share

_REASONS = {
    "answers-damaged": "is damaged, too big or no file",
    "answers-newer": "was written by a newer Ownpace",
}


class Handed(NamedTuple):
    """The submitted answers, and why there are none where they could not be read."""

    answers: Answers
    problem: str = ""


class Score(NamedTuple):
    """``share`` of the points, from 0 to 1; ``note`` asks a person to look."""

    share: float
    note: str = ""


def read_submitted(folder: Path) -> Handed:
    """The answers in a submission's ``folder``. A file that is damaged, forged, too big or no file
    of the submission's own earns nothing, and stops nobody."""
    path = folder / ANSWERS_FILE
    if path.is_symlink():
        return Handed(Answers(), f"{ANSWERS_FILE} is a link; its quizzes earn nothing.")
    try:
        return Handed(read_answers(path))
    except WorkError as problem:
        reason = _REASONS.get(problem.code, "could not be read")
        return Handed(Answers(), f"{ANSWERS_FILE} {reason}; its quizzes earn nothing.")


def submitted_value(handed: Handed, name: str) -> Value:
    """What was answered in one quiz; empty for an answer of another kind of activity."""
    try:
        found = find_answer(handed.answers, name, "quiz")
    except WorkError:
        return {}
    return found.value if found else {}


def score(quiz: Quiz, value: Value) -> Score:
    """Each question counts by its points; what was not answered counts nothing."""
    responses = responses_of(asking_of(quiz), value)
    earned, slow = 0.0, []
    for question in quiz.questions:
        given: Any = responses.get(question.id, {}).get("given")
        try:
            earned += question.points * share(question, given)
        except Undecided:
            slow.append(question.id)
    total = sum(question.points for question in quiz.questions)
    note = f"the pattern of “{slow[0]}” took too long" if slow else ""
    return Score(min(1.0, earned / total), note)
