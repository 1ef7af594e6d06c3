"""What a printed handout says, as a screen reader or a search finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from docs.handouts.drawing import foot
from docs.handouts.text import Handout


class Paper:
    """A PDF of a handout."""

    def __init__(self, handout: Handout, data: bytes) -> None:
        self.handout = handout
        self.reader = PdfReader(BytesIO(data))
        self.root: Any = self.reader.trailer["/Root"]

    @property
    def letters(self) -> str:
        """All letters in their order, without what stands at the foot of each page."""
        said = re.escape(foot(self.handout)) + r" · \d+ / \d+"
        texts = (re.sub(said, "", page.extract_text(), count=1) for page in self.reader.pages)
        return _letters("".join(texts))

    @property
    def tags(self) -> set[str]:
        """The kinds of parts that it is tagged with: /H1, /P, /L, …"""
        return set(_tags(self.root["/StructTreeRoot"]))


def letters_of(handout: Handout) -> str:
    """All letters of a handout's text, in their order."""
    return _letters(unescape(re.sub(r"<[^>]+>", "", handout.html)))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W\d_]+", text))


def _tags(node: Any) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if not isinstance(node, dict):
        return
    if "/S" in node:
        yield node["/S"]
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from _tags(kid)
