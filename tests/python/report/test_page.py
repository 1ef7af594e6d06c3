"""The report's page: drawn by a real notebook, harmless whatever learners call themselves."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import CommandError
from ownpace_graders.report.page import NOTEBOOK, page, put_notebook
from tests.support.material import an_evil_report


@pytest.fixture(scope="module")
def a_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    return page(an_evil_report(), tmp_path_factory.mktemp("course"))


class Elements(HTMLParser):
    """Every element of a page with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_nothing_on_the_page_acts_or_is_fetched(a_page: str) -> None:
    """No script, no handler, no address but those of pictures within the page; and a policy that
    says so to the browser."""
    elements = Elements(a_page).found
    assert {tag for tag, _ in elements} & {"script", "iframe", "form", "link", "object"} == set()
    assert [name for _, about in elements for name in about if name.startswith("on")] == []
    sources = [about["src"] for _, about in elements if "src" in about]
    assert sources
    assert all(address.startswith("data:image/svg+xml;base64,") for address in sources)
    assert "default-src 'none'" in a_page


def test_names_and_texts_are_shown_as_they_are(a_page: str) -> None:
    """As text: whoever is called so is found under that name."""
    assert a_page.count("&lt;img src=x onerror=alert(1)&gt;") >= 4


def test_each_plot_says_in_words_what_it_shows(a_page: str) -> None:
    """With the figures in it."""
    texts = [about["alt"] for tag, about in Elements(a_page).found if tag == "img"]
    assert len(texts) == 3
    assert all(re.search(r"one \d", text) for text in texts)


def test_a_teachers_own_notebook_draws_the_page(tmp_path: Path) -> None:
    """It is put into the course's folder once, and changed there."""
    own = put_notebook(tmp_path)
    with pytest.raises(CommandError, match="already"):
        put_notebook(tmp_path)
    notebook = json.loads(own.read_text(encoding="utf-8"))
    notebook["cells"] = [*notebook["cells"][:2], _cell("table('Mine', ['a'], [('<b>b</b>',)])")]
    own.write_text(json.dumps(notebook))
    drawn = page(an_evil_report(), tmp_path)
    assert "<caption>Mine</caption>" in drawn
    assert "&lt;b&gt;b&lt;/b&gt;" in drawn


def test_a_notebook_that_stops_is_named(tmp_path: Path) -> None:
    """With its error and the way out."""
    cell = _cell("1 / 0")
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / NOTEBOOK).write_text(json.dumps(notebook))
    with pytest.raises(CommandError, match="ZeroDivisionError") as problem:
        page(an_evil_report(), tmp_path)
    assert "delete it" in problem.value.hint


def _cell(code: str) -> dict[str, Any]:
    about: dict[str, Any] = {"cell_type": "code", "id": "own", "metadata": {}, "outputs": []}
    return {**about, "execution_count": None, "source": code}
