"""``quiz``: questions from the bank, judged at once in practice, and saved for points."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.asking import Asked, Asking, is_shuffled, laid_out
from ownpace.activities.bank import Quiz, asking_of, read_quizzes
from ownpace.activities.page import Bundle, quiz_page
from ownpace.activities.reading import unclear
from ownpace.activities.responses import (
    seed_of,
    shown,
    spoken,
    with_response,
    with_seed,
)
from ownpace.activities.saving import Saving
from ownpace.activities.verdict import Verdict, judge
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError

#: What plain nbgrader reads as the score of a graded quiz, which only the teacher's side knows:
#: without it, a widget would earn full marks.
UNSCORED = "0.0"


@told
def quiz(name: str) -> QuizWidget:
    """Ask the questions of one quiz of this module. Answers are saved as they are given, and are
    there again when the cell is run again. A graded quiz stands in a locked grade cell of its own.

    >>> quiz("forgetting-curve")  # doctest: +SKIP
    """
    found = find_quiz(read_quizzes(place.FOLDER), name)
    return QuizWidget(found, Saving(place.FOLDER, name, "quiz"))


def find_quiz(quizzes: Mapping[str, Quiz | Asking], name: str) -> Quiz | Asking:
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
    """The front end sends ``{"question": id, "given": answer, "sure": word}``; ``state`` answers
    it. A quiz without its key is a graded one."""

    _esm = script("kinds.js", "question.js", "quiz.js")
    _css = style()

    quiz = traitlets.Dict(help="what is asked").tag(sync=True)
    state = traitlets.Dict(help="by question id: what was given, and what to say").tag(sync=True)

    def __init__(self, quiz: Quiz | Asking, saving: Saving) -> None:
        self._key = quiz if isinstance(quiz, Quiz) else None
        self._saving = saving
        self._asking = self._in_order(asking_of(quiz))
        asked = self._asking.model_dump(mode="json") | {"graded": self._key is None}
        super().__init__(quiz=asked, state=self._shown(), **saving.status())

    def page(self) -> Bundle:
        page = quiz_page(self._asking, self._shown())
        return page if self._key else {**page, "text/plain": UNSCORED}

    def answer(self, asked: Asked, given: Any, sure: Any = None) -> None:
        """Judge, save and show one answer. An unclear one is only told, not saved."""
        verdict = self._understood(asked, given)
        if verdict.outcome == "unclear":
            told = {"given": given, "sure": sure or "", "hint": "", **spoken(verdict)}
            self.show(state={**self.state, asked.id: told})
            return
        self._saving.revise(
            lambda value: with_response(self._asking, self._key, value, asked.id, given, sure)
        )
        self.show(state=self._shown(), **self._saving.status())

    def receive(self, content: Mapping[str, Any]) -> None:
        found = [q for q in self._asking.questions if q.id == content.get("question")]
        if found:
            self.answer(found[0], content.get("given"), content.get("sure"))

    def _understood(self, asked: Asked, given: Any) -> Verdict:
        if self._key is None:
            missing = unclear(asked, given)
            return Verdict("unclear", missing) if missing else Verdict("saved", "")
        return judge(next(q for q in self._key.questions if q.id == asked.id), given)

    def _shown(self) -> dict[str, Any]:
        return shown(self._asking, self._key, self._saving.value)

    def _in_order(self, asking: Asking) -> Asking:
        """The quiz in this learner's own order, which is drawn when it is first shown."""
        if not is_shuffled(asking):
            return asking
        if seed_of(self._saving.value) is None:
            self._saving.prepare(lambda value: with_seed(asking, value))
        return laid_out(asking, seed_of(self._saving.value) or 0)
