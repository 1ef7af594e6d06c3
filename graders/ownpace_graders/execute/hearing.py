"""What the processes of one submission say, and when one of them has ended."""

from __future__ import annotations

import select
import socket
import time
from contextlib import suppress

from ownpace_graders.execute.crew import Lines
from ownpace_graders.execute.model import Ended
from ownpace_graders.execute.wire import BadFrame, Frame, receive, send

_PATIENCE = 10.0


class Stop(Exception):
    """The notebook cannot go on: how it ended, and why."""

    def __init__(self, ended: Ended, why: str) -> None:
        self.ended, self.why = ended, why


class Hearing:
    """Believes nothing it hears. ``greatest`` is the size of a frame in bytes; once ``alone`` is
    set, the submission's own process is dead, and its end no news."""

    def __init__(self, lines: Lines, greatest: int) -> None:
        self.lines, self.greatest = lines, greatest
        self.alone = False

    def next(self, channel: socket.socket, until: float) -> Frame:
        """The next frame. Raises ``TimeoutError`` when there is none, ``Stop`` at an end."""
        self._wait(channel, until)
        channel.settimeout(max(0.001, until - time.monotonic()))
        frame = receive(channel, self.greatest)
        if frame is None:
            raise self.death()
        return frame

    def death(self) -> Stop:
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

    def clear(self, keep: set[int]) -> None:
        """Have the keeper end all processes but these."""
        send(self.lines.leash, {"do": "clear", "keep": sorted(keep)})
        self.lines.leash.settimeout(_PATIENCE)
        while (told := receive(self.lines.leash)) is not None and "cleared" not in told:
            pass

    def _wait(self, channel: socket.socket, until: float) -> None:
        """Until there is something to read, or the keeper tells of an end. What the submission
        started may hold its channel open, and so the channel's own end is not waited for."""
        ends = [channel] if self.alone else [channel, self.lines.leash]
        ready, _, _ = select.select(ends, [], [], max(0, until - time.monotonic()))
        if not ready:
            raise TimeoutError
        if channel not in ready:
            raise self.death()
