"""What of a check runs in the submission's own process, and what in a fork thrown away."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Parts:
    """The source up to the hidden part, and the rest on its own lines (None: nothing hidden).

    Visible lines that follow the hidden part belong to the rest, so that the order stays.
    """

    head: str
    rest: str | None = None


def parts_of(source: str, begin: str, end: str) -> Parts:
    """Split a check where its hidden part begins. A head that is not whole by itself (a hidden
    part within a function, a cell magic) is moved to the rest, by whoever can compile it."""
    lines = source.split("\n")
    first = next((at for at, line in enumerate(lines) if begin in line), None)
    if first is None:
        return Parts(source)
    if _belongs_to_a_block(lines[first:], begin, end):
        return Parts("", source)
    head = lines[:first]
    # Empty lines in place of the head, so that tracebacks give the cell's own line numbers.
    return Parts("\n".join(head), "\n".join(["" for _ in head] + lines[first:]))


def _belongs_to_a_block(lines: list[str], begin: str, end: str) -> bool:
    code = (line for line in lines if line.strip() and not line.lstrip().startswith("#"))
    first = next((line for line in code if begin not in line and end not in line), "")
    return first[:1].isspace()
