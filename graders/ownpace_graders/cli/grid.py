"""Columns of plain text. rich's own tables take longer to lay out a thousand rows than all that is
said in them takes to find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len, chop_cells

Row = Sequence[str]
_GAP = " "


def grid(head: Row, rows: Sequence[Row], widest: int) -> Iterator[str]:
    """A line for each row, numbers to the right. The first column, of names in any script, is at
    most ``widest`` wide; what is longer goes on below."""
    every = [head, *rows]
    first = min(widest, max(cell_len(row[0]) for row in every))
    widths = [max(len(row[n]) for row in every) for n in range(1, len(head))]
    for row in every:
        name, *more = chop_cells(row[0], first) or [""]
        cells = (cell.rjust(width) for cell, width in zip(row[1:], widths, strict=True))
        yield _GAP.join((name + " " * (first - cell_len(name)), *cells)).rstrip()
        yield from more
