"""Learning at your own pace in Jupyter: what a notebook of a course imports.

The names below load when they are first used, so that ``import ownpace`` stays cheap for the
server and the command line, which need none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownpace.activities.ask import ask
    from ownpace.activities.checkin import checkin
    from ownpace.activities.checklist import checklist
    from ownpace.activities.note import note
    from ownpace.activities.plan import plan
    from ownpace.activities.quiz import quiz
    from ownpace.activities.reflect import reflect
    from ownpace.activities.review import review
    from ownpace.activities.video import video

__all__ = ["ask", "checkin", "checklist", "note", "plan", "quiz", "reflect", "review", "video"]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("importlib.metadata").version("ownpace")
    if name in __all__:
        return getattr(import_module(f"ownpace.activities.{name}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__, "__version__"])
