"""``ownpace grade --watch`` as a process of its own, and what it tells."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from ownpace_graders.watch import Event
from tests.support.processes import until

COMMAND = (sys.executable, "-m", "ownpace_graders")


class Watcher:
    """``events`` grows while the process runs."""

    def __init__(self, root: Path, *options: str, program: tuple[str, ...] = COMMAND) -> None:
        command = [*program, "grade", "--watch", "--json", "--course", str(root), *options]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            # Whoever runs the tests in the background may have Ctrl-C ignored, which is inherited.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
        )
        self.events: list[Event] = []
        self.said: list[str] = []
        self._readers = [
            threading.Thread(target=self._read_events),
            threading.Thread(target=self._read_errors),
        ]
        for reader in self._readers:
            reader.start()

    def hears(self, message: str, learner: str | None = None, times: int = 1) -> Event:
        """Wait for ``times`` events of ``learner`` in which ``message`` stands; the last one."""

        def heard() -> bool:
            if self.process.poll() is not None and len(self._with(message, learner)) < times:
                raise AssertionError(f"it ended: {self.told} {self.said}")
            return len(self._with(message, learner)) >= times

        _until(heard, lambda: f"{message!r} of {learner}; told: {self.told}")
        return self._with(message, learner)[-1]

    @property
    def told(self) -> list[str]:
        return [f"{event.learner}: {event.message}" for event in self.events]

    def end(self, kind: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal, and wait for the exit status."""
        self.process.send_signal(kind)
        return self.wait()

    def wait(self) -> int:
        try:
            status = self.process.wait(120)
        finally:
            self.process.kill()  # it ended, or should have
        for reader in self._readers:
            reader.join(60)
        return status

    def _with(self, message: str, learner: str | None) -> list[Event]:
        return [e for e in list(self.events) if message in e.message and e.learner == learner]

    def _read_events(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as out:
            self.events.extend(map(Event.model_validate_json, out))

    def _read_errors(self) -> None:
        assert self.process.stderr is not None
        with self.process.stderr as errors:
            self.said.extend(errors)


@contextmanager
def a_watcher(root: Path, *options: str, program: tuple[str, ...] = COMMAND) -> Iterator[Watcher]:
    """One that is ready, and ends with the block."""
    watcher = Watcher(root, *options, program=program)
    try:
        watcher.hears("Watching")
        yield watcher
    finally:
        if watcher.process.poll() is None:
            watcher.end(signal.SIGKILL)
        watcher.wait()


def _until(condition: Callable[[], bool], what: Callable[[], str]) -> None:
    try:
        until(condition, "it", seconds=90)
    except AssertionError as problem:
        raise AssertionError(f"{problem}: {what()}") from problem
