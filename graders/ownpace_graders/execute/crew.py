"""A worker as the controller sees it: started, asked for births, replaced when it dies."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ownpace_graders.execute.model import Limits, Settings
from ownpace_graders.sandbox.bubble import ROOM, command, environment
from ownpace_graders.sandbox.probe import python

_WARM_SECONDS = 180


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


class WorkerProcess:
    """One warm worker. Used by one thread."""

    def __init__(self, settings: Settings, confined: bool) -> None:
        self.confined = confined
        self.home = Path(tempfile.mkdtemp(prefix="ownpace-")) if not confined else Path(ROOM)
        kernel = settings.kernel
        worker = kernel.worker if kernel else "ownpace_graders.execute.worker"
        words = settings.model_dump(mode="json", include={"imports", "hidden_begin", "kernel"})
        program = python(f"from {worker} import main; main({words!r})")
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
        self.warm = False

    def bear(self, limits: Limits, snapshots: int) -> Lines:
        """A new process for a submission. ``OSError`` when the worker is dead."""
        self._wait_until_warm()
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

    def close(self) -> None:
        """End it: by itself if it can, for then nothing of it is left when this returns."""
        self.channel.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2)
        self._process.kill()
        self._process.wait()
        if not self.confined:
            shutil.rmtree(self.home, ignore_errors=True)

    def _wait_until_warm(self) -> None:
        if not self.warm:
            self.channel.settimeout(_WARM_SECONDS)
            if self.channel.recv(1) != b"w":
                raise OSError("the worker did not start")
            self.warm = True

    def _birth(self, limits: Limits) -> bytes:
        room = ROOM if self.confined else tempfile.mkdtemp(dir=self.home)
        words = {"room": room, "confined": self.confined}
        names = ("memory_mb", "processes", "open_files", "disk_mb", "file_mb")
        return json.dumps(words | {name: getattr(limits, name) for name in names}).encode()
