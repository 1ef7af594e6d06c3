"""A real Jupyter server of a test's own, talked to over HTTP."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

_KEPT = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE", "PYTHONPATH", "VIRTUAL_ENV")
_ROOTS = [str(Path(__file__).parents[2] / name) for name in ("extension", "graders")]

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
    port, token = _free_port(), secrets.token_hex(16)
    home.mkdir(parents=True, exist_ok=True)
    with (home / "log.txt").open("wb") as log, httpx.Client(timeout=120) as client:
        server = Server(f"http://127.0.0.1:{port}", token, folder, home, client)
        process = subprocess.Popen(
            _command(server, port, *options),
            env=_environment(home),
            stdout=log,
            stderr=log,
            cwd=folder,
        )
        try:
            until(lambda: _answers(server, process), "the server to start")
            yield server
        finally:
            _end(process)


def until(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait until ``condition`` holds; ``AssertionError`` names ``what`` did not happen."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        pause.wait(0.05)


def _command(server: Server, port: int, *options: str) -> list[str]:
    return [
        *(sys.executable, "-m", "jupyter_server", "--no-browser", "--allow-root"),
        *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}", "--ServerApp.port_retries=0"),
        *(f"--IdentityProvider.token={server.token}", f"--ServerApp.root_dir={server.folder}"),
        "--ServerApp.jpserver_extensions=ownpace.server=True",
        *(f"--ServerApp.jpserver_extensions={other}=False" for other in _NOT_NEEDED),
        *options,
    ]


def _environment(home: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    beside = str(Path(sys.executable).parent)  # nbgrader runs alembic from PATH
    kept["PATH"] = os.pathsep.join([beside, kept.get("PATH", os.defpath)])
    kept["PYTHONPATH"] = os.pathsep.join([*_ROOTS, *filter(None, [kept.get("PYTHONPATH")])])
    own = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "IPYTHONDIR": home / "ipython",
    }
    return kept | {name: str(path) for name, path in own.items()}


def _answers(server: Server, process: subprocess.Popen[bytes]) -> bool:
    log = server.home / "log.txt"
    assert process.poll() is None, log.read_text(errors="replace")
    try:
        return server.client.get(f"{server.url}/api", timeout=5).is_success
    except httpx.TransportError:
        return False


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
