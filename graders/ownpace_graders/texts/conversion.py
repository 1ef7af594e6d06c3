"""A notebook as MyST Markdown and back, by jupytext: nothing of a cell but its outputs is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import jupytext
import nbformat

from ownpace.errors import CourseError

_FORMAT = "md:myst"
_AGAIN = "Mend it, then run the command again."
_nbformat: Any = nbformat  # it comes without types
_ID = "id"


def as_text(notebook: Mapping[str, Any]) -> str:
    """Cells with their ids and metadata, nbgrader's among it; without outputs."""
    found = _nbformat.reads(json.dumps(notebook), as_version=4)  # lines of a file become one text
    for cell in found.cells:
        cell.metadata[_ID] = cell.id  # MyST has no other place for it
    return str(jupytext.writes(found, _FORMAT))


def from_text(text: str, before: Mapping[str, Any] | None = None) -> Any:
    """The notebook that a text is of. ``before`` is the one that it replaces, whose own metadata
    stay; a cell that was written without an id gets one. Raises ``CourseError``."""
    try:
        notebook = jupytext.reads(text, _FORMAT)
    except Exception as error:  # whatever the parsers of Markdown and YAML raise
        message = f"The text is not MyST Markdown ({error})."
        raise CourseError(message, hint=_AGAIN) from error
    notebook.metadata.pop("jupytext", None)
    kept = (before or {}).get("metadata", {})
    notebook.metadata = _nbformat.from_dict({**kept, **notebook.metadata})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        cell.id = str(cell.metadata.pop(_ID, cell.get("id")))
    _refuse_unsound(notebook)
    return notebook


def _refuse_unsound(notebook: Any) -> None:
    ids = [cell.id for cell in notebook.cells]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise CourseError(
            f"Two cells of the text have the id “{twice}”.", hint="Give each its own."
        )
    try:
        _nbformat.validate(notebook)
    except _nbformat.ValidationError as error:
        message = f"The text makes no valid notebook ({error.message})."
        raise CourseError(message, hint=_AGAIN) from error
