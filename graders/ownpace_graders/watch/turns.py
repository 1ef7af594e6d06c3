"""When to try again what failed (``now`` is in seconds of a clock that only goes on)."""

from __future__ import annotations

from collections.abc import Hashable

#: Seconds before the second attempt; each further one waits twice as long, up to the last.
FIRST, LAST = 5.0, 300.0


class Turns:
    """What failed, how often, and when its turn comes again."""

    def __init__(self) -> None:
        self._failed: dict[Hashable, tuple[float, float]] = {}

    def __contains__(self, what: Hashable) -> bool:
        """Whether it failed the last time."""
        return what in self._failed

    def is_due(self, what: Hashable, now: float) -> bool:
        return what not in self._failed or now >= self._failed[what][1]

    def failed(self, what: Hashable, now: float) -> None:
        before = self._failed[what][0] if what in self._failed else FIRST / 2
        wait = min(2 * before, LAST)
        self._failed[what] = (wait, now + wait)

    def over(self, what: Hashable) -> None:
        """It worked, or is not to be tried again."""
        self._failed.pop(what, None)
