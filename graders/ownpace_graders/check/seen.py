"""What a cell's outputs show, in one phrase."""

from __future__ import annotations

from typing import Any

from ownpace.store.verdict import outputs


def error_in(cell: dict[str, Any]) -> str:
    """The error that a cell raised, or "" when it raised none (or is meant to)."""
    if "raises-exception" in cell.get("metadata", {}).get("tags", ()):
        return ""
    errors = (o for o in outputs(cell) if o.get("output_type") == "error")
    return next((f"{e.get('ename')}: {_first(e.get('evalue'))}" for e in errors), "")


def seen(cell: dict[str, Any]) -> str:
    """Why a check did not give all its points."""
    if error_in(cell):
        return error_in(cell)
    for output in outputs(cell):
        if output.get("output_type") == "stream" and output.get("name") == "stderr":
            return f"it wrote “{_first(output.get('text'))}” to stderr, which nbgrader scores 0"
    return "its result is a smaller number"


def _first(text: object) -> str:
    lines = str(text or "").strip().splitlines()
    return lines[0] if lines else ""
