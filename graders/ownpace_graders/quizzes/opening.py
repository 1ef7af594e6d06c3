"""The pages of graded quizzes in feedback: the key shows once nothing counts any more."""

from __future__ import annotations

from typing import Any

from ownpace.course.outline import grading
from ownpace_graders.quizzes.output import OPEN_PAGE


def with_pages(notebook: dict[str, Any], is_open: bool) -> dict[str, Any]:
    """A copy of an executed notebook whose quizzes show keys and explanations, if ``is_open``, and
    hold neither else."""
    cells = [
        {**cell, "outputs": [_page(cell, output, is_open) for output in cell["outputs"]]}
        if cell.get("outputs")
        else cell
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells}


def _page(cell: dict[str, Any], output: dict[str, Any], is_open: bool) -> dict[str, Any]:
    metadata = output.get("metadata")
    if not isinstance(metadata, dict) or OPEN_PAGE not in metadata:
        return output
    kept = {name: value for name, value in metadata.items() if name != OPEN_PAGE}
    if not (is_open and grading(cell).get("grade")):
        return {**output, "metadata": kept}
    data = {**output.get("data", {}), "text/html": metadata[OPEN_PAGE]}
    return {**output, "metadata": kept, "data": data}
