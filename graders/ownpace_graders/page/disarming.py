"""Executed notebooks that cannot act in a browser: formgrader puts what is in ``autograded/`` into
a teacher's page as it is.

Cells, their sources in code, and the scores that were judged before stay as they are. What could
run, or fetch something, is put in another form: HTML is cleaned, a drawing stands in a drawing as a
picture, markdown with HTML in it becomes the clean HTML that it says, widgets and scripts go.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from ownpace.course.outline import Cell, source
from ownpace_graders.notebooks.reading import Notebook
from ownpace_graders.page.cleaning import clean, inert
from ownpace_graders.page.markdown import markdown
from ownpace_graders.page.outputs import drawing, is_raster, joined, size

#: A tag, a comment or a declaration may begin here.
_TAG = re.compile(r"<[A-Za-z/!?]")
#: Addresses that run something, and those of pictures in the cell: nbconvert fails on a missing
#: one.
_RUNS = re.compile(r"(?:java|live|vb)script:|data:(?:text/|application/|[,;])|attachment:")
#: A picture in markdown, and an address beyond the folder somewhere: who shows it tells its server.
_PICTURE_AWAY = re.compile(r"!\[.*(?:[/\\]{2}|:)", re.DOTALL)
_NOT_READ = re.compile(r"[\s\\\x00-\x1f]+")
#: Marks that end an attribute or a tag; a template may put metadata there as it is.
_MARKS = re.compile(r'[<>"`]')


def disarmed(notebook: Notebook) -> Notebook:
    """A copy that nothing in a page of it runs, or fetches anything."""
    metadata = {name: value for name, value in _plain(notebook["metadata"]) if name != "widgets"}
    cells = [_cell(cell) for cell in notebook["cells"]]
    return {**notebook, "metadata": metadata, "cells": cells}


def _cell(cell: Cell) -> Cell:
    kept = {**cell, "metadata": dict(_plain(cell["metadata"]))}
    if cell["cell_type"] == "code":
        outputs = cell.get("outputs") or []
        return {**kept, "outputs": [_output(output) for output in outputs]}
    if cell["cell_type"] == "markdown":
        return _markdown_cell(kept)
    return {**kept, "source": clean(source(cell)) if _acts(source(cell)) else cell["source"]}


def _plain(metadata: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The entries of some metadata that hold no marks of HTML."""
    return [(name, value) for name, value in metadata.items() if _is_plain([name, value])]


def _is_plain(value: Any) -> bool:
    if isinstance(value, str):
        return not _MARKS.search(value)
    if isinstance(value, Mapping):
        return all(_is_plain([name, inner]) for name, inner in value.items())
    return not isinstance(value, list) or all(map(_is_plain, value))


def _markdown_cell(cell: Cell) -> Cell:
    """Pictures that a cell carries are put into its text."""
    text, carried = source(cell), cell.pop("attachments", None)
    return {**cell, "source": _as_html(markdown(text, carried))} if _acts(text) else cell


@lru_cache(maxsize=4096)  # a class shares all that its teacher wrote
def _acts(text: str) -> bool:
    """Whether there may be more than words in ``text`` to whatever reads markdown or HTML, however
    its letters are written."""
    said = html.unescape(text)
    read = _NOT_READ.sub("", said).lower()
    return bool(_TAG.search(text) or _RUNS.search(read) or _PICTURE_AWAY.search(said))


def _as_html(text: str) -> str:
    """``text`` as one block of HTML in markdown, which an empty line would end."""
    lines = text.strip().split("\n")
    return "<div>" + "\n".join(line if line.strip() else "&#8203;" for line in lines) + "</div>"


def _output(output: Mapping[str, Any]) -> dict[str, Any]:
    """An output with its forms made harmless; streams and errors are text anyhow."""
    if output.get("output_type") not in ("display_data", "execute_result"):
        return dict(output)
    given = output["data"]
    data = {kind: form for kind in given if (form := _form(kind, given[kind])) is not None}
    return {
        **output,
        "data": data or {"text/plain": _LEFT_OUT},
        "metadata": _about(output.get("metadata")),
    }


def _about(metadata: Any) -> dict[str, Any]:
    """The sizes of pictures, and texts, which may be pages of their own."""
    found = metadata if isinstance(metadata, Mapping) else {}
    texts = {name: clean(text) for name, text in found.items() if isinstance(text, str)}
    return texts | {kind: wanted for kind in found if (wanted := size(found, kind))}


_LEFT_OUT = "(This output is left out: it could only be shown by running it.)"


def _form(kind: str, content: Any) -> Any:
    """One form of an output; ``None`` for those that only a live page shows, and for unknown ones,
    of which nobody knows what a page would do with them."""
    text = joined(content)
    match kind:
        case "text/plain":
            return text
        case "text/html":
            return clean(text)
        case "text/markdown":
            return _as_html(markdown(text)) if _acts(text) else text
        case "text/latex":
            return inert(text.replace("<", r"\lt ").replace(">", r"\gt "))
        case "image/svg+xml":
            return _drawn(text)
        case "application/json":
            return content
    return text if is_raster(kind, text) else None


def _drawn(svg: str) -> str:
    """A drawing that shows another as a picture, as large as that says it is."""
    width, height = (_length(name, svg) for name in ("width", "height"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="100%" height="100%" href="{drawing(svg)}"/></svg>'
    )


def _length(name: str, svg: str) -> str:
    found = re.search(rf'<svg\b[^>]*?\s{name}="(\d+(?:\.\d+)?(?:px|pt|em|%)?)"', svg)
    return found.group(1) if found else "100%"
