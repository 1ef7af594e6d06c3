"""Kernels of other languages, as Jupyter finds them: bash's, and whatever program a test names."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

BASH = {"name": "bash", "display_name": "Bash", "language": "bash"}
#: pexpect, by which this kernel speaks to bash, pauses for 50 ms before each line that it sends,
#: for the sake of prompts that ask for passwords; to begin with, the kernel sends forty lines.
_AT_ONCE = (
    "import pexpect; from ipykernel.kernelapp import IPKernelApp; "
    "from bash_kernel.kernel import BashKernel; "
    "pexpect.spawn.delaybeforesend = property(lambda self: None, lambda self, value: None); "
    "IPKernelApp.launch_instance(kernel_class=BashKernel)"
)
BASH_ARGV = (sys.executable, "-c", _AT_ONCE, "-f", "{connection_file}")


def install_kernel(place: Path, name: str, argv: Sequence[str], language: str = "bash") -> None:
    """Put a kernel where Jupyter looks with ``place`` on ``JUPYTER_PATH``."""
    folder = place / "kernels" / name
    folder.mkdir(parents=True)
    spec = {"argv": list(argv), "display_name": name, "language": language, "env": {"PS1": "$"}}
    (folder / "kernel.json").write_text(json.dumps(spec))
