"""Workers as the controller sees them: started, asked for births, replaced when they die."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
from collections import deque
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ownpace_graders.execute.model import Kernel, Limits, Settings
from ownpace_graders.execute.wire import Frame, send
from ownpace_graders.sandbox.bubble import ROOM, command, environment
from ownpace_graders.sandbox.probe import python, require

_WARM_SECONDS = 180
_OURS = "ownpace_graders.execute.worker"
#: Nothing is collected while it imports; ``births`` turns that on again.
_PROGRAM = "import gc; gc.disable(); from {} import main; main({})"


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
    """Workers for whoever asks. Some are started ``early``, before anybody knows what for: they
    import what every submission needs while the controller reads its course. May be asked from
    several threads."""

    def __init__(self, confined: bool = True, early: int = 0) -> None:
        self.confined = confined
        self._early: deque[WorkerProcess] = deque()
        with suppress(OSError):  # told to who asks for one, if anybody does
            self._early.extend(WorkerProcess(confined) for _ in range(early))

    def expect(self, settings: Settings) -> None:
        """What the workers will probably be asked for: they begin at once."""
        for worker in self._early:
            with suppress(OSError):
                worker.prepare(settings)

    def check(self) -> None:
        """Raise ``CommandError`` (``cannot-confine``) where this machine cannot confine."""
        if self.confined and not (self._early and self._early[0].begins()):
            require()

    def worker(self, settings: Settings) -> WorkerProcess:
        """A warm one. Raises ``OSError`` where it does not start."""
        worker = self._one(settings)
        worker.warm(settings)
        return worker

    def close(self) -> None:
        """End the workers that nobody asked for."""
        while self._early:
            self._early.pop().end()

    def _one(self, settings: Settings) -> WorkerProcess:
        if settings.kernel is None:
            with suppress(IndexError):
                worker = self._early.popleft()
                if worker.told in (None, _words(settings)):
                    return worker
                worker.end()
        return WorkerProcess(self.confined, settings.kernel)


class WorkerProcess:
    """One worker, of ours or for another kernel. Used by one thread. ``told`` is what to warm up
    for, if it knows already."""

    def __init__(self, confined: bool, kernel: Kernel | None = None) -> None:
        self.confined = confined
        self.told: Frame | None = None
        self._begun = False
        self.home = Path(tempfile.mkdtemp(prefix="ownpace-")) if not confined else Path(ROOM)
        home = kernel.worker if kernel else _OURS
        program = python(_PROGRAM.format(home, confined))
        self.channel, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            command(program, kernel.folders if kernel else ()) if confined else program,
            stdin=theirs.fileno(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=None if confined else environment(str(self.home)),
            cwd=None if confined else self.home,
            start_new_session=True,
        )
        theirs.close()

    def begins(self) -> bool:
        """Whether it could be started, and can confine; waits until that is known."""
        if not self._begun:
            self.channel.settimeout(_WARM_SECONDS)
            with suppress(OSError):
                self._begun = self.channel.recv(1) == b"s"
        return self._begun

    def prepare(self, settings: Settings) -> None:
        self.told = _words(settings)
        send(self.channel, self.told)

    def warm(self, settings: Settings) -> None:
        """Wait until it has imported all. Raises ``OSError`` when it did not start."""
        if self.told is None:
            self.prepare(settings)
        try:
            if not self.begins() or self.channel.recv(1) != b"w":
                raise OSError("the worker did not start")
        except OSError:
            self.end()
            raise

    def bear(self, limits: Limits, snapshots: int) -> Lines:
        """A new process for a submission. ``OSError`` when the worker is dead."""
        pairs = [socket.socketpair() for _ in range(2 + snapshots)]
        numbers = [theirs.fileno() for _, theirs in pairs]
        try:
            socket.send_fds(self.channel, [self._birth(limits)], numbers)
        finally:
            for _, theirs in pairs:
                theirs.close()
        leash, main, *slots = (ours for ours, _ in pairs)
        return Lines(leash, main, slots)

    def rest(self, seconds: float = 20) -> bool:
        """Wait until nothing of the last submission is left; False when the worker must go."""
        self.channel.settimeout(seconds)
        try:
            return self.channel.recv(1) == b"e"
        except OSError:
            return False

    def kill(self) -> None:
        """End it at once, from any thread; whoever speaks with a submission sees it die."""
        self._process.kill()

    def end(self) -> None:
        """End it at once, whatever it is at."""
        self.kill()
        self.close()

    def close(self) -> None:
        """End it: by itself if it can, for then nothing of it is left when this returns."""
        self.channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        if not self.confined:
            shutil.rmtree(self.home, ignore_errors=True)

    def _birth(self, limits: Limits) -> bytes:
        room = ROOM if self.confined else tempfile.mkdtemp(dir=self.home)
        words = {"room": room, "confined": self.confined}
        names = ("memory_mb", "processes", "open_files", "disk_mb", "file_mb")
        return json.dumps(words | {name: getattr(limits, name) for name in names}).encode()


def _words(settings: Settings) -> Frame:
    wanted = {"hidden_begin", "kernel"} if settings.kernel else {"imports"}
    return settings.model_dump(mode="json", include=wanted)
