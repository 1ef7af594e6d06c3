"""The fonts in a PDF, without their hints: half of a handout was hints for coarse screens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont
from pypdf import PageObject, PdfWriter
from pypdf.generic import NameObject, NumberObject

#: Tables that only say how to draw letters on a coarse screen.
_HINTS = ("cvt ", "fpgm", "gasp", "prep")


def lighten(writer: PdfWriter) -> None:
    """Replace each TrueType font that is embedded by one with the same letters and no hints."""
    for file in fonts_in(writer.pages):
        lighter = without_hints(file.get_data())
        file.set_data(lighter)
        file[NameObject("/Length1")] = NumberObject(len(lighter))


def fonts_in(pages: Iterable[PageObject]) -> Iterator[Any]:
    """The TrueType files of some pages, as streams; one that several pages use comes as often."""
    for page in pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            for descendant in font.get_object().get("/DescendantFonts", ()):
                file = descendant.get_object()["/FontDescriptor"].get("/FontFile2")
                if file is not None:
                    yield file.get_object()


def without_hints(font: bytes) -> bytes:
    """The same outlines; always the same bytes."""
    made = BytesIO()
    with TTFont(BytesIO(font), recalcTimestamp=False) as opened:
        for table in _HINTS:
            if table in opened:
                del opened[table]
        letters: Any = opened["glyf"]
        for name in letters.keys():  # noqa: SIM118 - a table of letters is no dictionary
            letters[name].removeHinting()
        opened.save(made)
    return made.getvalue()
