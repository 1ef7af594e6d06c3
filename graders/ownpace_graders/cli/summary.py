"""A command's summary as people read it: what is done, in short; then what needs them, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ownpace_graders.cli import checked

if TYPE_CHECKING:
    from ownpace_graders.lines import Line, SlowCell, Summary

_ORDER = ("done", "skipped", "attention")
_MARKS = {"done": "  ", "skipped": "- ", "attention": "! "}
#: More learners than this, of whom the same is to be said, are counted and not named.
_NAMED = 3


def summary_text(summary: Summary) -> Iterator[str]:
    """The lines to print. What needs a person stands last; of `check`, first."""
    for status in checked.ORDER if summary.command == "check" else _ORDER:
        lines = [line for line in summary.lines if line.status == status]
        lines = list(_as_before(lines)) if status == "skipped" else lines
        short = lines if status == "attention" else list(_in_short(lines))
        yield from _slowest(summary.slowest) if status == "attention" else ()
        yield from _with_steps(short)
    yield from checked.in_numbers(summary.modules)
    yield _closing(summary)


def told(line: Line) -> str:
    """A line without its next step: whom it is about, and what happened."""
    about = ", ".join(filter(None, (line.learner, line.module)))
    return f"{_MARKS[line.status]}{f'{about}: ' if about else ''}{line.message}"


def _with_steps(lines: list[Line]) -> Iterator[str]:
    """A next step once, below all that it is for."""
    steps = list(dict.fromkeys(line.next for line in lines))
    lines.sort(key=lambda line: steps.index(line.next))
    for step, alike in groupby(lines, key=lambda line: line.next):
        yield from map(told, alike)
        yield from [f"    → {step}"] if step else []


def _in_short(lines: list[Line]) -> Iterator[Line]:
    """Where the same is to be said of many learners, it is said once, where the first one stood."""
    alike = Counter(map(_what, lines))
    said = set()
    for line in lines:
        what = _what(line)
        if alike[what] <= _NAMED or not line.learner:
            yield line
        elif what not in said:
            said.add(what)
            yield line.model_copy(update={"learner": f"{alike[what]} learners"})


def _as_before(lines: list[Line]) -> Iterator[Line]:
    """What was sent before is counted: nobody has to do anything with it."""
    before = [line for line in lines if line.was_sent]
    if before:
        said = f"{before[0].message} ({len(before)})"
        yield before[0].model_copy(update={"learner": None, "module": None, "message": said})
    yield from (line for line in lines if not line.was_sent)


def _what(line: Line) -> tuple[str | None, str, str]:
    return line.module, line.message, line.next


def _slowest(cells: tuple[SlowCell, ...]) -> Iterator[str]:
    if cells:
        yield "Slowest cells, in a typical submission and at worst:"
    for cell in cells:
        yield f"  {cell.module}, {cell.cell}: {cell.seconds:.1f} s, {cell.longest:.1f} s"


def _closing(summary: Summary) -> str:
    counts = Counter(line.status for line in summary.lines)
    if not counts:
        return "Nothing to do."
    parts = [f"{counts['done']} done"]
    parts += [f"{counts['skipped']} left as they were"] if counts["skipped"] else []
    parts += [f"{counts['attention']} for you to look at"] if counts["attention"] else []
    return ", ".join(parts) + "."
