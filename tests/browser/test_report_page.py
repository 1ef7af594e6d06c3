"""The report's page in a real browser: for every eye, on every screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ownpace_graders.report.page import page
from tests.support.axe import run_axe
from tests.support.material import an_evil_report


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_passes_axe_and_runs_nothing(browser: Browser, tmp_path: Path, width: int) -> None:
    """WCAG 2.2 AA, also on a narrow screen; no dialog opens and nothing is asked of the network,
    whatever learners call themselves."""
    file = tmp_path / "report.html"
    file.write_text(page(an_evil_report(), tmp_path), encoding="utf-8")
    # As the page's own policy keeps axe out, too.
    context = browser.new_context(bypass_csp=True, viewport={"width": width, "height": 800})
    tab = context.new_page()
    asked: list[str] = []
    dialogs: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    tab.goto(file.as_uri())
    found = run_axe(tab, "html")
    context.close()
    assert found.violations == []
    assert "image-alt" in found.passes
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert dialogs == []
