"""Work that must not run in the main thread, where the browser of other tests keeps a loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def in_a_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What the function returns or raises, called in a thread of its own."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(function, *args, **kwargs).result()


def in_a_loop(work: Callable[[], Coroutine[Any, Any, R]]) -> R:
    """What the coroutine returns or raises, in a loop and thread of its own."""
    return in_a_thread(lambda: asyncio.run(work()))
