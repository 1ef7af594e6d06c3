"""What a notebook's markdown cells are made of: headings, links, pictures, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import mistune

from ownpace.course.outline import Cell, source

_parsed = mistune.create_markdown(renderer="ast", plugins=["table", "url", "strikethrough"])
_IMAGE = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_ALT = re.compile(r"""\balt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A heading (with its ``level``), a link or a picture (with where it leads), and its words.
    ``cell`` is its cell's ``place``. A picture of HTML that has no ``alt`` at all has no words:
    None."""

    kind: str
    cell: str
    words: str | None
    level: int = 0
    target: str = ""


def parts(notebook: dict[str, Any]) -> list[Part]:
    """All of a notebook, in the order of reading. What stands in code is none."""
    return [
        part
        for number, cell in enumerate(notebook["cells"], start=1)
        if cell.get("cell_type") == "markdown"
        for part in _of_cell(cell, place(cell, number))
    ]


def place(cell: Cell, number: int) -> str:
    """How a cell is called in a message: by its id, which JupyterLab shows, else its number."""
    return str(cell.get("id") or number)


def pictures_in_html(html: str) -> Iterator[str | None]:
    """The alternative text of each picture; None where it has none (``alt=""`` is one: it says
    that the picture says nothing)."""
    for image in _IMAGE.findall(html):
        found = _ALT.search(image)
        yield next((text for text in found.groups() if text is not None), "") if found else None


def _of_cell(cell: Cell, name: str) -> Iterator[Part]:
    for token in _tokens(_parsed(source(cell))):
        about = token.get("attrs", {})
        if token["type"] == "heading":
            yield Part("heading", name, _words(token), level=about["level"])
        elif token["type"] in ("link", "image"):
            # A picture without words in its brackets is one that nobody described.
            words = _words(token) or (None if token["type"] == "image" else "")
            yield Part(token["type"], name, words, target=about["url"])
        elif token["type"] in ("block_html", "inline_html"):
            for words in pictures_in_html(token["raw"]):
                yield Part("image", name, words)


def _tokens(found: Iterable[dict[str, Any]] | str) -> Iterator[dict[str, Any]]:
    for token in found if not isinstance(found, str) else ():
        yield token
        yield from _tokens(token.get("children", ()))


def _words(token: dict[str, Any]) -> str:
    inside = (part.get("raw", " ") for part in _tokens(token.get("children", ())))
    return " ".join("".join(inside).split())
