"""Notebooks as nbformat's objects, which nbclient wants; the rest of the code knows plain JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

_nbformat: Any = nbformat  # it comes without types


def as_node(notebook: Mapping[str, Any]) -> Any:
    """A notebook whose texts are strings, which in files may be lists of lines."""
    return _nbformat.v4.reads(json.dumps(notebook))


def with_ids(notebook: Any) -> Any:
    """A notebook of an older format as one whose cells have ids."""
    minor = notebook.nbformat_minor
    return _nbformat.v4.upgrade(notebook, 4, minor) if minor < 5 else notebook


def code_cell(name: str, text: str) -> Any:
    """A new one with that id."""
    return _nbformat.v4.new_code_cell(text, id=name)


def empty() -> Any:
    """An object that holds nothing yet."""
    return _nbformat.NotebookNode()


def save(notebook: Any, path: Path) -> None:
    _nbformat.write(notebook, path)
