"""The warm process in the sandbox. All others there are forks of it (``births``); it never sees a
submission itself.

    python -I -c "…"      standard input: a socket, on which come what to import, and then requests
                          for workers
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from ownpace_graders.execute import audit, comms, warming
from ownpace_graders.execute.births import Birth, Workers, instructed, move_in
from ownpace_graders.execute.cells import Runner, open_spills
from ownpace_graders.execute.guard import Guard
from ownpace_graders.execute.shell import new_shell
from ownpace_graders.execute.snapshots import Snapshots
from ownpace_graders.execute.streams import install
from ownpace_graders.execute.wire import send
from ownpace_graders.sandbox import kernel, spaces


class Worker:
    """Warms up, once; ``live`` is what each fork does."""

    def __init__(self) -> None:
        self.streams = install()
        comms.install()
        self.shell = new_shell()

    def warm(self, imports: list[str]) -> None:
        warming.warm(self.shell, imports)
        self.guard = Guard(self.shell, imports)
        self.ours = warming.our_modules()

    def live(self, birth: Birth, channels: list[socket.socket]) -> None:
        """The process that runs cells, until the controller hangs up."""
        main, *slots = channels
        runner = Runner(self.shell, self.streams, self.guard, main)
        move_in(Path(birth.room), main)
        sys.path.insert(0, "")
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


def main(confined: bool) -> None:
    requests, words = instructed(confined)
    if words is not None:
        worker = Worker()
        worker.warm(list(words["imports"]))
        Workers(worker.live).serve(requests)
