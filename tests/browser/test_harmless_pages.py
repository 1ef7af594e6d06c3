"""What a submission wrote, looked at in a real browser: on its learner's feedback page, and as
formgrader shows it to a teacher. Nothing runs, and nobody is told."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbconvert.exporters import HTMLExporter
from playwright.sync_api import Browser, Page, Request, Route

from ownpace.results import ModuleResult
from ownpace_graders.page import Facts, disarmed, render
from tests.support.payloads import AWAY, corpus

CORPUS = corpus()
HOME = "http://page.test"
#: Where formgrader's template gets its own parts from.
_OWN = ("https://cdnjs.cloudflare.com/", "https://cdn.jsdelivr.net/")


def feedback(notebook: Any) -> str:
    """The page that a learner gets, without its policy, which would keep the browser from more."""
    at = datetime(2027, 1, 1, tzinfo=UTC)
    result = ModuleResult(course="c", module="m", at=at, score=1, max_score=2)
    page = render(Facts(result=result), "n", notebook)
    policy = page.index('<meta http-equiv="Content-Security-Policy"')
    return page[:policy] + page[page.index(">", policy) + 1 :]


@lru_cache
def teachers_exporter() -> HTMLExporter:
    """formgrader's, with its template."""
    place = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
    return HTMLExporter(template_name="formgrade", extra_template_basedirs=[str(place)])


def exported(notebook: Any, exporter: HTMLExporter) -> str:
    """The page that a notebook in ``autograded/`` makes."""
    about = {"base_url": "", "notebook_id": "n", "index": 0, "total": 1, "submission_id": "s"}
    about |= {"assignment_id": "m", "student": "s", "last_name": "", "first_name": ""}
    read = nbformat.from_dict(json.loads(json.dumps(notebook)))
    page, _ = exporter.from_notebook_node(read, resources=about | {"notebook_path": "n"})
    return str(page)


VIEWS: dict[str, Callable[[Any], str]] = {
    "feedback": feedback,
    "formgrader": lambda notebook: exported(disarmed(notebook), teachers_exporter()),
}


class Watched:
    """A page, and which strangers it asked for anything."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self._html = ""
        page.route("**", self._answer)

    def show(self, html: str) -> None:
        """Open ``html`` until all in it is loaded, or has failed to."""
        self._html = html
        self.page.goto(f"{HOME}/n", wait_until="load")
        self.page.evaluate("new Promise(requestAnimationFrame)")

    def ran(self) -> list[str]:
        """What of a submission ran, and what would run if it were pressed."""
        links: list[str] = self.page.eval_on_selector_all(
            "[href], [action], [formaction]",
            "all => all.map(one => String(one.protocol || one.action || one.href?.baseVal || ''))",
        )
        would = [
            link
            for link in links
            if link and not link.startswith(("http", "mailto", "data:image/"))
        ]
        return [*would, *(["it ran"] if self.page.evaluate("globalThis.ran") else [])]

    def _answer(self, route: Route, request: Request) -> None:
        if request.url == f"{HOME}/n":
            route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
            return
        if not request.url.startswith((f"{HOME}/formgrader/", *_OWN, "data:")):
            self.asked.append(request.url)
        route.abort()


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page of its own, with all its requests answered here."""
    context = browser.new_context(service_workers="block")
    yield Watched(context.new_page())
    context.close()


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
@pytest.mark.parametrize("notebook", CORPUS.values(), ids=CORPUS)
def test_nothing_runs_and_nobody_is_told(
    watched: Watched, notebook: Any, view: Callable[[Any], str]
) -> None:
    """In whichever cell, output or name it stands; in feedback even without the page's policy."""
    watched.show(view(notebook))
    assert watched.ran() == []
    assert watched.asked == []


@pytest.mark.parametrize("name", ["html: script", "html: image error", "html: link that runs"])
def test_the_browser_would_have_run_it(watched: Watched, name: str) -> None:
    """What these tests look for is seen where a notebook is shown as it was handed in."""
    watched.show(exported({**CORPUS[name], "metadata": {}}, teachers_exporter()))
    assert watched.ran()


def test_the_browser_would_have_told(watched: Watched) -> None:
    """And so are requests."""
    notebook = {**CORPUS["html: image of a stranger"], "metadata": {}}
    watched.show(exported(notebook, teachers_exporter()))
    assert any(asked.startswith(AWAY) for asked in watched.asked)
