"""Servers that tests start: where they keep their things, and how they begin and end."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

_KEPT = ("PATH", "LANG", "LC_ALL", "SSL_CERT_FILE")


def until(condition: Callable[[], object], what: str, seconds: float = 60) -> None:
    """Wait until ``condition`` holds; ``AssertionError`` names ``what`` did not happen."""
    deadline, pause = time.monotonic() + seconds, threading.Event()
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        pause.wait(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, programs: Path) -> dict[str, str]:
    """The least that a Jupyter server needs, with all that it keeps for itself under ``home``.

    ``programs`` comes first on PATH: ``jupyter lab`` is looked up there, and nbgrader's alembic.
    """
    ours = programs == Path(sys.executable).parent
    # A checkout, and a build of the panel, that are not the installed ones.
    names = (*_KEPT, "PYTHONPATH", "JUPYTER_PATH") if ours else _KEPT
    kept = {name: os.environ[name] for name in names if name in os.environ}
    kept["PATH"] = os.pathsep.join([str(programs), kept.get("PATH", os.defpath)])
    own = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": home / "config",
        "JUPYTER_DATA_DIR": home / "data",
        "JUPYTER_RUNTIME_DIR": home / "runtime",
        "JUPYTERLAB_SETTINGS_DIR": home / "settings",
        "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
        "IPYTHONDIR": home / "ipython",
    }
    return kept | {name: str(path) for name, path in own.items()}


@contextmanager
def running(
    command: Sequence[str], folder: Path, home: Path, answers: Callable[[], bool]
) -> Iterator[None]:
    """Run ``command`` in ``folder`` until the block ends, which begins once it ``answers``."""
    home.mkdir(parents=True, exist_ok=True)
    log, own = home / "log.txt", environment(home, Path(command[0]).parent)
    with log.open("wb") as output:
        process = subprocess.Popen(command, env=own, stdout=output, stderr=output, cwd=folder)

    def up() -> bool:
        assert process.poll() is None, log.read_text(errors="replace")
        return answers()

    try:
        until(up, f"{command[2]} to start")
        yield
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
