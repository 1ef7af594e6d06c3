"""A real JupyterLab of a test's own, and the few gestures that tests share."""

from __future__ import annotations

import json
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx
from playwright.sync_api import Page, expect

from tests.support.processes import free_port, running, until

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

    def clear(self) -> None:
        """Make it as it was when it started: no kernel runs, and nothing is in its folder, its
        settings or its workspaces."""
        with httpx.Client(base_url=self.url, params={"token": self.token}, timeout=60) as client:
            for session in client.get("/api/sessions").raise_for_status().json():
                client.delete(f"/api/sessions/{session['id']}")
        for folder in (self.folder, self.settings, self.settings.parent / "workspaces"):
            # What the last page asked for may still be written.
            until(partial(_emptied, folder), f"{folder} to be empty")
        _quiet(self)

    def use_theme(self, name: str) -> None:
        """``light`` or ``dark``, for pages opened from now on."""
        _settle(self.settings, "themes", {"theme": _THEMES[name]})

    def prefer(self, **settings: object) -> None:
        """Settings of the panel, for pages opened from now on."""
        file = self.settings / "ownpace" / "panel.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(settings))


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
    _quiet(lab)
    with running(_command(python, lab, *options), folder, home, lambda: _answers(lab)):
        yield lab


def until_settled(page: Page) -> None:
    """Wait until JupyterLab, opened without a document, takes the keyboard no more."""
    expect(page.locator(".jp-Launcher")).to_be_visible(timeout=_PATIENCE)
    expect(page.locator("#jupyterlab-splash")).to_have_count(0)


def until_in_theme(page: Page, name: str) -> None:
    """Wait until the page has the colours of a theme: JupyterLab paints them after the rest."""
    is_light = str(name == "light").lower()
    expect(page.locator(f"body[data-jp-theme-light={is_light}]")).to_be_attached(timeout=_PATIENCE)


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


def _emptied(folder: Path) -> bool:
    """Whether there is nothing left in a folder, having tried to remove all of it."""
    for path in folder.glob("*"):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return not any(folder.glob("*"))


def _quiet(lab: Lab) -> None:
    _settle(lab.settings, "notification", {"fetchNews": "false", "checkForUpdates": False})


def _settle(settings: Path, name: str, values: dict[str, object]) -> None:
    file = settings / "@jupyterlab" / "apputils-extension" / f"{name}.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(values))
