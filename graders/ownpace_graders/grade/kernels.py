"""Whether a module's kernel is the Python that our workers run."""

from __future__ import annotations

import os
import re
import sys
from typing import Any

from ownpace_graders.bridge import ReleasedModule

_PYTHON = re.compile(r"python|pycharm|conda", re.IGNORECASE)
_PLAIN = {"python3", "python"}


def foreign(released: ReleasedModule) -> str:
    """The kernel that only nbgrader's own converter can start; empty, if there is none: another
    language's, or another Python's that is installed."""
    return next((_name(n.kernelspec) for n in released.notebooks if _is_foreign(n.kernelspec)), "")


def renamed(released: ReleasedModule) -> str:
    """The name of a Python kernel that is not installed here; empty, if there is none."""
    names = (_name(notebook.kernelspec) for notebook in released.notebooks)
    return next((n for n in names if n and n not in _PLAIN and _installed(n) is None), "")


def _is_foreign(kernelspec: dict[str, Any] | None) -> bool:
    if not kernelspec:
        return False
    name = _name(kernelspec)
    language = str(kernelspec.get("language") or "").lower()
    if name in _PLAIN:
        return False
    spec = _installed(name)
    if spec is not None:
        return str(spec.language).lower() != "python" or not _is_ours(spec.argv[0])
    if language:
        return language != "python"
    return _PYTHON.search(f"{name} {kernelspec.get('display_name', '')}") is None


def _is_ours(program: str) -> bool:
    """Whether a kernel's program is this Python."""
    if os.path.basename(program) == program:
        return program.startswith("python")
    return os.path.realpath(program) == os.path.realpath(sys.executable)


def _installed(name: str) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        return KernelSpecManager().get_kernel_spec(name)
    except (NoSuchKernel, OSError, ValueError):
        return None


def _name(kernelspec: dict[str, Any] | None) -> str:
    return str((kernelspec or {}).get("name") or "")
