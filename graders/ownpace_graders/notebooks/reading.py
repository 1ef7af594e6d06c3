"""Reading a notebook that somebody else wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from ownpace.course.notebooks import main_notebook, top_notebooks
from ownpace.errors import WorkError

LARGEST = 100_000_000

Notebook = dict[str, Any]


_AGAIN = "Ask the learner to save it in JupyterLab and hand it in again."


def read_notebook(path: Path, mend: str = _AGAIN) -> Notebook:
    """The plain JSON of a notebook whose cells are as our code expects them.

    More than nbformat's own reader asks (that one passes half of a notebook on with a warning),
    and less than its schema does, which honest notebooks of older programs fail. Raises
    ``WorkError`` that names the file, says what is wrong with it, and how to ``mend`` it.
    """
    notebook = _json(path, mend)
    reason = _unlike_a_notebook(notebook)
    if reason:
        raise _unreadable(path, reason, mend)
    return dict(notebook)


def notebooks_in(folder: Path) -> list[Path]:
    """Those of a module's folder that are graded, by name; none where there is no folder."""
    names = (path.name for path in folder.glob("*.ipynb") if path.is_file())
    return [folder / name for name in top_notebooks(names)]


def main_in(folder: Path, module: str) -> Path:
    """The one that holds the steps of ``module``, which may be missing."""
    return folder / main_notebook(module, (path.name for path in notebooks_in(folder)))


def readable_notebooks(folder: Path) -> Iterator[Notebook]:
    """Those of a folder that can be read, by name."""
    for path in sorted(folder.glob("*.ipynb")):
        with suppress(WorkError):
            yield read_notebook(path)


def _json(path: Path, mend: str) -> Any:
    try:
        if path.stat().st_size > LARGEST:
            raise _unreadable(path, "is larger than 100 MB", "Clear its outputs and save it.")
        content = path.read_bytes()
    except OSError as problem:
        raise _unreadable(path, f"cannot be read ({problem.strerror})", "") from problem
    if not content.strip():
        raise _unreadable(path, "is empty", mend)
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise _unreadable(path, "is not a notebook: it is not JSON", mend) from problem


def _unlike_a_notebook(notebook: Any) -> str | None:
    version = notebook.get("nbformat") if isinstance(notebook, dict) else None
    if not isinstance(version, int):
        return "is JSON, but not a notebook"
    if version < 4:
        return f"is a notebook of the old format {version}"
    if version > 4:
        return f"is a notebook of format {version}, which is newer than this program"
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not all(_is_cell(cell) for cell in cells):
        return "is damaged: its cells are not as a notebook's should be"
    return None


def _is_cell(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and isinstance(cell.get("cell_type"), str)
        and isinstance(cell.get("metadata"), dict)
        and _is_text(cell.get("source"))
        and _are_outputs(cell.get("outputs", []))
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(line, str) for line in value)
    )


def _are_outputs(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(output, dict) for output in value)


def _unreadable(path: Path, reason: str, hint: str) -> WorkError:
    return WorkError(f"{path.name} {reason}.", hint=hint, code="notebook")
