"""Taking turns at a desk: actions that change files come one after another, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ownpace.errors import WorkError

T = TypeVar("T")


class Turns:
    """Who may go on with what. One of these for each desk."""

    def __init__(self) -> None:
        self._changing = asyncio.Lock()
        self._going_on: set[str] = set()

    async def alone(self, action: Callable[[], T]) -> T:
        """Do what changes files, when nothing else does."""
        async with self._changing:
            return await asyncio.to_thread(action)

    async def beside(self, action: Callable[[], T]) -> T:
        """Do what only reads, or works on a copy."""
        return await asyncio.to_thread(action)

    @contextmanager
    def only_one(self, what: str) -> Iterator[None]:
        """Refuse, with ``WorkError`` (``busy``), to begin what is still going on."""
        if what in self._going_on:
            raise WorkError(
                "This is still being worked on.", hint="Wait until it has ended.", code="busy"
            )
        self._going_on.add(what)
        try:
            yield
        finally:
            self._going_on.discard(what)
