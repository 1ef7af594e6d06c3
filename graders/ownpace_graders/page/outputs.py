"""What a cell printed and showed, as harmless HTML."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from ownpace_graders.page.cleaning import Pictures, clean
from ownpace_graders.page.code import plain
from ownpace_graders.page.markdown import markdown

Output = Mapping[str, Any]

_RASTERS = ("image/png", "image/jpeg", "image/gif", "image/webp")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]+\Z")
_LARGEST = 20_000_000  # characters of one output


def shown(outputs: object, pictures: Pictures | None = None) -> Iterator[Markup]:
    """The outputs of a cell, one by one, streams that follow each other as one."""
    text = ""
    for output in outputs if isinstance(outputs, list) else ():
        if output.get("output_type") == "stream":
            text += joined(output.get("text"))
            continue
        if text:
            yield _text(text)
            text = ""
        if output.get("output_type") == "error":
            yield _text("\n".join(map(str, output.get("traceback") or ())), "error")
        elif isinstance(output.get("data"), dict):
            yield _richest(output["data"], output.get("metadata"), pictures)
    if text:
        yield _text(text)


def joined(text: object) -> str:
    """Text, which JSON may hold as a string or as a list of lines."""
    if isinstance(text, list):
        return "".join(map(str, text))
    return text if isinstance(text, str) else ""


def drawing(svg: str) -> str:
    """The address of a drawing as a picture, in which no script runs and nothing is fetched."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def is_raster(kind: str, content: str) -> bool:
    """Whether ``content`` can be the bytes of a picture, and nothing else."""
    return kind in _RASTERS and bool(_BASE64.match(content))


def size(metadata: object, kind: str) -> dict[str, int]:
    """The size in pixels that an output asks for; nothing else of its metadata is kept."""
    about = metadata.get(kind) if isinstance(metadata, dict) else None
    found = about if isinstance(about, dict) else {}
    return {
        name: int(found[name])
        for name in ("width", "height")
        if isinstance(found.get(name), int | float) and 0 < found[name] < 10_000
    }


def _richest(data: Mapping[str, Any], metadata: object, pictures: Pictures | None) -> Markup:
    """The form of an output that says most and needs no live page."""
    texts = {str(kind): joined(content) for kind, content in data.items()}
    if html := texts.get("text/html", "")[:_LARGEST]:
        return _framed(clean(html, pictures or _nowhere), "rich")
    if source := texts.get("text/markdown", ""):
        return _framed(markdown(source, pictures=pictures, deeper=2), "rich")
    if svg := texts.get("image/svg+xml", ""):
        return _picture(drawing(svg), size(metadata, "image/svg+xml"))
    for kind in _RASTERS:
        if is_raster(kind, texts.get(kind, "")):
            return _picture(f"data:{kind};base64,{texts[kind]}", size(metadata, kind))
    return _text(texts.get("text/plain") or texts.get("text/latex") or _UNSEEN)


_UNSEEN = "This output can only be seen in the notebook itself."


def _text(text: str, kind: str = "text") -> Markup:
    return Markup('<pre class="output {}">{}</pre>').format(kind, plain(text).rstrip("\n"))


def _picture(address: str, pixels: Mapping[str, int]) -> Markup:
    """Its text stands for a picture that the page cannot describe."""
    about = Markup("").join(Markup(' {}="{}"').format(*one) for one in pixels.items())
    return Markup('<p class="output"><img alt="Figure" src="{}"{}></p>').format(address, about)


def _framed(html: str, kind: str) -> Markup:
    """A part that may be wider than the page: reached and scrolled by keyboard, too. One with
    colours of its own stands on white paper, as its author saw it."""
    paper = " paper" if "color" in html else ""
    return Markup(
        f'<div class="output {kind}{paper}" tabindex="0" role="group" aria-label="Output">'
        f"{html}</div>"
    )


def _nowhere(_: str) -> None:
    return None
