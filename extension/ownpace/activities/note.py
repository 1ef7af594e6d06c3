"""``note``: a margin to write in, which nobody has to."""

from __future__ import annotations

from typing import Any

from ownpace.activities import place
from ownpace.activities.page import Bundle, note_page
from ownpace.activities.reflect import ReflectWidget, fitting
from ownpace.activities.saving import Saving
from ownpace.activities.typed import typed
from ownpace.activities.widget import told


@told
def note(name: str, prompt: str = "Your notes") -> NoteWidget:
    """A place for notes, saved when one leaves it. It may stay empty: no step waits for it. It is
    part of what is handed in, and says so.

    >>> note("curve-notes")  # doctest: +SKIP
    """
    return NoteWidget(prompt, Saving(place.FOLDER, name, "note"))


class NoteWidget(ReflectWidget):
    """As a reflection, but it may be emptied again."""

    def __init__(self, prompt: str, saving: Saving) -> None:
        super().__init__(prompt, saving)
        self.set_trait("margin", True)

    def page(self) -> Bundle:
        return note_page(self.prompt, self._written())

    def accepted(self, text: Any) -> str:
        return fitting(typed(text))
