"""The machine within the machine, on which hubs are tested, leaves nothing behind."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.checkout import ROOT
from tests.support.machine import a_machine, why_not
from tests.support.processes import until

pytestmark = pytest.mark.skipif(bool(why_not()), reason=f"no machine within: {why_not()}")

USER = "ownpace-stranger"
MAKER = f"""
from tests.support.machine import a_machine
with a_machine({{}}) as machine:
    machine.must("root", "useradd --create-home {USER}")
    print(machine.pid, flush=True)
    machine.must("{USER}", "touch /tmp/ownpace-stranger; exec sleep infinity")
"""


def test_it_hides_what_is_closed_and_shows_what_is_shown(tmp_path: Path) -> None:
    """An ordinary user reads what is in a folder that nobody may enter outside, and cannot write
    there; root's home is empty."""
    closed = tmp_path / "closed"
    (closed / "shown").mkdir(parents=True)
    (closed / "shown" / "file").write_text("read me")
    closed.chmod(0o700)
    with a_machine({str(closed / "shown"): closed / "shown"}) as machine:
        machine.must("root", f"useradd --create-home {USER}")
        assert machine.must(USER, f"cat {closed}/shown/file") == "read me"
        assert machine.run("root", f"touch {closed}/shown/file").returncode != 0
        assert machine.must("root", "ls -A /root /srv").split() == ["/root:", "/srv:"]


def test_it_ends_with_its_maker() -> None:
    """Killed without a chance to tidy up, the maker leaves no process, no user and no file."""
    maker = subprocess.Popen(
        [sys.executable, "-c", MAKER],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}"},
        stdout=subprocess.PIPE,
        text=True,
    )
    with maker:
        assert maker.stdout is not None
        first = Path("/proc", maker.stdout.readline().strip())
        until(lambda: (first / "root/tmp/ownpace-stranger").exists(), "the stranger to be at work")
        assert Path(first, "root/home", USER).exists()
        maker.kill()
    until(lambda: not first.exists(), "the machine within to end")
    with pytest.raises(KeyError):
        pwd.getpwnam(USER)
    assert not Path("/home", USER).exists()
    assert not Path("/tmp/ownpace-stranger").exists()
