"""What goes into the execution of submissions, and what comes out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from ownpace.models import Model

Ended = Literal["ran", "timed out", "died", "over a limit", "not run"]


class Limits(Model):
    """What one submission may use, all its processes together unless said otherwise."""

    cell_seconds: float | None = Field(default=30, description="for one cell; None: no limit")
    total_seconds: float = 600
    memory_mb: int = 2048
    processes: int = 64
    open_files: int = Field(default=256, description="for one process")
    output_mb: float = 10
    disk_mb: int = 200
    file_mb: int = Field(default=100, description="for one file")


class Kernel(Model):
    """A kernel of Jupyter's that runs the cells in the place of our own Python."""

    name: str
    spec: dict[str, Any] = Field(description="of its kernel.json, and where that is")
    worker: str = Field(description="the module whose ``main`` is the warm process")
    folders: tuple[Path, ...] = Field(default=(), description="what it reads, the system apart")


class Settings(Model):
    """How the notebooks of one module are executed."""

    imports: tuple[str, ...] = Field(default=(), description="modules to import before any fork")
    hidden_begin: str = "BEGIN HIDDEN TESTS"
    hidden_end: str = "END HIDDEN TESTS"
    interrupt_on_timeout: bool = Field(
        default=True, description="False: the cells after one that took too long are not run"
    )
    limits: Limits = Limits()
    kernel: Kernel | None = Field(default=None, description="None: Python, by our own workers")


class Task(Model):
    """One notebook to execute, as sanitized: no outputs, checks restored with hidden parts.

    ``folder`` holds the files beside it. They are copied into the sandbox and never written to.
    """

    key: str
    notebook: dict[str, Any]
    folder: Path


class Ran(Model):
    """An executed notebook. None of its outputs is to be believed beyond its own submission.

    Every code cell that was to run and did not has an error output, so that no check is passed
    by not being run. ``flags`` say what a person should look at.
    """

    key: str
    notebook: dict[str, Any]
    ended: Ended = "ran"
    why: str = ""
    flags: tuple[str, ...] = ()
    cell_seconds: dict[int, float] = Field(default_factory=dict, description="by cell index")
    language: dict[str, Any] = Field(
        default_factory=dict, description="what another kernel says of itself when it starts"
    )
