"""The feedback page in a real browser: for every eye, on every screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ownpace.results import CheckResult, ModuleResult, Outcome
from ownpace_graders.page import Comment, Facts, Lateness, Told, render
from tests.support.axe import run_axe
from tests.support.payloads import PIXEL, code, markdown, shown

OUTCOMES: tuple[Outcome, ...] = ("passed", "partial", "failed", "not run", "for a person")
PROGRAM = '''\
# Work it out
import math

@decorated
def area(r: float) -> float:
    """The area of a circle."""
    if r is None or r < 0:
        raise ValueError(f"no circle {r!r}")
    return math.pi * r**2 + 0x10
'''


def result(outcome: Outcome) -> CheckResult:
    score = {"passed": 2.0, "partial": 1.0, "failed": 0.0}.get(outcome)
    name = outcome.replace(" ", "-")
    return CheckResult(id=name, title=f"A check {outcome}", outcome=outcome, score=score, points=2)


def told(outcome: Outcome) -> Told:
    return Told(
        result=result(outcome),
        notebook="n",
        hidden="a part" if outcome == "failed" else "nothing",
        seen="area(1) gives 3. We expected 3.14.",
        hint="Use math.pi.",
    )


def facts() -> Facts:
    """All that a page can say."""
    at = datetime(2027, 1, 20, 12, tzinfo=UTC)
    checks = tuple(map(result, OUTCOMES))
    return Facts(
        result=ModuleResult(
            course="c",
            module="m",
            at=at,
            score=2.5,
            max_score=10,
            needs_manual_grade=True,
            checks=checks,
        ),
        told=tuple(map(told, OUTCOMES)),
        comments=(Comment(cell="passed", notebook="n", title="Why?", text="Well said.\n\nGo on."),),
        late=Lateness(by=timedelta(hours=30), points=0.5, rule="Late work loses 10% a day."),
        course="A course",
        module="Circles",
        attempt=2,
        attempts=3,
    )


def cells() -> list[Any]:
    """All that a notebook shows."""
    grading = [{"nbgrader": {"grade_id": outcome.replace(" ", "-")}} for outcome in OUTCOMES]
    stream = {"output_type": "stream", "name": "stdout", "text": "\x1b[32m3.14\x1b[0m " * 60}
    error = {"output_type": "error", "ename": "E", "evalue": "e", "traceback": ["E: e" * 80]}
    wide = "<table><tr>" + "<td style='color:#111'>1234567890</td>" * 40 + "</tr></table>"
    return [
        markdown(
            "# Circles\n\nSee [this](https://example.org), `code`, $x^2$.\n\n> quoted\n\n- a\n"
        ),
        markdown("| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\nprint('x')  # y\n```"),
        code(PROGRAM, [stream, error], **grading[0]),
        *(code("assert area(1) == 3.14", [], **about) for about in grading[1:]),
        shown({"image/png": PIXEL}),
        shown({"text/html": wide}),
        shown({"text/html": "<p>Chosen: <b>Four</b> <a href='https://example.org'>why</a></p>"}),
    ]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("page") / "n.html"
    path.write_text(render(facts(), "n", {"cells": cells(), "metadata": {}}), "utf-8")
    return path.as_uri()


@pytest.fixture
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page with the colours and width of ``request.param``; it lets axe in, past the policy."""
    scheme, width = request.param
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True
    )
    yield context.new_page()
    context.close()


BOTH = pytest.mark.parametrize("reader", [("light", 1200), ("dark", 360)], indirect=True)


@BOTH
def test_axe_finds_nothing(reader: Page, address: str) -> None:
    """WCAG 2.2 AA in both schemes, contrast really looked at."""
    reader.goto(address)
    found = run_axe(reader, "html")
    assert found.violations == []
    assert {"color-contrast", "document-title", "html-has-lang"} <= set(found.passes)


@BOTH
def test_it_fits_the_screen(reader: Page, address: str) -> None:
    """Nothing but a wide output is wider, and that is scrolled by itself."""
    reader.goto(address)
    assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("reader", [("light", 1200)], indirect=True)
def test_it_says_what_counts_first(reader: Page, address: str) -> None:
    """Score, lateness, what a person said, what to look at, what is passed; then the notebook."""
    reader.goto(address)
    headings = reader.get_by_role("heading", level=2)
    expect(headings).to_have_text(
        [
            "Your score",
            "From your teacher",
            "To look at again",
            "What you have passed",
            "Your notebook",
        ]
    )
    main = reader.get_by_role("main")
    expect(main).to_contain_text("2.5 of 10 points")
    expect(main).to_contain_text(
        "You handed this in 2 days late: 0.5 points taken off. Late work loses 10% a day."
    )
    expect(reader.get_by_role("banner")).to_contain_text(
        "Attempt 2 of the 3 that have arrived, handed in on Wednesday 20 January 2027, 12:00 (UTC)"
    )
    expect(main).to_contain_text("Next step: Use math.pi.")
    expect(main.get_by_role("listitem").filter(has_text="A check failed")).to_contain_text("0 of 2")


@pytest.mark.parametrize("reader", [("light", 1200)], indirect=True)
def test_a_check_leads_to_its_cell(reader: Page, address: str) -> None:
    """By keyboard, and by a name of its own."""
    reader.goto(address)
    link = reader.get_by_role("link", name=re.compile("in your notebook ?: A check failed"))
    link.focus()
    reader.keyboard.press("Enter")
    expect(reader.locator("#cell-failed")).to_be_in_viewport()


def test_the_policy_keeps_what_slips_through(page: Page, tmp_path: Path) -> None:
    """Were a script in the page in spite of all, the browser would not run it."""
    text = render(facts(), "n", {"cells": [], "metadata": {}})
    bad = tmp_path / "bad.html"
    bad.write_text(text.replace("</main>", "<script>globalThis.ran=1</script></main>"), "utf-8")
    page.goto(bad.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Feedback: Circles")
    assert not page.evaluate("globalThis.ran")
