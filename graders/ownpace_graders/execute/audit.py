"""Noticing what cannot be prevented: a cell that looks into frames, memory or other processes.

An audit hook sees only what Python itself announces, and a determined author gets round it
(by C code, or by letting a library look). What it sees is told to a person; it judges nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

#: Announced by the interpreter, and asked for by no honest notebook of a course.
_TELLING = {
    "gc.get_objects": "looked through all objects in memory",
    "gc.get_referrers": "looked for who refers to an object",
    "gc.get_referents": "looked for what an object refers to",
    "sys._current_frames": "looked into the frames of other threads",
    "sys._getframe": "looked into its callers' frames",
    "sys.settrace": "traced other code",
    "sys.setprofile": "profiled other code",
    "ctypes.dlopen": "called into C libraries",
    "ctypes.string_at": "read raw memory",
    "ctypes.cdata": "read raw memory",
    "sys.addaudithook": "added an audit hook",
    "signal.pthread_kill": "sent signals to threads",
}
CODES = "changed the code of a function"
_CELL = "/ipykernel_"
_WAYS = ("inspect.py", "ctypes/__init__.py")


def watch(flag: Callable[[str], None]) -> None:
    """From now on (audit hooks cannot be taken off) tell ``flag`` what cells do."""
    telling = _TELLING

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in telling:
            if _from_a_cell(_caller()):
                flag(telling[event])
        elif event == "object.__setattr__" and arguments[1] == "__code__":
            flag(CODES)

    sys.addaudithook(hook)


def _caller() -> FrameType | None:
    """The frame that the event comes from. ``sys._getframe`` would itself be an event."""
    try:
        raise LookupError
    except LookupError as here:
        trace = here.__traceback__
        hook = trace.tb_frame.f_back if trace else None
        return hook.f_back if hook else None


def _from_a_cell(frame: FrameType | None) -> bool:
    while frame is not None and frame.f_code.co_filename.endswith(_WAYS):
        frame = frame.f_back
    return frame is not None and _CELL in frame.f_code.co_filename
