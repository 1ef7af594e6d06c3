"""Markdown as harmless HTML. LaTeX stays text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import mistune
from markupsafe import Markup

from ownpace_graders.page.cleaning import Pictures, clean
from ownpace_graders.page.code import coloured
from ownpace_graders.page.latex import latex

_PLUGINS = ("strikethrough", "table", "url", "task_lists", "def_list")
_LATEX: Any = latex  # mistune wants what only classes of its own say they are
_DEEPEST = 6
#: The kinds of pictures that a cell may carry, vectors first.
_KINDS = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")


def markdown(
    source: str, attachments: object = None, pictures: Pictures | None = None, deeper: int = 0
) -> Markup:
    """``source`` as HTML, its headings ``deeper`` by so many levels. ``attachments`` are its
    cell's; ``pictures`` finds those in files."""
    if "![" not in source and "<img" not in source.lower():
        return _shared(source, deeper)
    carried = attachments if isinstance(attachments, Mapping) else {}

    def found(address: str) -> str | None:
        if address.startswith("attachment:"):
            return _attached(carried.get(address.removeprefix("attachment:")))
        return pictures(address) if pictures else None

    return _rendered(source, deeper, found)


@lru_cache(maxsize=4096)
def _shared(source: str, deeper: int) -> Markup:
    """A class shares all that its teacher wrote."""
    return _rendered(source, deeper, lambda _: None)


def _rendered(source: str, deeper: int, pictures: Pictures) -> Markup:
    return Markup(clean(_parser(deeper)(source), pictures))


@lru_cache
def _parser(deeper: int) -> Callable[[str], str]:
    parse = mistune.create_markdown(renderer=_Renderer(deeper), plugins=[*_PLUGINS, _LATEX])
    return lambda source: str(parse(source))


class _Renderer(mistune.HTMLRenderer):
    """Lets everything through, since the whole is cleaned afterwards."""

    def __init__(self, deeper: int) -> None:
        super().__init__(escape=False, allow_harmful_protocols=True)
        self._deeper = deeper

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return super().heading(text, min(level + self._deeper, _DEEPEST))

    def block_code(self, code: str, info: str | None = None) -> str:
        language = (info or "").split(maxsplit=1)[:1] or ["text"]
        return f'<pre class="highlight">{coloured(code, language[0])}</pre>\n'


def _attached(attachment: object) -> str | None:
    if not isinstance(attachment, Mapping):
        return None
    kind = next((kind for kind in _KINDS if kind in attachment), None)
    return kind and f"data:{kind};base64,{attachment[kind]}"
