"""The submission's own process: runs the cells it is given, one at a time, and tells what came.

Everything here shares its memory with the learner's code. The controller therefore believes
nothing it says about other submissions, and hidden parts of checks never come to this process
but to a snapshot of it (``snapshots``).
"""

from __future__ import annotations

import ast
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ownpace_graders.execute import audit
from ownpace_graders.execute.comms import Comm
from ownpace_graders.execute.guard import Guard
from ownpace_graders.execute.shell import begin_cell
from ownpace_graders.execute.streams import Spill, Stream
from ownpace_graders.execute.wire import Frame, receive, send

_NOT_A_STATEMENT = "%%"


class Runner:
    """Runs cells in the shell, and sends what they show over ``channel``."""

    def __init__(
        self, shell: Any, streams: tuple[Stream, Stream], guard: Guard, channel: socket.socket
    ) -> None:
        self.shell, self.streams, self.guard, self.channel = shell, streams, guard, channel
        self.nonce = ""
        self.flags: set[str] = set()
        self.spills: tuple[Spill, ...] = ()

    def begin(self, spills: tuple[Spill, ...]) -> None:
        self.spills = spills
        for stream in self.streams:
            stream.attach(self.publish)
        self.shell.displayhook.session.publish = self.publish

    def publish(self, kind: str, content: dict[str, Any]) -> None:
        if Comm.capturing and kind != "execute_result":  # a result may be a check's score
            return
        send(self.channel, {"nonce": self.nonce, "out": kind, "content": content})

    def flag(self, text: str) -> None:
        self.flags.add(text)

    def run(self, order: Frame) -> None:
        """Run one cell and tell when it is done. ``check``: put back first what was changed."""
        self.nonce = order["nonce"]
        Comm.capturing.clear()
        if order["check"]:
            self.guard.restore(self.flag, order["source"], audit.CODES in self.flags)
        started = time.monotonic()
        told: Frame = {"whole": True, "error": None}
        if order["head"] and not is_whole(self.shell, order["source"]):
            told["whole"] = False
        else:
            told["error"] = self._run_source(order)
        self._finish({**told, "seconds": time.monotonic() - started})

    def _run_source(self, order: Frame) -> Frame | None:
        """Run the cell; what it raised, which need not be what it showed."""
        shell, source = self.shell, order["source"]
        shell.execution_count = order["count"]
        shown = shell.ast_node_interactivity
        if order["head"]:
            shell.ast_node_interactivity = "none"  # the cell's last line is in the hidden part
        begin_cell(shell)
        try:
            result = shell.run_cell(source, store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except KeyboardInterrupt as interruption:
            error = interruption
            shell.showtraceback()
        finally:
            shell.ast_node_interactivity = shown
            shell.payload_manager.clear_payload()
        return None if error is None else self._told(error)

    def _told(self, error: BaseException) -> Frame:
        """As the kernel's reply has it."""
        lines = getattr(self.shell, "_last_traceback", None) or []
        return {"ename": type(error).__name__, "evalue": _text(error), "traceback": lines}

    def _finish(self, told: Frame) -> None:
        for stream in self.streams:
            stream.flush()
        for spill in self.spills:
            spill.drain(self.publish)
        flags = sorted(self.flags)
        send(self.channel, {**told, "nonce": self.nonce, "done": True, "flags": flags})

    def serve(self, others: dict[str, Callable[[Runner, Frame], None]]) -> None:
        """Do what the controller asks for until it hangs up."""
        while (order := receive(self.channel)) is not None:
            if order["do"] == "run":
                self.run(order)
            else:
                others[order["do"]](self, order)


def is_whole(shell: Any, source: str) -> bool:
    """Whether the visible beginning of a check can run by itself."""
    if source.lstrip().startswith(_NOT_A_STATEMENT):
        return False
    try:
        compile(shell.transform_cell(source), "", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    except (SyntaxError, ValueError):
        return False
    return True


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # the learner's own class may raise anything here
        return ""


def open_spills(folder: Path) -> tuple[Spill, ...]:
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    return Spill("stdout", 1, folder), Spill("stderr", 2, folder)
