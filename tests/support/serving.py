"""A real Jupyter server of a test's own, talked to over HTTP."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.support.processes import free_port, running

_NOT_NEEDED = (  # other extensions that may be installed, and take their time to start
    *("jupyterlab", "jupyter_lsp", "jupyter_server_terminals", "notebook", "notebook_shim"),
    "nbgrader.server_extensions.formgrader",
    "nbgrader.server_extensions.validate_assignment",
    "nbgrader.server_extensions.assignment_list",
    "nbgrader.server_extensions.course_list",
)


@dataclass(frozen=True)
class Server:
    """A server that is running: where, with which token, on which folder."""

    url: str
    token: str
    folder: Path
    home: Path
    client: httpx.Client = field(repr=False)

    def get(self, path: str = "course") -> httpx.Response:
        return self.client.get(f"{self.url}/ownpace/api/{path}", headers=self._login)

    def post(self, path: str, **body: Any) -> httpx.Response:
        """``content=`` sends bytes, ``json=`` JSON, as httpx has it."""
        return self.client.post(f"{self.url}/ownpace/api/{path}", headers=self._login, **body)

    def state(self, module: str) -> dict[str, Any]:
        """What the panel draws of one module."""
        modules = self.get().json()["state"]["modules"]
        return next(found for found in modules if found["id"] == module)

    def save(self, path: str, notebook: Mapping[str, Any]) -> None:
        """Save a notebook as JupyterLab does."""
        body = {"type": "notebook", "format": "json", "content": notebook}
        address = f"{self.url}/api/contents/{path}"
        self.client.put(address, json=body, headers=self._login).raise_for_status()

    @property
    def _login(self) -> dict[str, str]:
        return {"Authorization": f"token {self.token}"}


@contextmanager
def running_server(folder: Path, home: Path, *options: str) -> Iterator[Server]:
    """A server with only Ownpace's extension; all that it keeps for itself goes under ``home``."""
    port, token = free_port(), secrets.token_hex(16)
    with httpx.Client(timeout=120) as client:
        server = Server(f"http://127.0.0.1:{port}", token, folder, home, client)
        command = _command(server, port, *options)
        with running(command, folder, home, lambda: _answers(server)):
            yield server


def _command(server: Server, port: int, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={server.token}", f"--ServerApp.root_dir={server.folder}"),
        "--ServerApp.jpserver_extensions=ownpace.server=True",
        *(f"--ServerApp.jpserver_extensions={other}=False" for other in _NOT_NEEDED),
        *options,
    ]


def _answers(server: Server) -> bool:
    try:
        return server.client.get(f"{server.url}/api", timeout=5).is_success
    except httpx.TransportError:
        return False
