"""The figures of the course, drawn by a test, and the questions that they answer."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from types import ModuleType

from ownpace.activities.bank import Question
from tests.python.content.classroom import COURSE, bank

#: What a figure says in words: of which module, what draws it, the settings of its sliders.
Words = Callable[..., str]


def questions(module: str) -> list[Question]:
    return [question for quiz in bank(module).quizzes.values() for question in quiz.questions]


def answer(module: str, question: str) -> float:
    """The key of a question with a number."""
    return next(q.answer for q in questions(module) if q.id == question and q.kind == "number")


def figures_of(module: str) -> ModuleType:
    """The file of a module's figures, imported anew."""
    name = f"{module.replace('-', '_')}_figures"
    spec = importlib.util.spec_from_file_location(name, COURSE / "source" / module / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    found.plt.switch_backend("agg")
    return found
