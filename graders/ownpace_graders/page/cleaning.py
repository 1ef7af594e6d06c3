"""HTML that a submission wrote, without all that acts in a browser: scripts, frames, forms,
handlers, styles that cover other things, and addresses that run something or fetch a part.

What stays has a balanced end of each tag, so that it never reaches beyond its own place. Ids are
dropped, and classes but those of tables and of coloured code: a page's own scripts find their parts
by these names (formgrader has some).
"""

from __future__ import annotations

import re
from collections.abc import Callable

import nh3

#: Gives the ``data:`` address of a picture beside the notebook; ``None`` if there is none.
Pictures = Callable[[str], str | None]

_LANDMARKS = {"area", "article", "aside", "footer", "header", "hgroup", "map", "nav"}
_TAGS = (nh3.ALLOWED_TAGS - _LANDMARKS) | {"tfoot", "fieldset", "legend"}
_ATTRIBUTES = {
    **{tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items() if tag in _TAGS},
    "*": {"class", "style", "title", "lang", "dir"},
    "details": {"open"},
    "img": {"src", "alt", "width", "height"},
}
_STYLES = {
    *("color", "background-color", "font-weight", "font-style", "font-family", "font-size"),
    *("text-align", "text-decoration", "vertical-align", "white-space", "width", "height"),
    *("max-width", "padding", "border", "border-collapse"),
}
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*\Z")
_CLASS = re.compile(r"dataframe|highlight|[a-z][a-z0-9]{0,2}")
#: MathJax makes links of text, which is why such an address does not even stay as text.
_RUNS = re.compile(r"((?:java|live|vb)script)(\s*:)", re.IGNORECASE)
_APART = "\u200b"


def clean(html: str, pictures: Pictures = lambda _: None) -> str:
    """``html``, made harmless. A picture stays if it is within ``html``, or if ``pictures`` has
    it; of others the text stays that stands for them."""

    def kept(tag: str, name: str, value: str) -> str | None:
        if (tag, name) == ("img", "src"):
            return value if _PICTURE.match(value) else pictures(value)
        if name == "class":
            return " ".join(filter(_CLASS.fullmatch, value.split())) or None
        return None if value.strip().lower().startswith("data:") else value

    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=kept,
        url_schemes={"http", "https", "mailto", "data"},
        link_rel="noopener noreferrer",
        filter_style_properties=_STYLES,
    )
    return inert(cleaned)


def inert(text: str) -> str:
    """``text`` in which no address runs anything, to the eye as it was."""
    return _RUNS.sub(rf"\1{_APART}\2", text)
