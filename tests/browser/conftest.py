"""Fixtures of the browser tests: a Chromium, and a JupyterLab to visit with it.

Without a Chromium they are skipped, visibly; the gate counts a skipped test as a failure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.lab import CHROMIUM_FLAGS, Lab, find_chromium, running_lab

StartLab = Callable[..., Lab]

# A machine with two cores that builds something else meanwhile is slow, not wrong.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("no Chromium found: install the system's, as by `apt-get install chromium`")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page with storage of its own."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def start_lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartLab]:
    """A function that starts a JupyterLab on a folder, with command-line options, until the end
    of the session. It asks for the browser so that nothing starts where there is none."""
    with ExitStack() as labs:

        def start(folder: Path, *options: str) -> Lab:
            home = tmp_path_factory.mktemp("home")
            return labs.enter_context(running_lab(folder, home, *options))

        yield start


@pytest.fixture(scope="session")
def lab(start_lab: StartLab, tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """A JupyterLab with nothing special, on an empty folder: each test makes a folder in it."""
    return start_lab(tmp_path_factory.mktemp("served"))
