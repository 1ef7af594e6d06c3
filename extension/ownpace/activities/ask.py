"""``ask``: a question to the teacher, from where it came up."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.page import Bundle, listed, paragraphs, section
from ownpace.activities.saving import Saving
from ownpace.activities.typed import typed
from ownpace.activities.widget import Activity, script, style, told
from ownpace.course.surroundings import UNNAMED
from ownpace.errors import ActivityError, WorkError
from ownpace.store.answers import Value
from ownpace.store.layout import CourseFolder
from ownpace.store.questions import (
    LONGEST,
    MOST,
    QuestionState,
    question_states,
    questions_of,
    read_asked,
)
from ownpace.store.replies import Reply, read_replies

TITLE = "Ask your teacher"


@told
def ask(name: str = UNNAMED) -> AskWidget:
    """Let the learner ask the teacher something. A question is on disk at once; the course panel
    sends it, or it goes with the next hand-in. It is never part of what is graded, no step waits
    for it, and the reply shows beside it.

    >>> ask("doubts")  # doctest: +SKIP
    """
    return AskWidget(name, Saving(place.FOLDER, name, "ask"))


class AskWidget(Activity):
    """The front end sends ``{"text": …}``, and ``{"look": true}`` when a question has left.
    ``asked``, or ``refused`` and why, answers it."""

    _esm = script("ask.js")
    _css = style()

    title = traitlets.Unicode(TITLE).tag(sync=True)
    asked: Any = traitlets.List(help="every question so far, in words for the learner").tag(
        sync=True
    )
    refused = traitlets.Unicode(help="why the last question was not taken").tag(sync=True)

    def __init__(self, name: str, saving: Saving) -> None:
        self._name, self._saving = name, saving
        states, notice = self._states()
        super().__init__(asked=[_shown(state) for state in states], **saving.status())
        self.notice = self.notice or notice

    def page(self) -> Bundle:
        return ask_page(self._states()[0])

    def receive(self, content: Mapping[str, Any]) -> None:
        if "text" in content:
            self.ask(content["text"])
        elif content.get("look"):
            self._show("")

    def ask(self, text: Any) -> None:
        """Put a question on disk, or say why not."""
        try:
            tidy = self._accepted(text)
        except ActivityError as problem:
            self.show(refused=problem.message)
            return
        question = {"id": secrets.token_hex(16), "at": datetime.now(UTC).isoformat(), "text": tidy}
        self._saving.revise(lambda value: ({"questions": [*_kept(value), question]}, True))
        self._show("")

    def _show(self, refused: str) -> None:
        states, notice = self._states()
        status = self._saving.status()
        status["notice"] = status["notice"] or notice
        self.show(asked=[_shown(state) for state in states], refused=refused, **status)

    def _accepted(self, text: Any) -> str:
        tidy = typed(text)
        if not tidy:
            raise ActivityError("Write your question first.")
        if len(tidy) > LONGEST:
            raise ActivityError(f"This is too long: {len(tidy)} characters of {LONGEST}.")
        if len(_kept(self._saving.value)) >= MOST:
            raise ActivityError(f"You have asked {MOST} questions here. Write to your teacher.")
        return tidy

    def _states(self) -> tuple[tuple[QuestionState, ...], str]:
        """The questions asked here, with what became of them, and what kept some of that from being
        read: the server's record, and the replies, may be damaged or forged."""
        mine = questions_of(self._saving.value, self._name)
        try:
            known = read_asked(CourseFolder(place.FOLDER.parent).asked).of(place.FOLDER.name)
            replies, notice = _replies(), ""
        except WorkError as problem:
            known, replies, notice = (), (), str(problem)
        here = [question for question in known if question.activity == self._name]
        ids = {question.id for question in (*mine, *here)}
        told = (reply for reply in replies if reply.question in ids)
        return question_states(here, mine, told), notice


def ask_page(states: tuple[QuestionState, ...]) -> Bundle:
    """The questions and their replies, where no widget front end runs."""
    shown = [_shown(state) for state in states]
    words = [f"{one['text']}\n{one['fate']}\n{one['reply']}".strip() for one in shown]
    items = (
        f"{paragraphs(one['text'])}<p><em>{one['fate']}</em></p>"
        + (f"<blockquote>{paragraphs(one['reply'])}</blockquote>" if one["reply"] else "")
        for one in shown
    )
    body = listed(items) or "<p><em>No question yet.</em></p>"
    return {
        "text/plain": "\n\n".join([TITLE, *(words or ["No question yet."])]),
        "text/html": section(TITLE, body),
    }


def _kept(value: Value) -> list[Any]:
    kept = value.get("questions")
    return kept if isinstance(kept, list) else []


def _replies() -> tuple[Reply, ...]:
    path = CourseFolder(place.FOLDER.parent).replies(place.FOLDER.name)
    if not path.exists():
        return ()
    found = read_replies(path)
    return found.replies if found.module == place.FOLDER.name else ()


def _shown(state: QuestionState) -> dict[str, str]:
    return {
        "id": state.id,
        "kind": state.kind,
        "text": state.text,
        "fate": _FATES[state.kind] if not (state.kind == "sent" and state.file) else _IN_A_FILE,
        "reply": state.reply,
    }


_FATES = {
    "not sent": "Saved, and not sent yet: it goes with your next Submit, or by Send in the course "
    "panel.",
    "sent": "Sent. No reply yet.",
    "answered": "Your teacher replied:",
}
_IN_A_FILE = "In a file to hand in (the course panel names it). No reply yet."
