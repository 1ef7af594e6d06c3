"""Kernels of other languages, as Jupyter finds them: bash's, and whatever program a test names."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

BASH = {"name": "bash", "display_name": "Bash", "language": "bash"}
BASH_ARGV = (sys.executable, "-m", "bash_kernel", "-f", "{connection_file}")


def install_kernel(place: Path, name: str, argv: Sequence[str], language: str = "bash") -> None:
    """Put a kernel where Jupyter looks with ``place`` on ``JUPYTER_PATH``."""
    folder = place / "kernels" / name
    folder.mkdir(parents=True)
    spec = {"argv": list(argv), "display_name": name, "language": language, "env": {"PS1": "$"}}
    (folder / "kernel.json").write_text(json.dumps(spec))
