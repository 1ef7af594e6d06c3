"""The warm process in the sandbox. For each submission it forks; it never sees one itself.

    python -I -c "…" SETTINGS      standard input: a socket on which births are asked for

The learner's process comes to be in three forks: the first enters new name spaces, the second is
the first process there (``keeper``), the third runs cells (``cells``). The channels to the
controller come with the request, so that this process, of which all others are copies, holds
nothing of any submission.
"""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ownpace_graders.execute import audit, comms, staging, warming
from ownpace_graders.execute.cells import Runner, open_spills
from ownpace_graders.execute.guard import Guard
from ownpace_graders.execute.keeper import Keeper
from ownpace_graders.execute.shell import new_shell
from ownpace_graders.execute.snapshots import Snapshots
from ownpace_graders.execute.streams import install
from ownpace_graders.execute.wire import receive, send
from ownpace_graders.sandbox import kernel, spaces

_MOST_CHANNELS = 250


@dataclass(frozen=True)
class Birth:
    """What the controller asks for: a process under these limits, with its files in ``room``."""

    room: str
    confined: bool
    memory_mb: int
    processes: int
    open_files: int
    disk_mb: int
    file_mb: int

    @property
    def allowance(self) -> spaces.Allowance:
        words = asdict(self)
        return spaces.Allowance(**{k: v for k, v in words.items() if k not in ("room", "confined")})


class Worker:
    """Warms up, then waits for births to be asked for."""

    def __init__(self, imports: list[str]) -> None:
        self.streams = install()
        comms.install()
        self.shell = new_shell()
        warming.warm(self.shell, imports)
        self.guard = Guard(self.shell, imports)
        self.ours = warming.our_modules()

    def serve(self, requests: socket.socket) -> None:
        requests.sendall(b"w")
        while True:
            data, descriptors, _, _ = socket.recv_fds(requests, 65536, _MOST_CHANNELS)
            if not data:
                return
            channels = [socket.socket(fileno=number) for number in descriptors]
            child = os.fork()
            if child == 0:
                requests.close()
                _and_exit(partial(self._first, Birth(**json.loads(data)), channels))
            for channel in channels:
                channel.close()
            os.waitpid(child, 0)
            requests.sendall(b"e")

    def _first(self, birth: Birth, channels: list[socket.socket]) -> None:
        """Enter new name spaces; what is forked from here is in them."""
        kernel.die_with_parent()
        if birth.confined:
            spaces.enter_own()
        child = os.fork()
        if child == 0:
            _and_exit(lambda: self._second(birth, channels))
        for channel in channels:
            channel.close()
        os.waitpid(child, 0)

    def _second(self, birth: Birth, channels: list[socket.socket]) -> None:
        kernel.die_with_parent()
        if birth.confined:
            spaces.make_room(birth.disk_mb)
            kernel.drop_powers()
        else:
            os.setsid()
            kernel.adopt_orphans()
        leash, *others = channels
        keeper = Keeper(leash, birth.memory_mb, birth.processes)
        keeper.keep(lambda: self._learner(birth, others), others)

    def _learner(self, birth: Birth, channels: list[socket.socket]) -> None:
        """The process that runs cells, until the controller hangs up."""
        main, *slots = channels
        runner = Runner(self.shell, self.streams, self.guard, main)
        self._move_in(Path(birth.room), main)
        spaces.limit(birth.allowance)
        if birth.confined:
            spaces.limit_processes(birth.processes)
        kernel.drop_powers()
        runner.begin(open_spills(Path.cwd().parent))
        warming.reseed()
        warming.forget(self.ours)
        audit.watch(runner.flag)
        snapshots = Snapshots(slots, birth.confined, birth.disk_mb)
        send(main, {"ready": True})
        runner.serve({"snapshot": snapshots.take})

    def _move_in(self, room: Path, channel: socket.socket) -> None:
        folder = room / "work"
        folder.mkdir()
        os.chdir(folder)
        os.environ["HOME"] = tempfile.tempdir = str(room)
        data = bytearray()
        while (frame := receive(channel)) is not None:
            data += base64.b64decode(frame["part"])
            if frame["last"]:
                break
        staging.unpack(bytes(data), folder)
        sys.path.insert(0, "")


def _and_exit(work: Callable[[], None]) -> None:
    """In a fork: never go back to what the parent was doing."""
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
    os._exit(0)


def main(words: dict[str, Any]) -> None:
    requests = socket.socket(fileno=os.dup(0))
    Worker(list(words["imports"])).serve(requests)
