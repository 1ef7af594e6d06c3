"""Asking a process of a submission to run code, and waiting for what comes of it."""

from __future__ import annotations

import secrets
import socket
import time
from typing import Any

from ownpace_graders.execute.hearing import Hearing, Stop
from ownpace_graders.execute.model import Settings
from ownpace_graders.execute.notebook import is_check, timed_out
from ownpace_graders.execute.outputs import Outputs
from ownpace_graders.execute.wire import Frame, send

FORGED = "wrote to the grader's own channel"
_GRACE = 5.0


class Asking:
    """Adds to ``flags`` what a person should know. The time for the whole notebook begins now."""

    def __init__(self, hearing: Hearing, settings: Settings, flags: set[str]) -> None:
        self.hearing, self.settings, self.flags = hearing, settings, flags
        self.deadline = time.monotonic() + settings.limits.total_seconds

    def give_half_the_time(self) -> None:
        """At least so much from now on."""
        half = self.settings.limits.total_seconds / 2
        self.deadline = max(self.deadline, time.monotonic() + half)

    def run(
        self,
        channel: socket.socket,
        cell: dict[str, Any],
        source: str,
        outputs: Outputs,
        head: bool,
    ) -> Frame:
        """What the process says when it is done with ``source``, the ``head`` of a cell or all of
        it. Raises ``Stop`` when it never is."""
        nonce = secrets.token_hex(16)
        order = {"do": "run", "nonce": nonce, "source": source, "head": head}
        send(channel, {**order, "count": cell["execution_count"], "check": is_check(cell)})
        return self._hear(channel, nonce, outputs)

    def wait_for(self, channel: socket.socket, name: str, value: object) -> Frame:
        """The frame with this value; those before it are not ours."""
        until = min(self.deadline, time.monotonic() + 4 * _GRACE)
        while (frame := self.hearing.next(channel, until)).get(name) != value:
            self.flags.add(FORGED)
        return frame

    def _hear(self, channel: socket.socket, nonce: str, outputs: Outputs) -> Frame:
        """Messages until the cell is done; a cell that takes too long is interrupted once."""
        limit = self.settings.limits.cell_seconds
        until = min(self.deadline, time.monotonic() + limit if limit else self.deadline)
        main, late = self.hearing.lines.main, False
        while True:
            try:
                frame = self.hearing.next(channel, until)
            except TimeoutError:
                if late or time.monotonic() >= self.deadline or channel is not main:
                    raise self._too_long(outputs) from None
                late, until = True, time.monotonic() + _GRACE
                send(self.hearing.lines.leash, {"do": "interrupt"})
                continue
            if frame.get("nonce") != nonce:
                self.flags.add(FORGED)
            elif frame.get("done"):
                self._note(frame)
                return self._late(frame, outputs) if late else frame
            else:
                outputs.add(str(frame.get("out")), frame.get("content"))

    def _late(self, frame: Frame, outputs: Outputs) -> Frame:
        """As nbgrader: the cell has its error, and the next ones run."""
        outputs.items[:] = [o for o in outputs.items if o.get("ename") != "KeyboardInterrupt"]
        timed_out(outputs)
        if not self.settings.interrupt_on_timeout:
            raise Stop("timed out", "A cell took too long.")
        return {**frame, "error": None}

    def _too_long(self, outputs: Outputs) -> Stop:
        timed_out(outputs)
        whole = time.monotonic() >= self.deadline
        return Stop(
            "timed out", "The notebook took too long." if whole else "A cell took too long."
        )

    def _note(self, done: Frame) -> None:
        flags = done.get("flags")
        if isinstance(flags, list):
            self.flags |= {str(flag)[:200] for flag in flags[:50]}
