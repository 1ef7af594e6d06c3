"""A real JupyterLab of a test's own, and the few gestures that tests share."""

from __future__ import annotations

import json
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.support.processes import free_port, running

#: What a browser needs in a container, and what keeps it from calling home.
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

_THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
_PATIENCE = 60_000  # ms: a busy machine with two cores


@dataclass(frozen=True)
class Lab:
    """A server that is running: where, with which token, on which folder."""

    url: str
    token: str
    folder: Path
    settings: Path

    def address(self, path: str = "") -> str:
        """The page that opens ``path`` (relative to the served folder) in a clean workspace."""
        tree = f"/tree/{path}" if path else ""
        return f"{self.url}/lab{tree}?token={self.token}&reset"

    def use_theme(self, name: str) -> None:
        """``light`` or ``dark``, for pages opened from now on."""
        _settle(self.settings, "themes", {"theme": _THEMES[name]})


def find_chromium() -> str | None:
    """The system's own browser, since tests download none."""
    found = map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))
    return next(filter(None, found), None)


@contextmanager
def running_lab(
    folder: Path,
    home: Path,
    *options: str,
    python: Path = Path(sys.executable),
    again: Lab | None = None,
) -> Iterator[Lab]:
    """JupyterLab on ``folder``, as ``python`` has it; what it keeps for itself goes under
    ``home``. ``again`` is one that ended, whose address and token it takes over."""
    address = f"http://127.0.0.1:{free_port()}"
    lab = again or Lab(address, secrets.token_hex(16), folder, home / "settings")
    _settle(lab.settings, "notification", {"fetchNews": "false", "checkForUpdates": False})
    with running(_command(python, lab, *options), folder, home, lambda: _answers(lab)):
        yield lab


def open_notebook(page: Page, lab: Lab, path: str) -> None:
    """Open a notebook and wait for its kernel: *Run all* before that does nothing."""
    page.goto(lab.address(path))
    wait_for_kernel(page)


def wait_for_kernel(page: Page) -> None:
    """Wait until a Python kernel is connected and idle."""
    expect(page.locator(".jp-KernelName").first).to_contain_text("Python 3", timeout=_PATIENCE)
    idle = page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first
    expect(idle).to_be_attached(timeout=_PATIENCE)


def run_all(page: Page) -> None:
    """Run all cells, by the menu."""
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()


def _command(python: Path, lab: Lab, *options: str) -> list[str]:
    port = lab.url.rpartition(":")[2]
    return [
        *(str(python), "-m", "jupyter", "lab", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={lab.token}", f"--ServerApp.root_dir={lab.folder}"),
        *options,
    ]


def _answers(lab: Lab) -> bool:
    address = f"{lab.url}/api/status?token={lab.token}"
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False


def _settle(settings: Path, name: str, values: dict[str, object]) -> None:
    file = settings / "@jupyterlab" / "apputils-extension" / f"{name}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values))
