"""Keeping hidden checks hidden in a notebook that a learner will read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ownpace.course.outline import Cell, grading, source
from ownpace_graders.notebooks.hidden import has_hidden, shows, split
from ownpace_graders.notebooks.reading import Notebook

Delimiters = tuple[str, str]


def hide(notebook: Notebook, delimiters: Delimiters) -> Notebook:
    """A copy without the hidden part of any check, nor anything that such a check showed.

    Code of a submission that runs after a hidden check may print what it found of it, in any
    disguise; so from there on only checks keep what they showed. What is left to such code are the
    checks that call it.
    """
    secrets = {line for cell in notebook["cells"] for line in split(source(cell), *delimiters)[1]}
    cells, after = [], False
    for cell in notebook["cells"]:
        secret = has_hidden(source(cell), delimiters[0])
        after = after or secret
        cells.append(_without(cell, delimiters) if secret else _quiet(cell, secrets, after))
    return {**notebook, "cells": cells}


def _without(cell: Cell, delimiters: Delimiters) -> Cell:
    """A check as its learner may see it."""
    visible = split(source(cell), *delimiters)[0].rstrip()
    note = _A_PART if visible.strip() else _ALL
    shown = {"outputs": [_said(note)]} if cell["cell_type"] == "code" else {}
    return {**cell, "source": visible, **shown}


_A_PART = "A part of this check is hidden, and so is what the check showed."
_ALL = "This check is hidden, and so is what it showed."


def _quiet(cell: Cell, secrets: Collection[str], after: bool) -> Cell:
    """Another cell, without outputs that may give a hidden check away."""
    if not cell.get("outputs"):
        return cell
    if after and not _is_check(cell):
        return {**cell, "outputs": [_note("it was made after a hidden check had run")]}
    return {
        **cell,
        "outputs": [
            _note("it shows a part of a hidden check") if shows(output, secrets) else output
            for output in cell["outputs"]
        ],
    }


def _is_check(cell: Cell) -> bool:
    """Whether the teacher wrote it, so that it shows what was asked for."""
    return bool(grading(cell).get("grade")) and not grading(cell).get("solution")


def _note(reason: str) -> dict[str, Any]:
    return _said(f"This output is left out: {reason}.")


def _said(text: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/plain": text}, "metadata": {}}
