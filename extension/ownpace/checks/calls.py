"""Calling a learner's function: what it returned, printed, or stopped with."""

from __future__ import annotations

import io
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from types import FunctionType, TracebackType
from typing import Any

from ownpace.checks.failure import CheckFailed
from ownpace.checks.names import ABSENT, look_up
from ownpace.checks.showing import error_words, show

_LONGEST = 100_000


@dataclass(frozen=True)
class Called:
    """What came of one call. ``error``: what it stopped with."""

    value: Any = None
    printed: str = ""
    error: BaseException | None = None

    def stopped(self) -> str:
        """The error in words, with the line of the cell that it came from."""
        assert self.error is not None
        trace = _traceback(self.error)
        while trace and trace.tb_next:
            trace = trace.tb_next
        inside = trace and trace.tb_frame.f_code.co_filename != __file__
        where = f", in line {trace.tb_lineno}" if trace and inside else ""
        return f"stops with {error_words(self.error)}{where}"


def _traceback(error: BaseException) -> TracebackType | None:
    """By Python's own attribute: the error's class may have one of that name."""
    found: TracebackType | None = vars(BaseException)["__traceback__"].__get__(error)
    return found


class _Page(io.StringIO):
    """Takes what is printed, up to a length; a loop that prints without end fills no memory."""

    def write(self, text: str, /) -> int:
        room = _LONGEST - self.tell()
        super().write(text[: max(room, 0)])
        return len(text)


def find(function: object) -> tuple[str, Any]:
    """A function by its name, or as itself: what to call it in a message, and the function."""
    if type(function) is not str:
        return (function.__name__ if type(function) is FunctionType else "the function"), function
    found = look_up(function)
    if found is ABSENT:
        raise CheckFailed(
            f"We looked for a function called {function} and did not find it. "
            f"Write def {function}(…): and run that cell first."
        )
    if not callable(found):
        raise CheckFailed(
            f"{function} is {show(found)}. We expected a function. "
            f"Write def {function}(…): and give other values another name."
        )
    return function, found


def call(
    function: Any,
    args: tuple[Any, ...],
    kwargs: dict[str, Any] | None = None,
    *,
    listen: bool = False,
    silent: bool = False,
) -> Called:
    """Call it with copies of the arguments, which it may change. ``listen``: what it prints is
    returned, and not on the screen; ``silent``: nor are warnings. Both know ``print`` and the
    streams, and no other way of showing something."""
    page = _Page()
    args, kwargs = deepcopy(args), deepcopy(kwargs or {})
    with ExitStack() as stack:
        if listen or silent:
            stack.enter_context(redirect_stdout(page))
        if silent:
            stack.enter_context(redirect_stderr(_Page()))
        try:
            value = function(*args, **kwargs)
        except (Exception, SystemExit) as error:
            return Called(None, page.getvalue(), error)
    return Called(value, page.getvalue())
