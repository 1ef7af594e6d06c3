"""Executing submissions: a warm, confined worker, and a fork of it for each of them.

The names below load when they are first used: a worker is a process of this package as well, and
each of its forks would copy what only the controller needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ownpace_graders.execute.controller import execute
    from ownpace_graders.execute.crew import Crew
    from ownpace_graders.execute.model import Kernel, Limits, Ran, Settings, Task

__all__ = ["Crew", "Kernel", "Limits", "Ran", "Settings", "Task", "execute"]

_HOMES = {"execute": "controller", "Crew": "crew"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
