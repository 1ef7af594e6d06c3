"""``ownpace`` at an hour of the term: the one place where the command asks for the time is told it.

``python -m tests.support.term.clock 2025-10-06T09:00+01:00 report`` is such a run.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime, tzinfo
from unittest.mock import patch

from ownpace_graders.cli import clock, run


def ownpace_at(at: datetime, words: Sequence[str]) -> int:
    """Run one command line; its exit status."""

    class Stopped(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return at.astimezone(tz)

    with patch.object(clock, "datetime", Stopped):
        return run(list(words))


if __name__ == "__main__":
    sys.exit(ownpace_at(datetime.fromisoformat(sys.argv[1]), sys.argv[2:]))
