"""The first process of a submission's name spaces: it starts the learner's, watches what all of
them use, and takes them with it when it ends."""

from __future__ import annotations

import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable
from contextlib import suppress

from ownpace_graders.execute.wire import Frame, receive, send
from ownpace_graders.sandbox import kernel
from ownpace_graders.sandbox.family import descendants, kill, number_of, own_bytes

_GLANCE, _PATIENCE, _BLINK = 0.05, 5.0, 0.002


class Keeper:
    """Holds the leash: when the controller lets go of it, everything ends."""

    def __init__(self, leash: socket.socket, memory_mb: int, processes: int) -> None:
        self.leash = leash
        self.memory, self.processes = memory_mb << 20, processes
        self.shared = own_bytes()
        self.learner = 0

    def keep(self, work: Callable[[], None], channels: Iterable[socket.socket]) -> None:
        """Run ``work`` in the learner's process, which alone keeps the ``channels``, and do as
        told until it is over."""
        kernel.forbid_looking_in()  # before there is anybody who could look
        self.learner = os.fork()
        if self.learner == 0:
            kernel.allow_looking_in()  # or it could not open its own files in /proc
            self.leash.close()
            kernel.die_with_parent()
            work()
            os._exit(0)
        for channel in channels:
            channel.close()
        while self._hear():
            self._reap()
            self._look()
        self._end()

    def _hear(self) -> bool:
        ready, _, _ = select.select([self.leash], [], [], _GLANCE)
        order = receive(self.leash) if ready else {"do": "nothing"}
        if order is not None:
            self._obey(order)
        return order is not None

    def _obey(self, order: Frame) -> None:
        if order["do"] == "interrupt" and self.learner:
            kill(self.learner, signal.SIGINT)
        elif order["do"] == "clear":
            self._clear(set(order["keep"]))
            send(self.leash, {"cleared": True})

    def _clear(self, keep: set[int]) -> None:
        """End the learner's process and all it started, but the snapshots."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            numbers = {number for one in descendants() if (number := number_of(one))} - keep
            if not numbers:
                break
            for number in numbers:
                kill(number)
            time.sleep(_BLINK)  # a large process takes a while to go
            self._reap()

    def _end(self) -> None:
        """The first process of a name space takes all others along when it goes."""
        if os.getpid() != 1:
            self._clear(set())

    def _reap(self) -> None:
        with suppress(ChildProcessError):
            while (ended := os.waitpid(-1, os.WNOHANG))[0]:
                if ended[0] == self.learner:
                    self.learner = 0
                    with suppress(OSError):
                        send(self.leash, {"ended": os.waitstatus_to_exitcode(ended[1])})

    def _look(self) -> None:
        """Count threads and memory: the system's own limits hold for one process each, and the
        one on processes not for root."""
        family = descendants()
        if sum(member.threads for member in family) > self.processes:
            self._tell("processes")
        # What is resident is known already, and more than what is a process's own.
        possible = self._beyond(member.resident for member in family)
        if possible > self.memory < self._beyond(own_bytes(one.shown) for one in family):
            self._tell("memory")

    def _beyond(self, sizes: Iterable[int]) -> int:
        """What all have in bytes, each beyond what it came with."""
        return sum(max(0, size - self.shared) for size in sizes)

    def _tell(self, what: str) -> None:
        with suppress(OSError):
            send(self.leash, {"over": what})
        self._end()
        os._exit(1)
