"""``review``: what was learnt in completed modules comes back, ten minutes at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.asking import Asking, laid_out
from ownpace.activities.bank import Quiz, asking_of
from ownpace.activities.coursework import find_coursework
from ownpace.activities.page import Bundle
from ownpace.activities.recall import Recall, confidence, recalls
from ownpace.activities.responses import shown, spoken, with_response
from ownpace.activities.study_pages import review_page
from ownpace.activities.studying import Studying
from ownpace.activities.verdict import judge
from ownpace.activities.widget import Activity, script, style, told
from ownpace.store.answers import Value
from ownpace.study.model import Study
from ownpace.study.reviewing import card_of, due, next_due, rating, reviewed, sitting
from ownpace.study.words import after_in_words, back_in_words, sitting_in_words

TITLE = "Review: what you learnt before"


@told
def review() -> ReviewWidget:
    """Ask questions of the modules that the learner has completed, on a schedule that follows their
    memory: missed and doubtful ones come back sooner. About ten minutes; running the cell again
    asks what is due then. It is worth no points and completes no step.

    >>> review()  # doctest: +SKIP
    """
    work, now = find_coursework(place.FOLDER), datetime.now(UTC)
    return ReviewWidget(tuple(recalls(work)), Studying(work.folder, now), now)


class ReviewWidget(Activity):
    """The front end sends ``{"question": id, "given": answer, "sure": word}``; ``state`` answers
    it. The first answer to each question is kept; those after it are only judged."""

    _esm = script("kinds.js", "question.js", "review.js")
    _css = style("study.css")

    quiz = traitlets.Dict(help="what is asked, and of which module").tag(sync=True)
    state = traitlets.Dict(help="by question id: what was given, and what to say").tag(sync=True)
    progress = traitlets.Unicode(help="how far the sitting is, in words").tag(sync=True)

    def __init__(self, pool: Sequence[Recall], studying: Studying, now: datetime) -> None:
        self._studying = studying
        self._items = [recall.item for recall in pool]
        recalled = {recall.item.id: recall for recall in pool}
        chosen = sitting(self._items, studying.study.cards, now)
        # Two modules may have questions of the same id: here each has one of its own.
        self._asked = {f"q{n}": recalled[item.id] for n, item in enumerate(chosen, 1)}
        self._returns: dict[str, datetime] = {}
        self._value: Value = {}
        self._key = _quiz(self._asked)
        self._asking = _asking(self._key, seed=int(now.timestamp()))
        super().__init__(quiz=self._sent(), **self._shown(now))

    def page(self) -> Bundle:
        return review_page()

    def receive(self, content: Mapping[str, Any]) -> None:
        name = content.get("question")
        if isinstance(name, str) and name in self._asked:
            self.answer(name, content.get("given"), content.get("sure"), datetime.now(UTC))

    def answer(self, name: str, given: Any, sure: Any, now: datetime) -> None:
        """Judge and show one answer; keep when the question comes back, if it is the first."""
        verdict = judge(self._asked[name].question, given)
        if verdict.outcome == "unclear":
            unclear = {"given": given, "sure": sure or "", "hint": "", **spoken(verdict)}
            self.show(state={**self.state, name: unclear})
            return
        if name not in self._returns:
            self._keep(name, verdict.outcome == "right", sure, now)
        self._value, _ = with_response(self._asking, self._key, self._value, name, given, sure)
        self.show(**self._shown(now))

    def _keep(self, name: str, right: bool, sure: Any, now: datetime) -> None:
        item = self._asked[name].item
        rated = rating(right, confidence(sure))

        def with_card(study: Study) -> Study:
            card = reviewed(item, card_of(item, study.cards), rated, now)
            return study.model_copy(update={"cards": {**study.cards, item.id: card}})

        self._studying.revise(with_card, now)
        self._returns[name] = self._studying.study.cards[item.id].due

    def _shown(self, now: datetime) -> dict[str, Any]:
        state = shown(self._asking, self._key, self._value)
        for name, due_at in self._returns.items():
            back = f"It comes back {back_in_words(due_at, now)}."
            state[name]["message"] = f"{state[name]['message']} {back}".strip()
        return {
            "state": state,
            "progress": sitting_in_words(len(state), len(self._asked), self._after(now)),
            "notice": self._studying.notice,
        }

    def _after(self, now: datetime) -> str:
        cards = self._studying.study.cards
        waiting = len(due(self._items, cards, now))
        return after_in_words(waiting, next_due(self._items, cards, now), now)

    def _sent(self) -> dict[str, Any]:
        sent = self._asking.model_dump(mode="json") | {"graded": False}
        for question in sent["questions"]:
            question["from"] = self._asked[question["id"]].title
        return sent


def _quiz(asked: Mapping[str, Recall]) -> Quiz | None:
    """The questions of a sitting as a quiz; none when there is nothing to ask."""
    questions = tuple(
        recall.question.model_copy(update={"id": name, "points": 1})
        for name, recall in asked.items()
    )
    return Quiz(title=TITLE, confidence=True, shuffle=True, questions=questions) if asked else None


def _asking(key: Quiz | None, seed: int) -> Asking:
    """In an order of its own each time, so that nobody learns the place of the right option."""
    return laid_out(asking_of(key), seed) if key else Asking(title=TITLE, questions=())
