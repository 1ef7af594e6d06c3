"""Workers as the controller sees them: asked for, asked for births, replaced when they die."""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ownpace_graders.execute.model import Limits, Settings
from ownpace_graders.execute.warm import WarmProcess, words
from ownpace_graders.sandbox.bubble import ROOM
from ownpace_graders.sandbox.probe import require


@dataclass
class Lines:
    """The channels to one submission: ``leash`` to its keeper, ``main`` to its own process,
    ``slots`` to the snapshots."""

    leash: socket.socket
    main: socket.socket
    slots: list[socket.socket]

    def close(self) -> None:
        for channel in (self.leash, self.main, *self.slots):
            channel.close()


class Crew:
    """Teams for whoever asks. With ``early``, a warm process is started before anybody knows what
    for: it imports what every submission needs while the controller reads its course."""

    def __init__(self, confined: bool = True, early: bool = False) -> None:
        self.confined = confined
        self._early: WarmProcess | None = None
        if early:
            with suppress(OSError):  # told to who asks for a worker, if anybody does
                self._early = WarmProcess(confined)

    def expect(self, settings: Settings) -> None:
        """What workers will probably be asked for: the warm process begins at once."""
        if self._early is not None:
            with suppress(OSError):
                self._early.prepare(settings)

    def check(self) -> None:
        """Raise ``CommandError`` (``cannot-confine``) where this machine cannot confine."""
        if self.confined and not (self._early and self._early.begins()):
            require()

    def team(self, settings: Settings) -> Team:
        early, self._early = self._early, None
        if early and (settings.kernel or early.told not in (None, words(settings))):
            early.end()
            early = None
        return Team(settings, self.confined, early)

    def close(self) -> None:
        """End what nobody asked for."""
        if self._early is not None:
            self._early.end()
            self._early = None


class Team:
    """Workers for one module: all are forks of one warm process, so that it imports once. May be
    asked from several threads. Whoever runs a task once more holds ``again``."""

    def __init__(self, settings: Settings, confined: bool, warm: WarmProcess | None) -> None:
        self.settings, self.confined = settings, confined
        self._warm = warm
        self._lock, self._killed = threading.Lock(), False
        self.again = threading.Lock()

    def worker(self) -> Worker:
        """Raises ``OSError`` where it does not start."""
        with self._lock:
            if self._warm is not None:
                with suppress(OSError):  # dead, it may be, since somebody asked before
                    return self._fork(self._warm)
                self._warm.end()
            if self._killed:
                raise OSError("the run was stopped")
            self._warm = WarmProcess(self.confined, self.settings.kernel)
            return self._fork(self._warm)

    def dismiss(self, worker: Worker) -> None:
        """End it, and whatever is left of what it bore."""
        worker.close()
        with self._lock, suppress(OSError):
            if self._warm is worker.warm:
                worker.warm.end_fork(worker.number)

    def kill(self) -> None:
        """End all at once, and for good, whoever else is at it."""
        self._killed = True
        if (warm := self._warm) is not None:
            warm.kill()

    def close(self) -> None:
        with self._lock:
            if self._warm is not None:
                self._warm.close()
                self._warm = None

    def _fork(self, warm: WarmProcess) -> Worker:
        warm.warm(self.settings)
        return Worker(warm, *warm.fork())


class Worker:
    """One of them, by its ``number`` in the warm process. Used by one thread."""

    def __init__(self, warm: WarmProcess, number: int, channel: socket.socket) -> None:
        self.warm, self.number, self.channel = warm, number, channel
        self.confined = warm.confined
        self.home = Path(ROOM) if self.confined else Path(tempfile.mkdtemp(dir=warm.home))

    def bear(self, limits: Limits, snapshots: int) -> Lines:
        """A new process for a submission. ``OSError`` when the worker is dead."""
        pairs = [socket.socketpair() for _ in range(2 + snapshots)]
        leash, main, *slots = (ours for ours, _ in pairs)
        lines = Lines(leash, main, slots)
        try:
            numbers = [theirs.fileno() for _, theirs in pairs]
            socket.send_fds(self.channel, [self._birth(limits)], numbers)
        except OSError:
            lines.close()
            raise
        finally:
            for _, theirs in pairs:
                theirs.close()
        return lines

    def rest(self, seconds: float = 20) -> bool:
        """Wait until nothing of the last submission is left; False when the worker must go."""
        self.channel.settimeout(seconds)
        try:
            rested = self.channel.recv(1) == b"e"
        except OSError:
            rested = False
        self._tidy()
        return rested

    def close(self) -> None:
        """It ends by itself as soon as it hears of that."""
        self.channel.close()
        if not self.confined:
            shutil.rmtree(self.home, ignore_errors=True)

    def _tidy(self) -> None:
        if not self.confined:
            for path in self.home.iterdir():
                shutil.rmtree(path, ignore_errors=True)

    def _birth(self, limits: Limits) -> bytes:
        room = ROOM if self.confined else tempfile.mkdtemp(dir=self.home)
        known = {"room": room, "confined": self.confined}
        names = ("memory_mb", "processes", "open_files", "disk_mb", "file_mb")
        return json.dumps(known | {name: getattr(limits, name) for name in names}).encode()
