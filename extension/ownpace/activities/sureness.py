"""How sure a learner says to be in a check-in; without the widget, whose libraries take a second to
import."""

from __future__ import annotations

from ownpace.store.answers import Value

#: From 1 on, in words.
SURE = ("not at all", "a little", "half and half", "rather", "completely")


def is_sureness(answer: object) -> bool:
    return type(answer) is int and 1 <= answer <= len(SURE)


def sureness(value: Value) -> int | None:
    """What a check-in's answer says, in a file that may have been forged."""
    found = value.get("sure")
    return found if type(found) is int and is_sureness(found) else None
