"""Running a copy of a module from the top, in a kernel of its own.

The learner's files are not touched: what runs is a copy in a temporary folder, where the notebook's
own code may write what it likes. This confines nothing else: it is the learner's code, on the
learner's machine, with the learner's rights.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import nbformat
from jupyter_client.kernelspec import NoSuchKernel

from ownpace.course.outline import Cell
from ownpace.errors import WorkError
from ownpace.kernels import execute
from ownpace.store.modules import copy_tree
from ownpace.store.notebooks import read_notebook

_TEMPORARY_COURSE = "course"
_SLOWEST_CELL = 60


class Run(NamedTuple):
    """The cells after a run, and why it ended early (empty when it reached the end)."""

    cells: list[Cell]
    stopped: str = ""


def run_module(notebook: Path, timeout: int) -> Run:
    """Run every cell of a copy of ``notebook``'s folder, going on after errors, for ``timeout``
    seconds in all. Raises ``WorkError`` when the notebook cannot be run at all."""
    read_notebook(notebook)  # names what is wrong with a damaged one
    with _copied(notebook.parent) as folder:
        copied = _notebook(folder / notebook.name)
        stopped = _executed(copied, folder, timeout)
    return Run(list(copied.cells), stopped)


def _notebook(path: Path) -> nbformat.NotebookNode:
    """Read what nbclient needs; an older minor version is brought up to date."""
    try:
        found: nbformat.NotebookNode = nbformat.reads(  # type: ignore[no-untyped-call]
            path.read_text(encoding="utf-8"), as_version=4
        )
        return found
    except Exception as problem:  # nbformat raises many kinds for odd metadata
        raise WorkError(
            f"{path.name} is not a notebook that can be run.",
            hint="Open it, save it, and check again.",
            code="notebook-damaged",
        ) from problem


def _executed(notebook: nbformat.NotebookNode, folder: Path, timeout: int) -> str:
    """Run the notebook in place. Returns why it stopped."""
    _forget_runs(notebook)
    slowest = min(_SLOWEST_CELL, timeout)
    try:
        asyncio.run(
            execute(notebook, folder, cell_seconds=slowest, seconds=timeout, interrupt=True)
        )
    except TimeoutError:
        return f"The notebook was stopped after {timeout} seconds."
    except RuntimeError:  # it died (nbclient's DeadKernelError), or never answered
        return "The kernel stopped."
    except NoSuchKernel as problem:
        raise WorkError(
            f"This server cannot run notebooks of the kind {problem.name}.",
            hint="Choose another kernel in the notebook, save, and check again.",
            code="no-kernel",
        ) from problem
    return ""


def _forget_runs(notebook: nbformat.NotebookNode) -> None:
    """What a cell showed before must not count when the run does not reach it."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


@contextmanager
def _copied(module: Path) -> Iterator[Path]:
    """A copy of a module's folder, in a folder that stands for the course's."""
    with tempfile.TemporaryDirectory(prefix="ownpace-check-", ignore_cleanup_errors=True) as place:
        copy = Path(place, _TEMPORARY_COURSE, module.name)
        copy_tree(module, copy)
        yield copy
