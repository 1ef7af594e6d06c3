"""One submission, from birth to the executed notebook: the trusted side."""

from __future__ import annotations

import copy
import secrets
import select
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ownpace_graders.execute.crew import Lines
from ownpace_graders.execute.model import Ended, Ran, Settings, Task
from ownpace_graders.execute.outputs import Allowance, Outputs, TooMuch
from ownpace_graders.execute.parts import Parts, parts_of
from ownpace_graders.execute.wire import BadFrame, Frame, receive, send

_GRACE = 5.0
_UNSHOWN = "ERROR: An error occurred while showtraceback was disabled"
_FORGED = "wrote to the grader's own channel"
_MEGABYTE = 1024 * 1024


class Stop(Exception):
    """The notebook cannot go on: how it ended, and why."""

    def __init__(self, ended: Ended, why: str) -> None:
        self.ended, self.why = ended, why


@dataclass
class Waiting:
    """A snapshot that waits for the hidden part of the cell at ``index``."""

    index: int
    slot: int
    process: int
    source: str


@dataclass
class Conversation:
    task: Task
    settings: Settings
    lines: Lines
    flags: set[str] = field(default_factory=set)
    seconds: dict[int, float] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.notebook = copy.deepcopy(self.task.notebook)
        self.limits = self.settings.limits
        self.allowance = Allowance(int(self.limits.output_mb * _MEGABYTE))
        self.deadline = time.monotonic() + self.limits.total_seconds
        self.ended: Ended = "ran"
        self.why = ""
        self.language: dict[str, Any] = {}
        self.count = 0
        self.slot = 0
        self.judging = False
        self.unjudged: set[int] = set()

    def hold(self, pieces: Any) -> Ran:
        """Send the files, run the cells, then the hidden parts; never raises."""
        cells = [(i, c) for i, c in enumerate(self.notebook["cells"]) if is_run(c)]
        try:
            self._move_in(pieces)
            for index, cell in cells:
                self._run(index, cell)
        except (Stop, OSError, BadFrame, TooMuch) as problem:
            self._stop(problem)
        self._judge_hidden()
        for index, cell in cells:
            if index not in self.seconds or index in self.unjudged:
                _not_run(cell, self.why or "The grader could not run this cell.")
        return Ran(
            key=self.task.key,
            notebook=self.notebook,
            ended=self.ended,
            why=self.why,
            flags=tuple(sorted(self.flags)),
            cell_seconds=self.seconds,
            language=self.language,
        )

    def _move_in(self, pieces: Any) -> None:
        for piece, last in pieces:
            send(self.lines.main, {"part": piece, "last": last})
        frame = self._next(self.lines.main, time.monotonic() + 60)
        if "failed" in frame:
            raise Stop("not run", str(frame["failed"]))
        if isinstance(language := frame.get("language"), dict):
            self.language = language

    def _run(self, index: int, cell: dict[str, Any]) -> None:
        begin, end = self.settings.hidden_begin, self.settings.hidden_end
        source = text_of(cell["source"])
        splits = _is_check(cell) and self.settings.kernel is None
        parts = parts_of(source, begin, end) if splits else Parts(source)
        self.count += 1
        cell["execution_count"] = self.count
        outputs = Outputs(self.allowance, self.count)
        cell["outputs"] = outputs.items
        whole, hidden = True, parts.rest is not None
        if parts.head.strip() or not hidden:
            whole = self._ask(self.lines.main, index, cell, parts.head, outputs, hidden)
        if hidden and not outputs.failed():
            self.unjudged.add(index)
            self._snapshot(index, parts.rest or "" if whole else source)

    def _ask(
        self,
        channel: socket.socket,
        index: int,
        cell: dict[str, Any],
        source: str,
        outputs: Outputs,
        head: bool,
    ) -> bool:
        """Run ``source`` over there; False when it is not whole by itself."""
        nonce = secrets.token_hex(16)
        order = {"do": "run", "nonce": nonce, "source": source, "head": head}
        send(channel, {**order, "count": cell["execution_count"], "check": _is_check(cell)})
        started = time.monotonic()
        try:
            done = self._hear(channel, nonce, outputs)
        except Stop:
            self.seconds.setdefault(index, time.monotonic() - started)
            outputs.error("Stopped", "the submission ended in this cell")
            raise
        self._note(done)
        _show_error(done.get("error"), outputs)
        self.seconds[index] = self.seconds.get(index, 0) + _number(done.get("seconds"))
        return done.get("whole") is not False

    def _hear(self, channel: socket.socket, nonce: str, outputs: Outputs) -> Frame:
        """Messages until the cell is done; a cell that takes too long is interrupted once."""
        limit = self.limits.cell_seconds
        until = min(self.deadline, time.monotonic() + limit if limit else self.deadline)
        late = False
        while True:
            try:
                frame = self._next(channel, until)
            except TimeoutError:
                if late or time.monotonic() >= self.deadline or channel is not self.lines.main:
                    raise self._too_long(outputs) from None
                late, until = True, time.monotonic() + _GRACE
                send(self.lines.leash, {"do": "interrupt"})
                continue
            if frame.get("nonce") != nonce:
                self.flags.add(_FORGED)
            elif frame.get("done"):
                return self._late(frame, outputs) if late else frame
            else:
                outputs.add(str(frame.get("out")), frame.get("content"))

    def _late(self, frame: Frame, outputs: Outputs) -> Frame:
        """As nbgrader: the cell has its error, and the next ones run."""
        outputs.items[:] = [o for o in outputs.items if o.get("ename") != "KeyboardInterrupt"]
        _timed_out(outputs)
        if not self.settings.interrupt_on_timeout:
            raise Stop("timed out", "A cell took too long.")
        return {**frame, "error": None}

    def _too_long(self, outputs: Outputs) -> Stop:
        _timed_out(outputs)
        whole = time.monotonic() >= self.deadline
        return Stop(
            "timed out", "The notebook took too long." if whole else "A cell took too long."
        )

    def _next(self, channel: socket.socket, until: float) -> Frame:
        self._wait(channel, until)
        channel.settimeout(max(0.001, until - time.monotonic()))
        frame = receive(channel, int(self.limits.output_mb * _MEGABYTE) * 2 + 65536)
        if frame is None:
            raise self._death()
        return frame

    def _wait(self, channel: socket.socket, until: float) -> None:
        """Until there is something to read, or the keeper tells of an end. What the submission
        started may hold its channel open, and so the channel's own end is not waited for."""
        ends = [channel] if self.judging else [channel, self.lines.leash]
        ready, _, _ = select.select(ends, [], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        if channel not in ready:
            raise self._death()

    def _death(self) -> Stop:
        """What the keeper knows of why the learner's process is gone."""
        self.lines.leash.settimeout(2)
        with suppress(OSError, BadFrame):
            told = receive(self.lines.leash) or {}
            if "over" in told:
                return Stop("over a limit", f"It used too much: {told['over']}.")
            if told.get("ended") == -9:
                return Stop("died", "Its process was killed.")
            return Stop("died", f"Its process ended (status {told.get('ended')}).")
        return Stop("died", "Its process is gone, or hung up on the grader.")

    def _snapshot(self, index: int, source: str) -> None:
        slot, self.slot = self.slot, self.slot + 1
        nonce = secrets.token_hex(16)
        send(self.lines.main, {"do": "snapshot", "slot": slot, "nonce": nonce})
        frame = self._wait_for(self.lines.main, "nonce", nonce)
        process = frame.get("pid")
        if isinstance(process, int):
            self._wait_for(self.lines.slots[slot], "ready", True)
            self.waiting.append(Waiting(index, slot, process, source))

    def _wait_for(self, channel: socket.socket, name: str, value: object) -> Frame:
        """The frame with this value; those before it are not ours."""
        until = min(self.deadline, time.monotonic() + 4 * _GRACE)
        while (frame := self._next(channel, until)).get(name) != value:
            self.flags.add(_FORGED)
        return frame

    def _judge_hidden(self) -> None:
        """End the submission's own process, then give each snapshot its hidden part."""
        if not self.waiting:
            return
        with suppress(OSError, BadFrame):
            self._clear({one.process for one in self.waiting})
        self.judging = True
        self.deadline = max(self.deadline, time.monotonic() + self.limits.total_seconds / 2)
        for one in self.waiting:
            cell = self.notebook["cells"][one.index]
            outputs = Outputs(self.allowance, cell["execution_count"])
            outputs.items = cell["outputs"]
            try:
                self._ask(self.lines.slots[one.slot], one.index, cell, one.source, outputs, False)
                self.unjudged.discard(one.index)
            except (Stop, OSError, BadFrame, TooMuch) as problem:
                self._stop(problem)

    def _clear(self, keep: set[int]) -> None:
        send(self.lines.leash, {"do": "clear", "keep": sorted(keep)})
        self.lines.leash.settimeout(_GRACE * 2)
        while (told := receive(self.lines.leash)) is not None and "cleared" not in told:
            pass

    def _note(self, done: Frame) -> None:
        flags = done.get("flags")
        if isinstance(flags, list):
            self.flags |= {str(flag)[:200] for flag in flags[:50]}

    def _stop(self, problem: Exception) -> None:
        if isinstance(problem, Stop):
            self.ended, self.why = problem.ended, problem.why
        elif isinstance(problem, TooMuch):
            self.ended, self.why = "over a limit", "It showed too much output."
        elif isinstance(problem, BadFrame):
            self.ended, self.why = "died", "It wrote to the grader's own channel."
            self.flags.add(_FORGED)
        elif isinstance(problem, TimeoutError):
            self.ended, self.why = "timed out", "It stopped answering."
        else:
            stop = self._death()
            self.ended, self.why = stop.ended, stop.why


def text_of(source: Any) -> str:
    return source if isinstance(source, str) else "".join(map(str, source))


def is_run(cell: dict[str, Any]) -> bool:
    """nbclient runs code cells that are not empty, and not tagged ``skip-execution``."""
    tags = cell.get("metadata", {}).get("tags", [])
    code = cell.get("cell_type") == "code" and text_of(cell.get("source", "")).strip()
    return bool(code) and "skip-execution" not in tags


def snapshots_needed(task: Task, settings: Settings) -> int:
    """Other kernels than ours cannot be forked: there a check runs whole."""
    cells = [] if settings.kernel else task.notebook.get("cells", [])
    return sum(_is_check(c) and settings.hidden_begin in text_of(c["source"]) for c in cells)


def _is_check(cell: dict[str, Any]) -> bool:
    own = cell.get("metadata", {}).get("nbgrader", {})
    return cell.get("cell_type") == "code" and bool(own.get("grade")) and not own.get("solution")


def _timed_out(outputs: Outputs) -> None:
    line = "\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"
    outputs.error("CellTimeoutError", "", [line])


def _show_error(told: object, outputs: Outputs) -> None:
    """As nbgrader: an error that was kept from being shown is one all the same."""
    if isinstance(told, dict) and not outputs.has_error(str(told.get("ename"))):
        outputs.add("error", {**told, "traceback": told.get("traceback") or [_UNSHOWN]})


def _not_run(cell: dict[str, Any], why: str) -> None:
    cell["execution_count"] = None
    error = {"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [why]}
    cell["outputs"] = [*cell.get("outputs", []), error]


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
