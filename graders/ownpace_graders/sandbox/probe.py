"""Whether this machine can confine a submission, and what mends it where it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.sandbox.bubble import command

#: Settings that keep ordinary users from making name spaces: file, bad value, what sets it right.
_SETTINGS = (
    (
        "/proc/sys/kernel/unprivileged_userns_clone",
        "0",
        "sudo sysctl -w kernel.unprivileged_userns_clone=1",
    ),
    ("/proc/sys/user/max_user_namespaces", "0", "sudo sysctl -w user.max_user_namespaces=15000"),
    (
        "/proc/sys/kernel/apparmor_restrict_unprivileged_userns",
        "1",
        "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0",
    ),
)
_INSIDE = "from ownpace_graders.sandbox.spaces import try_own; try_own()"


@dataclass(frozen=True)
class Answer:
    """``problem`` is empty where submissions can be confined; ``mend`` is a command or advice."""

    problem: str = ""
    mend: str = ""

    @property
    def confines(self) -> bool:
        return not self.problem


def probe() -> Answer:
    """Try it: bubblewrap, and name spaces within it."""
    if not sys.platform.startswith("linux"):
        advice = "Grade on Linux (WSL or a virtual machine will do), or use --unconfined."
        return Answer("submissions can be confined on Linux only.", advice)
    if shutil.which("bwrap") is None:
        return Answer("bubblewrap is not installed.", "sudo apt install bubblewrap")
    tried = subprocess.run(command(python(_INSIDE)), capture_output=True, text=True, timeout=60)
    if tried.returncode == 0:
        return Answer()
    return Answer(f"bubblewrap cannot confine here ({_last_line(tried.stderr)}).", _mend())


def require() -> None:
    """Raise ``CommandError`` (``cannot-confine``) where submissions cannot be confined."""
    answer = probe()
    if not answer.confines:
        hint = f"{answer.mend} — or grade with --unconfined, if you trust every submission."
        raise CommandError(f"Cannot grade: {answer.problem}", hint=hint, code="cannot-confine")


def python(code: str) -> list[str]:
    """This Python, isolated, with Ownpace's own packages wherever they are."""
    import ownpace
    import ownpace_graders

    folders = [str(Path(str(p.__file__)).parent.parent) for p in (ownpace, ownpace_graders)]
    return [sys.executable, "-I", "-c", f"import sys; sys.path[:0] = {folders!r}; {code}"]


def _mend() -> str:
    for path, bad, command_ in _SETTINGS:
        if Path(path).is_file() and Path(path).read_text().strip() == bad:
            return command_
    return (
        "Allow user name spaces; a container needs seccomp and AppArmor profiles that do"
        " (docker run --security-opt seccomp=unconfined --security-opt apparmor=unconfined)."
    )


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["no reason given"])[-1]
