"""What a page keeps of a submission, and what it does not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ownpace.results import CheckResult, ModuleResult
from ownpace.store.feedback import read_result
from ownpace_graders.notebooks.hidden import shows, split
from ownpace_graders.page import Facts, render
from ownpace_graders.page.cleaning import clean

HOSTILE = [
    "<script>steal()</script>",
    "<img src=x onerror=steal()>",
    '<a href="javascript:steal()">here</a>',
    '<a href="data:text/html,<script>steal()</script>">here</a>',
    "<svg onload=steal()></svg>",
    '<iframe srcdoc="<script>steal()</script>"></iframe>',
    '<form action="https://x.example"><input name="token"><button>steal()</button></form>',
    "<style>@import url(https://x.example/steal())</style>",
    '<div style="position:fixed;background:url(https://x.example/steal())">x</div>',
    '<meta http-equiv="refresh" content="0;url=javascript:steal()">',
    '<object data="steal()"></object><embed src="steal()">',
    "<math><mtext><table><mglyph><style><img src=x onerror=steal()>",
    "</body></html><body onload=steal()>",
    '<base href="https://x.example/"><link rel="stylesheet" href="https://x.example/steal()">',
]


RUNNING = {"script", "iframe", "svg", "style", "form", "input", "object", "embed", "meta", "base"}
RUNNING |= {"body", "link", "math", "button", "html"}


class Seen(HTMLParser):
    """The tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def facts(**about: Any) -> Facts:
    """A result of nothing yet."""
    at = datetime(2027, 1, 1, tzinfo=UTC)
    about = {"course": "c", "module": "m", "at": at, "score": 1, "max_score": 2} | about
    return Facts(result=ModuleResult(**about))


def page_of(*cells: Any) -> str:
    """The page of a notebook with ``cells``."""
    return render(facts(), "n", new_notebook(cells=list(cells)))


def body_of(page: str) -> str:
    return re.split(r"<body\b[^>]*>", page, maxsplit=1)[1]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_a_submission_runs(hostile: str) -> None:
    """In whichever place of a notebook it stands."""
    page = page_of(
        new_markdown_cell(hostile),
        new_code_cell("1", outputs=[new_output("display_data", {"text/html": hostile})]),
        new_code_cell("1", outputs=[new_output("display_data", {"text/latex": hostile})]),
        new_code_cell("1", outputs=[new_output("display_data", {"text/markdown": hostile})]),
        new_code_cell("1", outputs=[new_output("display_data", {"image/svg+xml": hostile})]),
        new_code_cell("1", outputs=[new_output("display_data", {"image/png": f'">{hostile}'})]),
    )
    seen = Seen()
    seen.feed(body_of(page))
    assert not seen.tags & RUNNING
    assert not [name for name, _ in seen.attributes if name.startswith("on") or name == "srcdoc"]
    for name, value in seen.attributes:
        assert not re.match(r"\s*(javascript|data:text)", value)
        assert name != "style" or not re.search(r"position|url\(", value)
    assert body_of(page).count("</body>") == 1


@pytest.mark.parametrize(
    "kept",
    [
        "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
        '<a href="https://example.org/">link</a>',
        '<img alt="plot" src="data:image/png;base64,aGk=">',
        "<p><strong>bold</strong> <em>em</em> <code>x &lt; y</code></p>",
        '<span style="color:red">red</span>',
    ],
)
def test_honest_pages_keep_their_form(kept: str) -> None:
    """Tables, pictures, links and colours stay."""
    cleaned = clean(kept).replace(' rel="noopener noreferrer"', "")
    assert sorted(cleaned) == sorted(kept)


def test_a_page_fetches_nothing() -> None:
    """Neither its own scripts and styles nor a learner's pictures: nobody learns who reads it."""
    stranger = "x.example/seen.png"
    pictures = [
        f'<img src="{way}{stranger}">' for way in ("https://", "//", "/\\", "\\\\", "ht\ntp://")
    ]
    page = page_of(
        new_markdown_cell(f"$x^2$ ![seen](https://{stranger})"),
        new_code_cell("1", outputs=[new_output("display_data", {"text/html": "".join(pictures)})]),
    )
    seen = Seen()
    seen.feed(page)
    assert not seen.tags & {"script", "link"}
    assert not [value for name, value in seen.attributes if name == "src" and stranger in value]
    assert not re.search(r"@import|url\(\s*['\"]?(https?:)?//", page)


def test_a_drawing_becomes_a_picture() -> None:
    """An SVG figure is shown as an image, in which no script runs."""
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"></svg>'
    cell = new_code_cell("1", outputs=[new_output("display_data", {"image/svg+xml": drawing})])
    assert 'src="data:image/svg+xml;base64,' in body_of(page_of(cell))


def test_a_widget_is_shown_by_its_still_form() -> None:
    """A quiz in a page is what it said in HTML, not an empty place."""
    data = {
        "application/vnd.jupyter.widget-view+json": {"model_id": "a"},
        "text/html": "<p>Chosen: Four</p>",
        "text/plain": "0.0",
    }
    cell = new_code_cell("1", outputs=[new_output("display_data", data)])
    assert "Chosen: Four" in body_of(page_of(cell))


def test_the_result_in_a_page_is_read_back(tmp_path: Path) -> None:
    """Whatever a title holds: the learner's server reads what was written."""
    check = CheckResult(id="a", title='"><script>&amp;', outcome="failed", message="a 'b' <c>")
    known = facts(checks=(check,))
    page = tmp_path / "page.html"
    page.write_text(render(known, "n", new_notebook()), "utf-8")
    assert read_result(page) == known.result


def test_the_hidden_part_of_a_check_is_told_from_the_visible_one() -> None:
    """Also with several hidden parts, and one that is not closed."""
    text = "a = 1\n# BEGIN HIDDEN TESTS\n  b()\n# END HIDDEN TESTS\nc\n# BEGIN HIDDEN TESTS\nd"
    assert split(text) == ("a = 1\nc", ("b()", "d"))


def test_a_hidden_line_in_a_coloured_traceback_is_seen() -> None:
    """IPython colours the words of a line one by one."""
    output = {"traceback": ["\x1b[31massert\x1b[0m solve(\x1b[32m7\x1b[0m) == 49"]}
    assert shows(output, {"assert solve(7) == 49"})
    assert not shows(output, {"assert solve(8) == 64"})
    assert not shows({"text": "pass"}, {"pass"})
