"""Pictures in words, for those who do not see them (WCAG 2.2, 1.1.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from ownpace.course.outline import grading, source
from ownpace.store.verdict import outputs
from ownpace_graders.check.material.seen import shown_by_widgets
from ownpace_graders.check.writing.markdown import Part, pictures_in_html

_WAY_OUT = "say in `alt` what it shows"


def written_pictures(parts: Sequence[Part]) -> Iterator[str]:
    """Pictures in markdown cells that nobody described."""
    for part in parts:
        if part.kind == "image" and part.words is None:
            yield f"a picture in the cell {part.cell} has no alternative text: {_WAY_OUT}."


def drawn_pictures(executed: dict[str, Any]) -> Iterator[str]:
    """Pictures that the cells of an executed notebook show. Those in exercises and checks are
    the learner's. A plain plot has no alternative text, so it has to be said beside it: printed by
    its cell, or in a markdown cell without a heading right after it."""
    for cell, following in zip_longest(executed["cells"], executed["cells"][1:]):
        if cell.get("cell_type") == "code" and not grading(cell):
            yield from _undescribed(
                list(outputs(cell)), f"the cell {cell['id']}", _goes_on(following)
            )
    for shown in shown_by_widgets(executed):
        yield from _undescribed(shown, "a figure to move", False)


def _undescribed(shown: Sequence[dict[str, Any]], where: str, said_below: bool) -> Iterator[str]:
    if any(None in pictures_in_html(_html(output)) for output in shown):
        yield f"a picture of {where} has no `alt`: {_WAY_OUT}."
    elif any(map(_is_picture, shown)) and not said_below and not any(map(_says, shown)):
        yield (
            f"a plot of {where} is nowhere in words: print there what it shows, or write it in a "
            "markdown cell right below, or show it as HTML with `alt`."
        )


def _goes_on(cell: dict[str, Any] | None) -> bool:
    is_text = cell is not None and cell.get("cell_type") == "markdown"
    return is_text and not source(cell or {}).lstrip().startswith("#")


def _html(output: dict[str, Any]) -> str:
    return "".join(output.get("data", {}).get("text/html", ""))


def _is_picture(output: dict[str, Any]) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data", {})) and not any(
        "alt" in about for about in output.get("metadata", {}).values() if isinstance(about, dict)
    )


def _says(output: dict[str, Any]) -> bool:
    """Whether an output holds words, other than an object's name for itself (<Figure …>)."""
    data = output.get("data", {})
    words = (output.get("text", ""), data.get("text/html", ""), data.get("text/markdown", ""))
    text = re.sub(r"<[^>]*>", " ", " ".join("".join(part) for part in words))
    return len(text.split()) >= 3
