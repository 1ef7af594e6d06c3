"""One submission, from birth to the executed notebook: the trusted side."""

from __future__ import annotations

import copy
import secrets
import socket
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ownpace_graders.execute.asking import FORGED, Asking
from ownpace_graders.execute.crew import Lines
from ownpace_graders.execute.hearing import Hearing, Stop
from ownpace_graders.execute.model import Ended, Ran, Settings, Task
from ownpace_graders.execute.notebook import is_check, is_run, not_run, show_error, text_of
from ownpace_graders.execute.outputs import Allowance, Outputs, TooMuch
from ownpace_graders.execute.parts import Parts, parts_of
from ownpace_graders.execute.wire import BadFrame, send

_MEGABYTE = 1024 * 1024


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
        most = int(self.settings.limits.output_mb * _MEGABYTE)
        self.allowance = Allowance(most)
        self.hearing = Hearing(self.lines, most * 2 + 65536)
        self.asking = Asking(self.hearing, self.settings, self.flags)
        self.ended: Ended = "ran"
        self.why = ""
        self.language: dict[str, Any] = {}
        self.count = 0
        self.slot = 0
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
                not_run(cell, self.why or "The grader could not run this cell.")
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
        frame = self.hearing.next(self.lines.main, time.monotonic() + 60)
        if "failed" in frame:
            raise Stop("not run", str(frame["failed"]))
        if isinstance(language := frame.get("language"), dict):
            self.language = language

    def _run(self, index: int, cell: dict[str, Any]) -> None:
        begin, end = self.settings.hidden_begin, self.settings.hidden_end
        source = text_of(cell["source"])
        splits = is_check(cell) and self.settings.kernel is None
        parts = parts_of(source, begin, end) if splits else Parts(source)
        self.count += 1
        cell["execution_count"] = self.count
        outputs = Outputs(self.allowance, self.count)
        cell["outputs"] = outputs.items
        whole, hidden = True, parts.rest is not None
        if parts.head.strip() or not hidden:
            whole = self._ask(self.lines.main, index, parts.head, outputs, hidden)
        if hidden and not outputs.failed():
            self.unjudged.add(index)
            self._snapshot(index, parts.rest or "" if whole else source)

    def _ask(
        self, channel: socket.socket, index: int, source: str, outputs: Outputs, head: bool
    ) -> bool:
        """Run ``source`` over there; False when it is not whole by itself."""
        started = time.monotonic()
        try:
            done = self.asking.run(channel, self.notebook["cells"][index], source, outputs, head)
        except Stop:
            self.seconds.setdefault(index, time.monotonic() - started)
            outputs.error("Stopped", "the submission ended in this cell")
            raise
        show_error(done.get("error"), outputs)
        self.seconds[index] = self.seconds.get(index, 0) + _number(done.get("seconds"))
        return done.get("whole") is not False

    def _snapshot(self, index: int, source: str) -> None:
        slot, self.slot = self.slot, self.slot + 1
        nonce = secrets.token_hex(16)
        send(self.lines.main, {"do": "snapshot", "slot": slot, "nonce": nonce})
        frame = self.asking.wait_for(self.lines.main, "nonce", nonce)
        process = frame.get("pid")
        if isinstance(process, int):
            self.asking.wait_for(self.lines.slots[slot], "ready", True)
            self.waiting.append(Waiting(index, slot, process, source))

    def _judge_hidden(self) -> None:
        """End the submission's own process, then give each snapshot its hidden part."""
        if not self.waiting:
            return
        with suppress(OSError, BadFrame):
            self.hearing.clear({one.process for one in self.waiting})
        self.hearing.alone = True
        self.asking.give_half_the_time()
        for one in self.waiting:
            cell = self.notebook["cells"][one.index]
            outputs = Outputs(self.allowance, cell["execution_count"])
            outputs.items = cell["outputs"]
            try:
                self._ask(self.lines.slots[one.slot], one.index, one.source, outputs, False)
                self.unjudged.discard(one.index)
            except (Stop, OSError, BadFrame, TooMuch) as problem:
                self._stop(problem)

    def _stop(self, problem: Exception) -> None:
        if isinstance(problem, Stop):
            self.ended, self.why = problem.ended, problem.why
        elif isinstance(problem, TooMuch):
            self.ended, self.why = "over a limit", "It showed too much output."
        elif isinstance(problem, BadFrame):
            self.ended, self.why = "died", "It wrote to the grader's own channel."
            self.flags.add(FORGED)
        elif isinstance(problem, TimeoutError):
            self.ended, self.why = "timed out", "It stopped answering."
        else:
            stop = self.hearing.death()
            self.ended, self.why = stop.ended, stop.why


def _number(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) else 0.0
