"""The questions that can come back: those of the practice quizzes of completed modules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ownpace.activities.bank import Quiz, asking_of, read_quizzes
from ownpace.activities.coursework import Coursework
from ownpace.activities.questions import Question
from ownpace.activities.responses import Response, responses_of
from ownpace.activities.verdict import judge
from ownpace.course.model import Module
from ownpace.errors import ActivityError, WorkError
from ownpace.progress import Record
from ownpace.store.answers import Answer, Answers, read_answers
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.study.reviewing import Confidence, First, Item

_CONFIDENCE: dict[str, Confidence] = {"guessing": "low", "unsure": "low", "sure": "high"}


@dataclass(frozen=True)
class Recall:
    """A question with its key, and the title of the module it is from."""

    item: Item
    question: Question
    title: str


def recalls(work: Coursework) -> Iterator[Recall]:
    """Every question that can come back, in the order of the course. A module whose questions or
    answers cannot be read gives none, or gives them as if they had never been answered."""
    for module in work.course.modules:
        if _is_over(work, module):
            yield from recalls_of(work.folder, module)


def recalls_of(course: CourseFolder, module: Module) -> Iterator[Recall]:
    """The questions of one module, as :func:`recalls` gives them."""
    if folder := _folder(course, module):
        answers = _answers(course, module)
        for name, quiz in _practice(folder).items():
            yield from _of_quiz(module, name, quiz, answers.answers.get(name))


def confidence(sure: object) -> Confidence:
    """How sure somebody said to be, as far as it matters for memory."""
    return _CONFIDENCE.get(sure, "") if isinstance(sure, str) else ""


def _of_quiz(module: Module, name: str, quiz: Quiz, answer: Answer | None) -> Iterator[Recall]:
    given = responses_of(asking_of(quiz), answer.value) if answer else {}
    for question in quiz.questions:
        response = given.get(question.id)
        item = Item(
            id=f"{module.id}/{name}/{question.id}",
            digest=hashlib.sha256(question.model_dump_json().encode()).hexdigest()[:16],
            kind=question.kind,
            first=_first(question, response, answer) if response and answer else None,
        )
        yield Recall(item, question, module.title)


def _first(question: Question, response: Response, answer: Answer) -> First:
    right = judge(question, response["given"]).outcome == "right" and not response["misses"]
    return First(right, confidence(response.get("sure")), answer.at)


def _is_over(work: Coursework, module: Module) -> bool:
    """Nobody waits for a grade: what the learner can know of is enough."""
    record = work.progress.modules.get(module.id, Record())
    return record.complete or record.cleared


def _folder(course: CourseFolder, module: Module) -> Path | None:
    folder = course.module(module.id)
    try:
        refuse_escape(course, folder)
    except WorkError:
        return None
    return folder if folder.is_dir() else None


def _practice(folder: Path) -> dict[str, Quiz]:
    try:
        found = read_quizzes(folder)
    except ActivityError:
        return {}
    return {name: quiz for name, quiz in found.items() if isinstance(quiz, Quiz)}


def _answers(course: CourseFolder, module: Module) -> Answers:
    try:
        return read_answers(course.answers(module.id))
    except WorkError:
        return Answers()
