"""What all activities share as widgets: how they look, what they are sent, their static form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import anywidget
import traitlets

from ownpace.activities.page import Bundle, message_page
from ownpace.errors import OwnpaceError

_STATIC = Path(__file__).parent / "static"

P = ParamSpec("P")
R = TypeVar("R")


def script(*names: str) -> str:
    """An activity's front end with what all share. One text, since anywidget loads one file."""
    return "".join(_read(name) for name in ("shared.js", *names))


def style(*names: str) -> str:
    """How an activity looks: as all do, and what is only its own."""
    return "".join(_read(name) for name in ("activities.css", *names))


def _read(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


class Activity(anywidget.AnyWidget):
    """A widget that takes a learner's answer. Python decides all that the front end shows."""

    saved_at = traitlets.Unicode("", help="ISO time of the last save").tag(sync=True)
    notice = traitlets.Unicode("", help="what the learner should know about saving").tag(sync=True)

    turn = traitlets.Int(0, help="grows with each answer taken: the front end draws then").tag(
        sync=True
    )

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.on_msg(lambda _, content, __: self.receive(content))

    def page(self) -> Bundle:
        """The static form of the activity as it is now."""
        raise NotImplementedError

    def receive(self, content: Mapping[str, Any]) -> None:
        """Take what the front end sent. What means nothing is passed over."""
        raise NotImplementedError

    def show(self, **traits: Any) -> None:
        """Send traits to the front end, in one message."""
        with self.hold_sync():
            for name, value in traits.items():
                self.set_trait(name, value)
            self.turn += 1

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, **self.page()}, metadata


class Message:
    """What is shown in place of an activity that cannot be: words, not a traceback."""

    def __init__(self, problem: OwnpaceError) -> None:
        self.problem = problem

    def _repr_mimebundle_(self, **kwargs: Any) -> Bundle:
        return message_page(self.problem.message, self.problem.hint)


def told(make: Callable[P, R]) -> Callable[P, R | Message]:
    """Make a function that shows an activity show a message where it raises ``OwnpaceError``."""

    @wraps(make)
    def shown(*args: P.args, **kwargs: P.kwargs) -> R | Message:
        try:
            return make(*args, **kwargs)
        except OwnpaceError as problem:
            return Message(problem)

    return shown
