"""Questions and replies in the terminal. All of it but the frame was written by learners."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from ownpace_graders.printable import printable
from ownpace_graders.questions import Listed, Listing

#: Lines of a learner's code and errors; the whole stands in asked/.
_MOST = 12


def show(listing: Listing) -> None:
    """Print the questions on stdout, and what to do with them."""
    for question in listing.questions:
        print("\n".join(_lines(question, listing.timezone)))
    for name in listing.damaged:
        print(printable(f"! asked/{name} cannot be read. Mend it, or move it away."))
    waiting = sum(not question.replies for question in listing.questions)
    if waiting:
        print(f"{waiting} open. Next: ownpace answer ID")
    else:
        print("No question is open.")


def _lines(question: Listed, zone: str) -> Iterator[str]:
    is_plain = question.name == question.learner
    who = question.learner if is_plain else f"{question.name} ({question.learner})"
    where = ", ".join(filter(None, (question.module, question.step)))
    when = _when(question.arrived, zone)
    yield printable(f"{question.number}  {who} · {where} · {when}")
    yield from _indented(question.text, "    ")
    yield from _folded("their code", question.code)
    yield from _folded("what it said", question.said)
    for reply in question.replies:
        yield f"    → {_when(reply.at, zone)}"
        yield from _indented(reply.text, "      ")
    yield ""


def _folded(title: str, text: str) -> Iterator[str]:
    lines = text.splitlines()
    if lines:
        yield f"    {title}:"
        yield from _indented("\n".join(lines[:_MOST]), "      | ")
    if len(lines) > _MOST:
        yield f"      | ({len(lines) - _MOST} more lines)"


def _indented(text: str, margin: str) -> Iterator[str]:
    yield from (margin + printable(line) for line in text.splitlines())


def _when(moment: datetime, zone: str) -> str:
    there = moment.astimezone(ZoneInfo(zone))
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M} ({zone})"
