"""``checklist``: things to do away from the screen, ticked off one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.page import Bundle, checklist_page
from ownpace.activities.saving import Saving
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError
from ownpace.store.answers import Value

MOST = 50


@told
def checklist(name: str, items: Sequence[str], title: str = "To do") -> ChecklistWidget:
    """List what to do. Each tick is saved at once and is there again when the cell is run again;
    the list is complete when all is ticked.

    >>> checklist("plan-start", ["Open your calendar", "Find two free hours"])  # doctest: +SKIP
    """
    return ChecklistWidget(title, checked(items), Saving(place.FOLDER, name, "checklist"))


def checked(items: Any) -> tuple[str, ...]:
    """The items, tidied. Raises ``ActivityError`` where they make no list of different texts."""
    if isinstance(items, str) or not isinstance(items, Sequence):
        raise ActivityError(
            "A checklist needs a list of items.",
            hint='Put them in square brackets: ["first", "second"].',
        )
    texts = tuple(item.strip() if isinstance(item, str) else "" for item in items)
    if not texts or not all(texts):
        raise ActivityError("Each item of a checklist is a text that says what to do.")
    if len(set(texts)) < len(texts):
        raise ActivityError(
            "Two items of this checklist are the same.", hint="Make each different."
        )
    if len(texts) > MOST:
        raise ActivityError(f"This checklist has {len(texts)} items, and {MOST} is the most.")
    return texts


class ChecklistWidget(Activity):
    """The front end sends ``{"item": text, "ticked": bool}``."""

    _esm = script("checklist.js")
    _css = style()

    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Unicode(), help="in their order").tag(sync=True)
    ticked = traitlets.List(traitlets.Unicode(), help="those that are done").tag(sync=True)

    def __init__(self, title: str, items: tuple[str, ...], saving: Saving) -> None:
        self._saving = saving
        done = _ticked(saving.value, items)
        super().__init__(title=title, items=list(items), ticked=done, **saving.status())

    def page(self) -> Bundle:
        return checklist_page(self.title, self.items, self.ticked)

    def tick(self, item: str, ticked: bool) -> None:
        """Save one tick, beside what another tab ticked meanwhile."""
        items = tuple(self.items)

        def revise(value: Value) -> tuple[Value, bool]:
            done = {*_ticked(value, items), item} if ticked else {*_ticked(value, items)} - {item}
            return {"ticked": [each for each in items if each in done]}, done >= set(items)

        self._saving.revise(revise)
        self.show(ticked=_ticked(self._saving.value, items), **self._saving.status())

    def receive(self, content: Mapping[str, Any]) -> None:
        if content.get("item") in self.items:
            self.tick(content["item"], content.get("ticked") is True)


def _ticked(value: Value, items: Sequence[str]) -> list[str]:
    """The items that are ticked in what was saved, which may be of an older list, or forged."""
    kept = value.get("ticked")
    return [item for item in items if item in kept] if isinstance(kept, list) else []
