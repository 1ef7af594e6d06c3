"""The warm process for another language: it imports Jupyter's client once, and each fork of it
starts a kernel beside itself, in name spaces that only the two are in.

    python -I -c "…"      standard input: a socket, on which come what kernel it is, and then
                          requests for workers
"""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path
from typing import Any

from ownpace_graders.execute.births import Birth, Workers, instructed, move_in
from ownpace_graders.execute.wire import send
from ownpace_graders.languages.resident import Resident
from ownpace_graders.sandbox import kernel, spaces


def main(confined: bool) -> None:
    requests, words = instructed(confined)
    if words is not None:
        Workers(lambda birth, channels: _live(words, birth, channels[0])).serve(requests)


def _live(words: dict[str, Any], birth: Birth, channel: socket.socket) -> None:
    """The kernel is a child of this process, under its limits, and may not look into it: here are
    the channel to the controller and the sources of the checks to come."""
    room = Path(birth.room)
    move_in(room, channel)
    # Not the address space: many languages reserve far more of it than they use.
    spaces.limit(birth.allowance, address_space=False)
    spaces.limit_processes(birth.processes)
    kernel.drop_powers()
    kernel.forbid_looking_in()
    with asyncio.Runner() as runner:
        resident = Resident(words["kernel"]["spec"], words["hidden_begin"], channel, room)
        try:
            language = runner.run(resident.start())
        except Exception as problem:  # a kernel may fail to start in any way
            send(channel, {"failed": f"{type(problem).__name__}: {problem}"[:300]})
            return
        send(channel, {"ready": True, "language": language})
        resident.serve(runner)
