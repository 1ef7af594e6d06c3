"""What a cell's outputs show, in one phrase."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ownpace.store.verdict import outputs

_WIDGETS = "application/vnd.jupyter.widget-state+json"


def error_in(cell: dict[str, Any]) -> str:
    """The error that a cell raised, or "" when it raised none (or is meant to)."""
    if "raises-exception" in cell.get("metadata", {}).get("tags", ()):
        return ""
    errors = (o for o in outputs(cell) if o.get("output_type") == "error")
    return next((f"{e.get('ename')}: {_first(e.get('evalue'))}" for e in errors), "")


def warning_in(cell: dict[str, Any]) -> str:
    """How what a cell wrote to stderr begins, or ""."""
    streams = (o for o in outputs(cell) if o.get("output_type") == "stream")
    return next((_first(o.get("text")) for o in streams if o.get("name") == "stderr"), "")


def seen(cell: dict[str, Any]) -> str:
    """Why a check did not give all its points."""
    if error_in(cell):
        return error_in(cell)
    if warning_in(cell):
        return f"it wrote “{warning_in(cell)}” to stderr, which nbgrader scores 0"
    return "its result is a smaller number"


def said(cell: dict[str, Any]) -> str:
    """All that a cell printed or raised."""
    return "".join(_words(output) for output in outputs(cell))


def shown_by_widgets(notebook: dict[str, Any]) -> Iterator[list[dict[str, Any]]]:
    """What each output widget of an executed notebook holds: figures to move end there."""
    widgets = notebook.get("metadata", {}).get("widgets", {}).get(_WIDGETS, {}).get("state", {})
    for widget in widgets.values():
        yield list(widget.get("state", {}).get("outputs", ()))


def _words(output: dict[str, Any]) -> str:
    if output.get("output_type") == "error":
        return f"{output.get('ename')}: {output.get('evalue')}"
    return "".join(output.get("text", "")) if output.get("output_type") == "stream" else ""


def _first(text: object) -> str:
    lines = str(text or "").strip().splitlines()
    return lines[0] if lines else ""
