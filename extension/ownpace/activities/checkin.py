"""``checkin``: how it went, in a minute."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.others import others
from ownpace.activities.page import Bundle, checkin_page
from ownpace.activities.reflect import fitting
from ownpace.activities.saving import Saving
from ownpace.activities.sureness import SURE, is_sureness
from ownpace.activities.typed import typed
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError
from ownpace.store.answers import Value

#: What is asked, by the name it is kept under. ``share`` is no question but a leave.
QUESTIONS = {
    "sure": "How sure are you that you could explain this to somebody else?",
    "unclear": "What is still unclear?",
    "minutes": "How many minutes did it take you?",
    "free": "Anything else?",
}
MOST_MINUTES = 10_000


@told
def checkin(name: str, title: str = "How did it go?", *, share: bool = True) -> CheckinWidget:
    """Ask how sure the learner is, what is unclear, how long it took. Each answer is saved at once;
    only the first is needed. ``share``: offer to show the two open answers to the class, without
    the learner's name, after the module has closed.

    >>> checkin("forgetting-checkin", "How was *Why we forget*?")  # doctest: +SKIP
    """
    return CheckinWidget(name, title, share, Saving(place.FOLDER, name, "checkin"))


class CheckinWidget(Activity):
    """The front end sends answers by their names; ``answers``, and ``refused`` by name and why,
    answer it."""

    _esm = script("sharing.js", "checkin.js")
    _css = style()

    title = traitlets.Unicode().tag(sync=True)
    questions = traitlets.Dict(help="what is asked, by name").tag(sync=True)
    scale = traitlets.List(
        traitlets.Unicode(), help="how sure one may be, from 1 on, in words"
    ).tag(sync=True)
    offers_sharing = traitlets.Bool().tag(sync=True)
    answers = traitlets.Dict(help="as last saved, by name").tag(sync=True)
    refused = traitlets.Dict(help="by name: why the last answer was not taken").tag(sync=True)
    others = traitlets.Dict(help="by name: what others wrote, after the close").tag(sync=True)

    def __init__(self, name: str, title: str, share: bool, saving: Saving) -> None:
        self._saving = saving
        answers = understood(saving.value)
        written, notice = others(name, [str(answer) for answer in answers.values()])
        super().__init__(
            title=title,
            questions=QUESTIONS,
            scale=list(SURE),
            offers_sharing=share,
            answers=answers,
            others=written,
            **saving.status(),
        )
        self.notice = self.notice or notice

    def page(self) -> Bundle:
        known = understood(self._saving.value)
        said = {QUESTIONS[name]: _words(name, known[name]) for name in QUESTIONS if name in known}
        return checkin_page(self.title, said)

    def receive(self, content: Mapping[str, Any]) -> None:
        given, refused = sorted_out(content)
        if given:
            self._saving.revise(lambda value: _with(value, given))
        if given or refused:
            answers = understood(self._saving.value)
            self.show(answers=answers, refused=refused, **self._saving.status())


def sorted_out(content: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """The answers that can be taken (None: taken back), and why the others cannot, by name. What
    means nothing is passed over."""
    given: dict[str, Any] = {}
    refused: dict[str, str] = {}
    for name, accept in _ACCEPT.items():
        if name in content:
            try:
                given[name] = accept(content[name])
            except ActivityError as problem:
                refused[name] = problem.message
    return given, refused


def understood(value: Value) -> dict[str, Any]:
    """What was answered, in a file that may have been forged."""
    given, _ = sorted_out(value)
    return {name: answer for name, answer in given.items() if answer is not None}


def _with(value: Value, given: Mapping[str, Any]) -> tuple[Value, bool]:
    answers = {**understood(value), **given}
    kept = {name: answer for name, answer in answers.items() if answer is not None}
    return kept, "sure" in kept


def _accept_sure(answer: Any) -> int | None:
    if answer is None:
        return None
    if not is_sureness(answer):
        raise ActivityError(f"Choose a number from 1 to {len(SURE)}.")
    return int(answer)


def _accept_minutes(answer: Any) -> int | None:
    text = str(answer).strip() if isinstance(answer, str | int) else ""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST_MINUTES):
        raise ActivityError("Type a whole number of minutes, such as 45.")
    return int(text)


def _accept_text(answer: Any) -> str | None:
    return fitting(typed(answer)) or None


def _accept_share(answer: Any) -> bool | None:
    return True if answer is True else None


_ACCEPT: dict[str, Callable[[Any], Any]] = {
    "sure": _accept_sure,
    "unclear": _accept_text,
    "minutes": _accept_minutes,
    "free": _accept_text,
    "share": _accept_share,
}


def _words(name: str, answer: Any) -> str:
    return f"{answer} ({SURE[answer - 1]})" if name == "sure" else str(answer)
