"""``reflect``: an open question, answered in the learner's own words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.others import others
from ownpace.activities.page import Bundle, reflection_page
from ownpace.activities.saving import Saving
from ownpace.activities.typed import typed
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError

#: Characters: many times an essay, and far from what answers.json may hold.
LONGEST = 100_000


@told
def reflect(name: str, prompt: str, *, share: bool = False) -> ReflectWidget:
    """Ask an open question. What is saved is there again when the cell is run again; it earns no
    points, and nobody but the learner and, once handed in, the teacher reads it. ``share``: offer
    to show it to the class, without the learner's name, after the module has closed.

    >>> reflect("plan-when", "When in the day do you learn best?")  # doctest: +SKIP
    """
    saving = Saving(place.FOLDER, name, "reflect")
    made = ReflectWidget(prompt, saving)
    made.offer_sharing(name, share)
    return made


def accepted(text: Any) -> str:
    """The text, tidied at its ends. Raises ``ActivityError`` when it is none, or too long."""
    tidy = typed(text)
    if not tidy:
        raise ActivityError("Write something first: a sentence is enough.")
    return fitting(tidy)


def fitting(text: str) -> str:
    """The text. Raises ``ActivityError`` when it is too long to be saved."""
    if len(text) > LONGEST:
        raise ActivityError(f"This is too long to save: {len(text)} characters of {LONGEST}.")
    return text


class ReflectWidget(Activity):
    """The front end sends ``{"text": …}``, with ``share`` where that is offered; ``text``, or
    ``refused`` and why, answers it."""

    _esm = script("sharing.js", "reflect.js")
    _css = style()

    prompt = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode(help="as last saved").tag(sync=True)
    refused = traitlets.Unicode(help="why the last text was not taken").tag(sync=True)
    offers_sharing = traitlets.Bool(False).tag(sync=True)
    share = traitlets.Bool(False, help="the class may read it, as last saved").tag(sync=True)
    others = traitlets.Dict(help="what others wrote, after the close").tag(sync=True)
    margin = traitlets.Bool(False, help="saves itself when one leaves it").tag(sync=True)

    def __init__(self, prompt: str, saving: Saving) -> None:
        self._saving = saving
        super().__init__(prompt=prompt, text=self._written(), **saving.status())

    def page(self) -> Bundle:
        return reflection_page(self.prompt, self._written())

    def offer_sharing(self, name: str, offered: bool) -> None:
        """Ask whether the class may read it, where that is ``offered``, and show what others of
        the class wrote, if that is there already."""
        written, notice = others(name, [self.text])
        self.offers_sharing, self.share = offered, self._shares()
        self.others, self.notice = written, self.notice or notice

    def answer(self, text: Any, share: Any = None) -> None:
        """Save the text, and whether the class may read it (None: as before), or say why not."""
        try:
            tidy = self.accepted(text)
        except ActivityError as problem:
            self.show(refused=problem.message)
            return
        leave = {"share": True} if (self._shares() if share is None else share is True) else {}
        self._saving.revise(lambda _: ({"text": tidy, **leave}, True))
        status = self._saving.status()
        self.show(text=tidy, share=self._shares(), refused="", **status)

    def accepted(self, text: Any) -> str:
        """What is saved of a text; ``ActivityError`` says why nothing is."""
        return accepted(text)

    def receive(self, content: Mapping[str, Any]) -> None:
        self.answer(content.get("text"), content.get("share") if self.offers_sharing else None)

    def _shares(self) -> bool:
        return self._saving.value.get("share") is True

    def _written(self) -> str:
        kept = self._saving.value.get("text")
        return kept if isinstance(kept, str) else ""
