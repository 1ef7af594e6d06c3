"""A submitted notebook as it is executed: without outputs, and with what the release fixed.

The effect of nbgrader's sanitizing steps as ``bridge.cures`` has them, on plain JSON.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from ownpace.course.outline import grading, source
from ownpace.errors import WorkError
from ownpace_graders.bridge import ReleasedNotebook
from ownpace_graders.judge.restoring import restore, restore_deleted
from ownpace_graders.notebooks.reading import Notebook

_SCHEMA = 3
_OUTPUT_FIELDS = frozenset({"collapsed", "scrolled"})


def sanitize(
    notebook: Notebook,
    released: ReleasedNotebook,
    remove_metadata_fields: Iterable[str] = _OUTPUT_FIELDS,
) -> Notebook:
    """What of ``notebook`` (as ``read_notebook`` gives it) is executed and judged; the argument
    stays as it is. Raises ``WorkError`` where its grading metadata is of another nbgrader."""
    clean = deepcopy(notebook)
    _name_kernel(clean, released)
    for cell in clean["cells"]:
        _plain(cell, frozenset(remove_metadata_fields))
    _drop_strangers(clean["cells"], {cell.id for cell in released.cells})
    for cell in clean["cells"]:
        known = released.cell(str(grading(cell).get("grade_id", "")))
        if known is not None:
            _refuse_other_schemas(grading(cell))
            restore(cell, known)
    restore_deleted(clean["cells"], released)
    _name_cells(clean)
    return clean


def _name_kernel(notebook: Notebook, released: ReleasedNotebook) -> None:
    if not isinstance(notebook.get("metadata"), dict):
        notebook["metadata"] = {}
    if released.kernelspec:
        notebook["metadata"]["kernelspec"] = dict(released.kernelspec)


def _plain(cell: dict[str, Any], fields: frozenset[str]) -> None:
    """nbgrader's ``ClearOutput``."""
    cell["source"] = source(cell)
    if cell["cell_type"] == "code":
        cell.update(outputs=[], execution_count=None)
        for field in fields:
            cell["metadata"].pop(field, None)


def _drop_strangers(cells: list[dict[str, Any]], known: set[str]) -> None:
    """Of the copies of a cell the last one is graded, as nbgrader has it. The others, and cells
    whose id is made up, become ordinary ones."""
    seen: set[str] = set()
    for cell in reversed(cells):
        grade_id = grading(cell).get("grade_id")
        if not isinstance(grade_id, str) or grade_id in seen or grade_id not in known:
            cell["metadata"].pop("nbgrader", None)
        else:
            seen.add(grade_id)


def _refuse_other_schemas(about: dict[str, Any]) -> None:
    version = about.get("schema_version", 0)
    if not isinstance(version, int) or version == _SCHEMA:
        return  # what is no number at all was damaged, and is restored
    if version < _SCHEMA:
        raise WorkError(
            "it holds grading metadata of an older nbgrader.",
            hint="Back it up, then run `nbgrader update` on its folder.",
            code="schema",
        )
    raise WorkError(
        "it holds grading metadata of a newer nbgrader.",
        hint="Update nbgrader on this machine.",
        code="schema",
    )


def _name_cells(notebook: Notebook) -> None:
    """From format 4.5 on each cell has an id of its own; before it, none."""
    named = _minor(notebook) >= 5
    seen: set[str] = set()
    for cell in notebook["cells"]:
        if not named:
            cell.pop("id", None)
            continue
        if not _is_id(cell.get("id")) or cell["id"] in seen:
            cell["id"] = secrets.token_hex(4)
        seen.add(cell["id"])


def _minor(notebook: Notebook) -> int:
    minor = notebook.setdefault("nbformat_minor", 0)
    return minor if isinstance(minor, int) else 0


def _is_id(value: object) -> bool:
    return (
        isinstance(value, str)
        and 1 <= len(value) <= 64
        and value.isascii()
        and value.replace("-", "").replace("_", "").isalnum()
    )
