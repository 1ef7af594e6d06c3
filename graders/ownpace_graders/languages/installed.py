"""The kernels that are installed here, and what of the disk each needs to run."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

from ownpace_graders.execute import Kernel

WORKER = "ownpace_graders.languages.worker"
#: What marks a folder as an environment of its own: virtualenv's file, conda's folder.
_ENVIRONMENT = ("pyvenv.cfg", "conda-meta")


def find_kernel(name: str) -> KernelSpec | None:
    """The installed kernel of that name, as Jupyter finds it."""
    try:
        return KernelSpecManager().get_kernel_spec(name)
    except (NoSuchKernel, OSError, ValueError):
        return None


def is_ours(spec: KernelSpec) -> bool:
    """Whether a kernel is the Python that our own workers run."""
    if str(spec.language).lower() != "python":
        return False
    program = spec.argv[0]
    if os.path.basename(program) == program:
        return program.startswith("python")
    return os.path.realpath(program) == os.path.realpath(sys.executable)


def confined(name: str, spec: KernelSpec, readable: Sequence[Path] = ()) -> Kernel:
    """What the sandbox has to know of a kernel; ``readable`` are more folders that it reads."""
    folders = {*_folders(spec), *readable}
    return Kernel(
        name=name,
        spec=spec.to_dict() | {"resource_dir": spec.resource_dir},
        worker=WORKER,
        folders=tuple(sorted(folder for folder in folders if folder.exists())),
    )


def _folders(spec: KernelSpec) -> Iterator[Path]:
    """The kernel's own folder, if it asks for it; the environment its program belongs to, or the
    program alone, for the folder around it may be somebody's home."""
    if any("{resource_dir}" in word for word in spec.argv):
        yield Path(spec.resource_dir)
    program = Path(shutil.which(spec.argv[0]) or spec.argv[0])
    for path in _links(program):
        prefix = path.parent.parent
        found = any((prefix / mark).exists() for mark in _ENVIRONMENT)
        yield prefix if found else path


def _links(path: Path) -> Iterator[Path]:
    """``path``, and all that it leads to."""
    yield path
    while path.is_symlink():
        path = path.parent / os.readlink(path)
        yield path
