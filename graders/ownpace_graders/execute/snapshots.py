"""Copies of the submission's process, one where each hidden part stands, that wait for it.

A snapshot gets its source only after the notebook has run and its process is dead: what a
hidden part passes to a learner's function can reach no later cell, for none comes later.
"""

from __future__ import annotations

import os
import shutil
import socket
import tempfile
from collections.abc import Callable
from pathlib import Path

from ownpace_graders.execute.cells import Runner, open_spills
from ownpace_graders.execute.wire import Frame, receive, send
from ownpace_graders.sandbox import kernel, spaces
from ownpace_graders.sandbox.bubble import ROOM


class Snapshots:
    """Makes them, over channels that were there before the learner's code."""

    def __init__(self, channels: list[socket.socket], confined: bool, disk_mb: int) -> None:
        self.channels, self.confined, self.disk_mb = channels, confined, disk_mb
        self.folder = Path.cwd()  # where the learner's code may be later is another matter

    def take(self, runner: Runner, order: Frame) -> None:
        """Fork; the copy never returns."""
        channel = self.channels[order["slot"]]
        child = os.fork()
        if child == 0:
            _always_exit(lambda: self._wait(runner, channel))
        channel.close()
        send(runner.channel, {"nonce": order["nonce"], "done": True, "pid": child})

    def _wait(self, runner: Runner, channel: socket.socket) -> None:
        runner.channel.close()
        runner.channel = channel
        runner.begin(open_spills(self._copy_files()))
        send(channel, {"ready": True})
        order = receive(channel)
        if order is not None:
            runner.flags.clear()
            runner.run(order)

    def _copy_files(self) -> Path:
        """Returns a folder that the copy may write to."""
        if self.confined:
            spaces.copy_room(self.disk_mb)
            kernel.drop_powers()
            room = Path(ROOM)
        else:
            room = Path(tempfile.mkdtemp(dir=self.folder.parent))
            shutil.copytree(self.folder, room, symlinks=True, dirs_exist_ok=True)
            if Path.cwd() == self.folder:
                os.chdir(room)
        kernel.forbid_looking_in()
        return room


def _always_exit(work: Callable[[], None]) -> None:
    """``atexit`` and the learner's own handlers never run in a copy."""
    try:
        work()
    finally:
        os._exit(0)
