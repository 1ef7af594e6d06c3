"""How a submission's process comes to be: the warm process forks a worker for each job, and a
worker forks twice each time it is asked.

The first of the two is the first process of new name spaces (``keeper``), the second does the
work. The channels to the controller come with the request, so that the worker, of which all
others are copies, holds nothing of any submission.
"""

from __future__ import annotations

import base64
import gc
import json
import os
import signal
import socket
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from ownpace_graders.execute import staging
from ownpace_graders.execute.keeper import Keeper
from ownpace_graders.execute.wire import Frame, receive, send
from ownpace_graders.sandbox import kernel, spaces

_MOST_CHANNELS = 250

#: What the second process does, with its channels to the controller: the main one, and the others.
Life = Callable[["Birth", list[socket.socket]], None]


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


def instructed(confined: bool) -> tuple[socket.socket, Frame | None]:
    """Say whether submissions can be confined here (by ending, where they cannot), and wait for
    what to warm up for; None when the controller hangs up. With the channel for requests."""
    requests = socket.socket(fileno=os.dup(0))
    if confined:
        spaces.try_own()
    requests.sendall(b"s")
    return requests, receive(requests)


class Workers:
    """The warm process: answers requests for a worker, or for the end of one, until whoever asks
    hangs up."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def serve(self, requests: socket.socket) -> None:
        _keep_what_is_there()
        requests.sendall(b"w")
        for data, channels in _requests(requests):
            number = self._new(requests, channels[0]) if channels else self._end(int(data))
            send(requests, {"number": number})

    def _new(self, requests: socket.socket, channel: socket.socket) -> int:
        child = os.fork()
        if child == 0:
            requests.close()
            kernel.die_with_parent()
            _and_exit(partial(Births(self.life).serve, channel))
        channel.close()
        return child

    def _end(self, number: int) -> int:
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        return number


class Births:
    """A worker: answers requests for a new process until whoever asks hangs up."""

    def __init__(self, life: Life) -> None:
        self.life = life

    def serve(self, requests: socket.socket) -> None:
        for data, channels in _requests(requests):
            birth = Birth(**json.loads(data))
            ids = spaces.own_ids()
            child = spaces.fork_into_own() if birth.confined else os.fork()
            if child == 0:
                requests.close()
                _and_exit(partial(self._first, birth, ids, channels))
            for channel in channels:
                channel.close()
            os.waitpid(child, 0)
            requests.sendall(b"e")

    def _first(self, birth: Birth, ids: spaces.Ids, channels: list[socket.socket]) -> None:
        kernel.die_with_parent()
        if birth.confined:
            spaces.make_room(birth.disk_mb, ids)
            kernel.drop_powers()
        else:
            os.setsid()
            kernel.adopt_orphans()
        leash, *others = channels
        keeper = Keeper(leash, birth.memory_mb, birth.processes)
        keeper.keep(lambda: self.life(birth, others), others)


def _requests(channel: socket.socket) -> Iterator[tuple[bytes, list[socket.socket]]]:
    """Each with the channels that came with it."""
    while True:
        data, descriptors, _, _ = socket.recv_fds(channel, 65536, _MOST_CHANNELS)
        if not data:
            return
        yield data, [socket.socket(fileno=number) for number in descriptors]


def _keep_what_is_there() -> None:
    """Collections in a fork do not touch, and so copy, what there is now."""
    gc.collect()
    gc.freeze()
    gc.enable()


def move_in(room: Path, channel: socket.socket) -> None:
    """Receive the submission's files, and go to the folder where they are."""
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


def _and_exit(work: Callable[[], None]) -> None:
    """In a fork: never go back to what the parent was doing."""
    with suppress(BaseException):
        signal.signal(signal.SIGINT, signal.default_int_handler)
        work()
    os._exit(0)
