"""A module put to the test: run as its teacher would, and as four learners might."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ownpace.activities.bank import compile_bank
from ownpace.errors import OwnpaceError
from ownpace.store.layout import QUIZ_FILE
from ownpace_graders.bridge import Classroom, stripped
from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.material.nodes import as_node, with_ids
from ownpace_graders.check.telling import attention
from ownpace_graders.check.trial.execution import Job
from ownpace_graders.check.trial.figures import add_probe, is_python
from ownpace_graders.check.trial.leaks import leaks
from ownpace_graders.check.trial.versions import blank, half_done, with_slips
from ownpace_graders.guard import refuse_links
from ownpace_graders.lines import Line


@dataclass
class Trial:
    """Runs of one module; the folders they run in go when ``place`` does. ``half`` is None where
    nobody can be half done, ``slips`` where no mistake is stored."""

    source: ModuleSource
    solution: Job
    blank: Job
    half: Job | None
    slips: Job | None
    place: tempfile.TemporaryDirectory[str]

    def jobs(self) -> list[Job]:
        jobs = (self.solution, self.blank, self.half, self.slips)
        return [job for job in jobs if job is not None]


def prepare(classroom: Classroom, source: ModuleSource) -> Trial | list[Line]:
    """The notebooks to run, each in a folder as a learner has it; or why there are none."""
    assert source.notebook is not None
    try:
        refuse_links(classroom, source.module)
        released = stripped(classroom, source.notebook)
    except OwnpaceError as error:
        return [attention(source, f"It cannot be released. {error.message}")]
    found = [attention(source, fault) for fault in leaks(classroom, source, released)]
    return found or _trial(source, released)


def _trial(source: ModuleSource, released: dict[str, Any]) -> Trial:
    assert source.notebook is not None
    place = tempfile.TemporaryDirectory(prefix="ownpace-check-", ignore_cleanup_errors=True)

    def job(name: str, notebook: dict[str, Any] | None) -> Job | None:
        return _job(source, notebook, Path(place.name, name)) if notebook else None

    untouched = blank(source.notebook, released)
    python = is_python(as_node(source.notebook))
    solution = _job(source, source.notebook, Path(place.name, "solution"))
    add_probe(solution.notebook, solution.folder)
    return Trial(
        source,
        solution,
        _job(source, untouched, Path(place.name, "blank")),
        job("half", half_done(source.notebook, untouched)),
        job("slips", with_slips(source.notebook, source.mistakes, python)),
        place,
    )


def _job(source: ModuleSource, notebook: dict[str, Any], folder: Path) -> Job:
    shutil.copytree(source.folder, folder, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    if source.bank:
        (folder / QUIZ_FILE).write_text(compile_bank(source.bank), encoding="utf-8")
    return Job(source.module, with_ids(as_node(notebook)), folder)
