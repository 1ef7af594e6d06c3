"""What ``nbgrader_config.py`` says of the confinement of submissions (``c.Confinement``)."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

from pydantic import Field
from traitlets import Float, Int, List, TraitError, Unicode
from traitlets.config import Config, Configurable

from ownpace.errors import CommandError
from ownpace.models import Model

_SECTION = "Confinement"
_MEND = "Correct it, then run the command again; docs/grading.md lists the settings."


class Confinement(Configurable):
    """Limits for one submission, all its processes together unless said otherwise. nbgrader's own
    ``c.Execute.timeout`` is the one for a cell's seconds.

        c.Confinement.memory_mb = 4096
    """

    total_seconds = Float(600, help="for the whole notebook").tag(config=True)
    memory_mb = Int(2048).tag(config=True)
    processes = Int(64, help="threads are counted as well").tag(config=True)
    open_files = Int(256, help="for one process").tag(config=True)
    output_mb = Float(10, help="all that the notebook shows").tag(config=True)
    disk_mb = Int(200, help="the folder that it may write in").tag(config=True)
    file_mb = Int(100, help="for one file").tag(config=True)
    readable = List(
        Unicode(), help="more folders that submissions may read, as those of a language"
    ).tag(config=True)


class ConfinementRules(Model):
    """The same as plain values; ``limits`` by name."""

    limits: dict[str, float] = Field(default_factory=dict)
    readable: tuple[Path, ...] = ()


def read_confinement(config: Any) -> ConfinementRules:
    """Raises ``CommandError`` for a setting that there is not, or whose value cannot be one."""
    known = Confinement.class_trait_names(config=True)
    for name in config.get(_SECTION, {}):
        if name not in known:
            raise _unknown(name, known)
    try:
        found = Confinement(config=Config(config))
    except TraitError as problem:
        raise CommandError(f"nbgrader_config.py: {problem}", hint=_MEND) from problem
    limits = {name: getattr(found, name) for name in known if name != "readable"}
    for name, value in limits.items():
        if value <= 0:
            message = f"nbgrader_config.py: c.{_SECTION}.{name} must be more than 0."
            raise CommandError(message, hint=_MEND)
    return ConfinementRules(limits=limits, readable=tuple(map(Path, found.readable)))


def _unknown(name: str, known: list[str]) -> CommandError:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {close[0]}?" if close else f"There are: {', '.join(sorted(known))}."
    return CommandError(f"nbgrader_config.py: there is no c.{_SECTION}.{name}.", hint=hint)
