"""What all tests share: a Chromium and JupyterLabs to visit with it, and the gate's rule that a
skipped test is a failed run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.lab import CHROMIUM_FLAGS, Lab, find_chromium, running_lab

# How fast examples are made says what else the machine is doing, and nothing about the code.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

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


@pytest.fixture(scope="session")
def _shared_lab(start_lab: StartLab, tmp_path_factory: pytest.TempPathFactory) -> Lab:
    return start_lab(tmp_path_factory.mktemp("course"))


@pytest.fixture
def course_lab(_shared_lab: Lab) -> Lab:
    """A JupyterLab as new, on an empty folder: a course in it is one that the panel shows. It is
    started once and cleared for each test, since starting takes longer than most tests."""
    _shared_lab.clear()
    return _shared_lab


@pytest.fixture
def own_folder(lab: Lab, request: pytest.FixtureRequest) -> Path:
    """A place in the lab's folder that no other test of any file has; nothing is there yet."""
    name = request.node.name.replace("[", "-").replace("]", "")
    return lab.folder / f"{request.path.stem}-{name}"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests a machine could not run, and why, where it must run them all."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("OWNPACE_TESTS_MUST_NOT_SKIP"):
        terminalreporter.section("skipped, and must not be")
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Fail the session when a test was skipped on a machine that must skip none."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    must = os.environ.get("OWNPACE_TESTS_MUST_NOT_SKIP")
    is_worker = hasattr(session.config, "workerinput")
    if must and not is_worker and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
