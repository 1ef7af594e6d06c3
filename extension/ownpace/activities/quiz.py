"""``quiz``: questions from the module's bank, answered at once."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import traitlets

from ownpace.activities.bank import Question, Quiz, read_quizzes
from ownpace.activities.page import Bundle, quiz_page
from ownpace.activities.responses import asked, shown, spoken, with_response
from ownpace.activities.saving import Saving
from ownpace.activities.verdict import judge
from ownpace.activities.widget import FOLDER, Activity, Message, script, style
from ownpace.errors import ActivityError, OwnpaceError


def quiz(name: str) -> QuizWidget | Message:
    """Ask the questions of one quiz of this module. Answers are saved as they are given, and are
    there again when the cell is run again.

    >>> quiz("forgetting-curve")  # doctest: +SKIP
    """
    try:
        return QuizWidget(find_quiz(read_quizzes(FOLDER), name), Saving(FOLDER, name, "quiz"))
    except OwnpaceError as problem:
        return Message(problem)


def find_quiz(quizzes: dict[str, Quiz], name: str) -> Quiz:
    """The quiz called ``name``; ``ActivityError`` says which there are."""
    if name in quizzes:
        return quizzes[name]
    close = get_close_matches(str(name), quizzes, n=1)
    raise ActivityError(
        f"There is no quiz `{name}` in this module.",
        hint=(f"Did you mean `{close[0]}`? " if close else "")
        + f"It has: {', '.join(f'`{known}`' for known in quizzes)}.",
        code="quiz-unknown",
    )


class QuizWidget(Activity):
    """The front end sends ``{"question": id, "given": answer}``; ``state`` answers it."""

    _esm = script("quiz.js")
    _css = style()

    quiz = traitlets.Dict(help="what is asked").tag(sync=True)
    state = traitlets.Dict(help="by question id: what was given, and what to say").tag(sync=True)

    def __init__(self, quiz: Quiz, saving: Saving) -> None:
        self._quiz = quiz
        self._saving = saving
        super().__init__(quiz=asked(quiz), state=shown(quiz, saving.value), **saving.status())
        self.on_msg(self._receive)

    def page(self) -> Bundle:
        return quiz_page(self._quiz, self._saving.value)

    def answer(self, question: Question, given: Any) -> None:
        """Judge, save and show one answer. An unclear one is only told, not saved."""
        verdict = judge(question, given)
        if verdict.outcome == "unclear":
            unclear = {"given": given, "hint": "", **spoken(verdict)}
            self.show(state={**self.state, question.id: unclear})
            return
        self._saving.revise(lambda value: with_response(self._quiz, value, question, given))
        self.show(state=shown(self._quiz, self._saving.value), **self._saving.status())

    def _receive(self, _: Activity, content: Any, buffers: Any) -> None:
        found = [q for q in self._quiz.questions if q.id == content.get("question")]
        if found:
            self.answer(found[0], content.get("given"))
