"""The hidden part of a check: telling it from the visible one, and from what it printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: Shorter lines (``pass``, ``)``) also stand in visible code and would hide honest output.
_TELLING = 12


def split(text: str, begin: str = BEGIN, end: str = END) -> tuple[str, tuple[str, ...]]:
    """The visible part of a check's source, and the hidden lines."""
    visible: list[str] = []
    hidden: list[str] = []
    inside = False
    for line in text.split("\n"):
        if begin in line:
            inside = True
        elif end in line:
            inside = False
        else:
            (hidden if inside else visible).append(line)
    return "\n".join(visible), tuple(line.strip() for line in hidden if line.strip())


def has_hidden(text: str, begin: str = BEGIN) -> bool:
    return begin in text


def shows(output: Any, hidden: Iterable[str]) -> bool:
    """Whether an output holds a hidden line, as the traceback of a later cell may."""
    text = _COLOUR.sub("", "\n".join(_texts(output)))
    return any(len(line) >= _TELLING and line in text for line in hidden)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
