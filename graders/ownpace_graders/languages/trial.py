"""Whether a kernel starts in the sandbox at all, before a class is graded with it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from ownpace.errors import CommandError
from ownpace.models import Model
from ownpace_graders.execute import Settings, Task, execute

_MEND = (
    "Name the folders that it reads in nbgrader_config.py (c.Confinement.readable = [...]), or "
    "grade with --unconfined, if you trust every submission."
)
_EMPTY: dict[str, Any] = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": []}


class Trial(Model):
    """``language`` is what the kernel says of itself, before any submission's code ran in it."""

    language: dict[str, Any]


def try_kernel(settings: Settings) -> Trial:
    """Start it once, with no submission. Raises ``CommandError`` where it does not start."""
    with tempfile.TemporaryDirectory() as folder:
        task = Task(key="trial", notebook=_EMPTY, folder=Path(folder))
        (ran,) = execute([task], settings, jobs=1)
    if ran.ended != "ran":
        name = settings.kernel.name if settings.kernel else ""
        message = f"the kernel {name!r} does not start in the sandbox ({ran.why.rstrip('.')})."
        raise CommandError(message, hint=_MEND, code="kernel")
    return Trial(language=ran.language)
