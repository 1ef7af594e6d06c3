"""The warm process as the controller sees it: started, told what to import, and asked for workers,
which are forks of it."""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from ownpace_graders.execute.model import Kernel, Settings
from ownpace_graders.execute.wire import Frame, receive, send
from ownpace_graders.sandbox.bubble import ROOM, command, environment
from ownpace_graders.sandbox.probe import python

_WARM_SECONDS = 180
_OURS = "ownpace_graders.execute.worker"
#: Nothing is collected while it imports; ``births`` turns that on again.
_PROGRAM = "import gc; gc.disable(); from {} import main; main({})"


class WarmProcess:
    """Of ours, or for another kernel. Used by one thread at a time, but for ``kill``. ``told`` is
    what to warm up for, if it knows already; ``home`` is where rooms are, if it is not confined."""

    def __init__(self, confined: bool, kernel: Kernel | None = None) -> None:
        self.confined = confined
        self.told: Frame | None = None
        self._begun = self._warm = False
        self.home = Path(tempfile.mkdtemp(prefix="ownpace-")) if not confined else Path(ROOM)
        program = python(_PROGRAM.format(kernel.worker if kernel else _OURS, confined))
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
        self.channel.settimeout(_WARM_SECONDS)

    def begins(self) -> bool:
        """Whether it could be started, and can confine; waits until that is known."""
        if not self._begun:
            with suppress(OSError):
                self._begun = self.channel.recv(1) == b"s"
        return self._begun

    def prepare(self, settings: Settings) -> None:
        self.told = words(settings)
        send(self.channel, self.told)

    def warm(self, settings: Settings) -> None:
        """Wait until it has imported all. Raises ``OSError`` when it did not start."""
        if self.told is None:
            self.prepare(settings)
        self._warm = self._warm or (self.begins() and self.channel.recv(1) == b"w")
        if not self._warm:
            raise OSError("the worker did not start")

    def fork(self) -> tuple[int, socket.socket]:
        """A worker: its number there, and the channel for requests. ``OSError`` where this is
        dead."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self.channel, [b"worker"], [theirs.fileno()])
            if (answer := receive(self.channel)) is None:
                raise OSError("the warm process is dead")
        except OSError:
            ours.close()
            raise
        return int(answer["number"]), ours

    def end_fork(self, number: int) -> None:
        """End a worker at once, and all that it bore. ``OSError`` when this is dead."""
        self.channel.sendall(b"%d" % number)
        receive(self.channel)

    def kill(self) -> None:
        """End it and its workers at once, from any thread; whoever speaks with a submission sees
        it die."""
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


def words(settings: Settings) -> Frame:
    """What a warm process is told of a module."""
    wanted = {"hidden_begin", "kernel"} if settings.kernel else {"imports"}
    return settings.model_dump(mode="json", include=wanted)
