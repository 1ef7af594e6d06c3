"""``ownpace grade --watch``: what it prints, and how it ends."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ownpace_graders.cli.clock import now
from ownpace_graders.cli.summary import told

if TYPE_CHECKING:
    from ownpace_graders.watch import Choice, Event


def watch_until_stopped(course: Path, choice: Choice, as_json: bool) -> None:
    """Watch until Ctrl-C or SIGTERM, which are no error. Raises ``CommandError`` where it cannot
    begin."""

    def show(event: Event) -> None:
        # A log on a full disk, or a reader that is gone, must not end the work.
        with suppress(OSError):
            print(event.model_dump_json() if as_json else one_line(event), flush=True)

    with ended_by_signals():
        from ownpace_graders.watch import watch

        watch(course, choice, show, now)


def one_line(event: Event) -> str:
    """When (local time), who, what, and what is next."""
    step = f" → {event.next}" if event.next else ""
    return f"{event.at.astimezone():%Y-%m-%d %H:%M:%S} {told(event)}{step}"


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """End what is within at SIGINT and SIGTERM, wherever it is, and go on after it."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = [signal.signal(kind, signal.default_int_handler) for kind in kinds]
    try:
        yield
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    finally:
        for kind, handler in zip(kinds, before, strict=True):
            signal.signal(kind, handler)
