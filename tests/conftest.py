"""What all tests share: on the gate, a skipped test is a failed run."""

from __future__ import annotations

import os

import pytest


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
