"""``reflect``: an open question, answered in the learner's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.page import Bundle, reflection_page
from ownpace.activities.saving import Saving
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError

#: Characters: many times an essay, and far from what answers.json may hold.
LONGEST = 100_000


@told
def reflect(name: str, prompt: str) -> ReflectWidget:
    """Ask an open question. What is saved is there again when the cell is run again; it earns no
    points, and nobody but the learner and, once handed in, the teacher reads it.

    >>> reflect("plan-when", "When in the day do you learn best?")  # doctest: +SKIP
    """
    return ReflectWidget(prompt, Saving(place.FOLDER, name, "reflect"))


def accepted(text: Any) -> str:
    """The text, tidied at its ends. Raises ``ActivityError`` when it is none, or too long."""
    tidy = text.strip() if isinstance(text, str) else ""
    if not tidy:
        raise ActivityError("Write something first: a sentence is enough.")
    return fitting(tidy)


def fitting(text: str) -> str:
    """The text. Raises ``ActivityError`` when it is too long to be saved."""
    if len(text) > LONGEST:
        raise ActivityError(f"This is too long to save: {len(text)} characters of {LONGEST}.")
    return text


class ReflectWidget(Activity):
    """The front end sends ``{"text": …}``; ``text``, or ``refused`` and why, answers it."""

    _esm = script("reflect.js")
    _css = style()

    prompt = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode(help="as last saved").tag(sync=True)
    refused = traitlets.Unicode(help="why the last text was not taken").tag(sync=True)
    margin = traitlets.Bool(False, help="saves itself when one leaves it").tag(sync=True)

    def __init__(self, prompt: str, saving: Saving) -> None:
        self._saving = saving
        super().__init__(prompt=prompt, text=self._written(), **saving.status())

    def page(self) -> Bundle:
        return reflection_page(self.prompt, self._written())

    def answer(self, text: Any) -> None:
        """Save the text, or say why not."""
        try:
            tidy = self.accepted(text)
        except ActivityError as problem:
            self.show(refused=problem.message)
            return
        self._saving.revise(lambda _: ({"text": tidy}, True))
        self.show(text=tidy, refused="", **self._saving.status())

    def accepted(self, text: Any) -> str:
        """What is saved of a text; ``ActivityError`` says why nothing is."""
        return accepted(text)

    def receive(self, content: Mapping[str, Any]) -> None:
        self.answer(content.get("text"))

    def _written(self) -> str:
        kept = self._saving.value.get("text")
        return kept if isinstance(kept, str) else ""
