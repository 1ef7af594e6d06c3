"""What was sent, and whether it is anything new."""

from __future__ import annotations

from typing import NamedTuple

from ownpace_graders.lines import AS_BEFORE, Line


class Sent(NamedTuple):
    """``file``: the zip file to send, by its path in the course directory; empty where it went into
    the exchange. ``is_new``: what is there was not, or was another, before this run."""

    file: str
    is_new: bool

    def line(self, said: str, **more: str) -> Line:
        """``said`` of what is new; of the rest, that it is as before."""
        if self.is_new:
            return Line(status="done", message=said, file=self.file, **more)
        about = more | {"next": ""}
        said = "As it was sent before."
        return Line(status="skipped", message=said, code=AS_BEFORE, file=self.file, **about)
