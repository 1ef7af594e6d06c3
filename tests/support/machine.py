"""A machine within the machine: real users, with real permissions, that leave nothing behind.

It has mounts and processes of its own (Linux name spaces): a copy of /etc, to which users can be
added, empty /home, /srv, /tmp and so on, all in memory. Kernel, network and programs are the
machine's. It ends with the process that started it, however that ends.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.support.processes import until

_SETUP = Path(__file__).with_suffix(".sh")
_SPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
_COVERED = (
    *("/dev/shm", "/etc", "/home", "/opt", "/root", "/srv", "/tmp"),
    *("/var/log", "/var/mail", "/var/tmp"),
)
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Machine:
    """``pid`` is its first process, as the machine outside numbers it."""

    pid: int

    def path(self, path: str) -> Path:
        """Where root finds a file of this machine from outside."""
        return Path(f"/proc/{self.pid}/root{path}")

    def command(self, user: str, command: Sequence[str], **environment: str) -> list[str]:
        """``command`` as ``user`` has it who just logged in: in the home, nothing inherited."""
        home = "/root" if user == "root" else f"/home/{user}"
        own = {"HOME": home, "USER": user, "LANG": "C.UTF-8", "PATH": _PATH} | environment
        settings = [f"{name}={value}" for name, value in own.items()]
        enter = ["nsenter", f"--target={self.pid}", "--mount", "--pid", "--"]
        become = ["runuser", "-u", user, "--", "env", "-i", f"--chdir={home}", *settings]
        return [*enter, *become, *command]

    def run(self, user: str, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a script of the shell, which ends at the first command that fails."""
        return subprocess.run(
            self.command(user, ["bash", "-euo", "pipefail", "-c", script], **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def must(self, user: str, script: str, **environment: str) -> str:
        """What a script that has to succeed prints."""
        done = self.run(user, script, **environment)
        assert done.returncode == 0, f"{user}: {script}\n{done.stdout}{done.stderr}"
        return done.stdout


def why_not() -> str:
    """Why this machine cannot have one within; empty where it can."""
    if sys.platform != "linux":
        return "only Linux has name spaces"
    if os.geteuid() != 0:
        return "only root can add users: run the tests as root, as .ci/run does"
    missing = [name for name in ("unshare", "nsenter", "useradd") if shutil.which(name) is None]
    if missing:
        return f"there is no {' and no '.join(missing)}"
    tried = subprocess.run([*_SPACES, "true"], capture_output=True, text=True, check=False)
    return tried.stderr.strip()


@contextmanager
def a_machine(shown: Mapping[str, Path]) -> Iterator[Machine]:
    """Start one, in which everybody can read the folders that are ``shown``, by their paths there,
    whatever is above them outside."""
    covers = [*filter(os.path.isdir, _COVERED), *_closed(shown)]
    pairs = [name for path, source in sorted(shown.items()) for name in (str(source), path)]
    with subprocess.Popen(
        [*_SPACES, "sh", str(_SETUP), *covers, "--", *pairs],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as unshare:
        assert unshare.stdin is not None
        try:
            assert unshare.stdout is not None
            assert unshare.stdout.readline() == "ready\n"
            yield Machine(_only_child(unshare.pid))
        finally:
            _end(unshare, unshare.stdin)


def _closed(paths: Iterable[str]) -> list[str]:
    """The folders above ``paths`` that not everybody may pass, and that are not covered anyhow."""
    above = {folder for path in paths for folder in Path(path).parents}
    shut = [folder for folder in sorted(above) if folder.exists() and not _may_pass(folder)]
    covered = [Path(folder) for folder in _COVERED]
    outermost: list[Path] = []
    for folder in shut:
        if not any(folder.is_relative_to(other) for other in (*covered, *outermost)):
            outermost.append(folder)
    return [str(folder) for folder in outermost]


def _may_pass(folder: Path) -> bool:
    return bool(folder.stat().st_mode & 0o001)


def _only_child(pid: int) -> int:
    [child] = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return int(child)


def _end(unshare: subprocess.Popen[str], standard_input: IO[str]) -> None:
    """Its first process waits for the end of its input; the kernel ends the others with it."""
    standard_input.close()
    until(lambda: unshare.poll() is not None, "a machine within to end")
