"""A module that its teacher corrected after somebody began it: what changed, and bringing it in.

Pieces of a notebook are known by nbgrader's ``grade_id``, or else by their cell's id, and compared
by nbgrader's checksum. What a learner wrote is never replaced: only cells that are as they were
released are, and those that are locked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from ownpace.course.model import Correction, Module
from ownpace.course.outline import Cell, checksum, grading, is_check, sections, source, title_of
from ownpace.models import Model

Notebook = dict[str, Any]


class CellPrint(Model):
    """What is remembered of a released cell; ``name`` is for people."""

    key: str
    name: str
    checksum: str


class Piece(Model):
    """Something that the teacher changed."""

    kind: Literal["changed", "added", "removed"]
    name: str


class Update(Model):
    """All that changed since the module was begun, and what the teacher said of it."""

    pieces: tuple[Piece, ...]
    why: tuple[Correction, ...] = Field(default=(), description="oldest first")


def last_corrected(module: Module) -> datetime | None:
    return max((one.at for one in module.corrections), default=None)


def told_since(module: Module, known: datetime | None) -> tuple[Correction, ...]:
    """The corrections after the last one that was ``known`` of."""
    return tuple(one for one in module.corrections if known is None or one.at > known)


def key_of(cell: Cell) -> str:
    """What stays the same when a cell's text changes; empty for a cell that cannot be known."""
    return str(grading(cell).get("grade_id") or cell.get("id") or "")


def cell_prints(notebook: Notebook) -> tuple[CellPrint, ...]:
    """The cells of a released notebook, in order."""
    cells = notebook.get("cells", [])
    places = {id(c): _title(section) for section in sections(cells) for c in section}
    first = _first_heading(cells)
    prints = []
    for number, cell in enumerate(cells):
        step = "" if number < first else places.get(id(cell), "")
        prints.append(CellPrint(key=key_of(cell), name=_name(cell, step), checksum=checksum(cell)))
    return tuple(one for one in prints if one.key)


def changed_pieces(begun: Iterable[CellPrint], now: Iterable[CellPrint]) -> Iterator[Piece]:
    """The cells that differ, each name once a kind, in the order of the notebook now."""
    before = {one.key: one for one in begun}
    after = {one.key: one for one in now}
    told = [
        *(("changed", b) for key, b in after.items() if _differs(before.get(key), b)),
        *(("added", b) for key, b in after.items() if key not in before),
        *(("removed", a) for key, a in before.items() if key not in after),
    ]
    for kind, name in dict.fromkeys((kind, one.name) for kind, one in told):
        yield Piece.model_validate({"kind": kind, "name": name})


def corrected(mine: Notebook, begun: Iterable[CellPrint], now: Notebook) -> Notebook:
    """The learner's notebook with the new pieces in it.

    A cell that is as it was begun, or that is locked, becomes the new one; where the learner wrote
    in it, the new text stands below it, quoted. New cells follow the cell they follow in the
    released notebook, and cells that the teacher removed go if nobody wrote in them.
    """
    before = {one.key: one.checksum for one in begun}
    new = {key_of(cell): cell for cell in now["cells"] if key_of(cell)}
    cells = [c for cell in mine["cells"] for c in _merged(cell, before, new.get(key_of(cell)))]
    here = {key_of(cell) for cell in cells}
    previous = ""
    for key, cell in new.items():
        if key not in here and before.get(key) != checksum(cell):
            cells.insert(_after(cells, previous), cell)
            here.add(key)
        previous = key if key in here else previous
    return {**mine, "cells": cells}


def _merged(cell: Cell, before: Mapping[str, str], new: Cell | None) -> list[Cell]:
    old = before.get(key_of(cell))
    untouched = checksum(cell) == old
    if new is None:
        return [] if old is not None and (untouched or is_check(cell)) else [cell]
    if checksum(new) == old or checksum(new) == checksum(cell):
        return [cell]
    if untouched or _is_locked(new):
        return [{**new, "id": cell["id"]} if "id" in cell else new]
    return [cell, _quoted(new)]


def _quoted(cell: Cell) -> Cell:
    """The teacher's new text beside what the learner wrote."""
    text = source(cell)
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", text)), 0)
    told = f"**Updated by your teacher:**\n\n{fence}\n{text}\n{fence}"
    return {"cell_type": "markdown", "metadata": {}, "source": told}


def _is_locked(cell: Cell) -> bool:
    about = grading(cell)
    return not about.get("solution") and bool(about.get("grade") or about.get("locked"))


def _after(cells: list[Cell], key: str) -> int:
    """The place after the cell ``key``; the top where there is none."""
    return next((n + 1 for n, cell in enumerate(cells) if key and key_of(cell) == key), 0)


def _differs(before: CellPrint | None, after: CellPrint) -> bool:
    return before is not None and before.checksum != after.checksum


def _first_heading(cells: list[Cell]) -> int:
    is_heading = (c.get("cell_type") == "markdown" and source(c).startswith("## ") for c in cells)
    return next((n for n, found in enumerate(is_heading) if found), len(cells))


def _title(section: list[Cell]) -> str:
    return source(section[0]).splitlines()[0].removeprefix("## ").strip()


def _name(cell: Cell, step: str) -> str:
    if is_check(cell):
        return f"the check “{title_of(cell)}”"
    return f"“{step}”" if step else "the introduction"
