"""A page on paper: drawn by Chromium, which tags what it prints, and made the same each time.

A4, black on white. What a file says of itself is what its text determines: no time, no machine.
Another version of Chromium, or other fonts, still draw other bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from io import BytesIO
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader, PdfWriter

from docs.handouts.fonts import lighten
from docs.handouts.text import Handout
from tests.support.lab import CHROMIUM_FLAGS, find_chromium

STYLE = Path(__file__).with_name("style.css")
#: Under this key a file says which text it was drawn from.
DIGEST = "/DrawnFrom"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's. SystemExit where there is none."""
    found = find_chromium()
    if found is None:
        raise SystemExit("No Chromium found: install the system's.")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=CHROMIUM_FLAGS)


def draw(handout: Handout, browser: Browser) -> bytes:
    """The handout as PDF."""
    page = browser.new_page()
    page.set_content(_page(handout))
    printed = page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
    page.close()
    return _timeless(printed, handout)


def foot(handout: Handout) -> str:
    """What stands at the foot of every page, before its number."""
    return f"{handout.course} · {handout.module}"


def _page(handout: Handout) -> str:
    said = foot(handout).replace("\\", "").replace('"', "”")
    style = STYLE.read_text(encoding="utf-8").replace("FOOT", f'"{said} · "')
    return (
        f'<!doctype html><html lang="{escape(handout.language)}"><head><meta charset="utf-8">'
        f"<title>{escape(handout.title)}</title><style>{style}</style></head>"
        f"<body><main>{handout.html}</main></body></html>"
    )


def _timeless(printed: bytes, handout: Handout) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(printed)))
    writer.metadata = {"/Title": handout.title, DIGEST: handout.digest}
    lighten(writer)
    for page in writer.pages:
        page.compress_content_streams()
    drawn = BytesIO()
    writer.write(drawn)
    return drawn.getvalue()
