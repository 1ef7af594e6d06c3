"""Headings in order: who cannot see a page finds the way by them (WCAG 2.2, 1.3.1 and 2.4.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ownpace_graders.check.writing.markdown import Part


def heading_faults(parts: Sequence[Part]) -> Iterator[str]:
    """One title (“# ”), which comes first; and no level is left out on the way down."""
    headings = [part for part in parts if part.kind == "heading"]
    titles = [heading for heading in headings if heading.level == 1]
    if not titles or headings[0].level != 1:
        yield "it does not begin with a title: write one with “# ” in its first cell."
    for extra in titles[1:]:
        yield f"“{extra.words}” (cell {extra.cell}) is a second title: write it with “## ”."
    for before, after in pairwise(headings):
        if after.level > before.level + 1:
            marks = "#" * (before.level + 1)
            yield (
                f"“{after.words}” (cell {after.cell}) is {after.level - before.level} levels below "
                f"the heading before it: write it with “{marks} ”."
            )
    for silent in (heading for heading in headings if not heading.words):
        yield f"a heading in the cell {silent.cell} has no words: write some, or take it away."
