"""LaTeX in markdown: kept as text, untouched by what markdown makes of stars and underscores."""

from __future__ import annotations

from re import Match
from typing import Any

import mistune
from mistune.plugins.math import math

_ENVIRONMENT = r"^ {0,3}\\begin\{(?P<latex_name>[a-z]+\*?)\}[\s\S]*?\\end\{(?P=latex_name)\}"


def latex(markdown: mistune.Markdown) -> None:
    """A plugin of mistune: dollars as in Jupyter, and environments."""
    math(markdown)
    markdown.block.register("latex", _ENVIRONMENT, _parse, before="list")
    renderer: Any = markdown.renderer
    renderer.register("block_math", lambda _, text: _paragraph(f"$${text}$$"))
    renderer.register("inline_math", lambda _, text: f"${mistune.escape(text)}$")
    renderer.register("latex", lambda _, text: _paragraph(text))


def _parse(_: mistune.BlockParser, found: Match[str], state: mistune.BlockState) -> int:
    state.append_token({"type": "latex", "raw": found.group(0)})
    return found.end()


def _paragraph(text: str) -> str:
    return f"<p>{mistune.escape(text)}</p>\n"
