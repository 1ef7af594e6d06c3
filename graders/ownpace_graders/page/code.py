"""Code in colours, and what a terminal would have shown in colours without them."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

#: Sequences that steer a terminal: colours, titles, the cursor.
_STEERING = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)?|\[[0-?]*[ -/]*[@-~]|[@-_])")
_LINES = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=4096)  # a class shares all that its teacher wrote
def coloured(source: str, language: str = "python") -> Markup:
    """``source`` as lines of HTML, in ``language`` if it is known."""
    try:
        lexer = get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        lexer = get_lexer_by_name("text", stripnl=False)
    # Everything in it is escaped by the formatter.
    return Markup(highlight(source, lexer, _LINES).rstrip("\n"))


def plain(text: str) -> str:
    """``text`` without what steers a terminal."""
    return _STEERING.sub("", text)
