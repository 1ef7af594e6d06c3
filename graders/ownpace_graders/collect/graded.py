"""What grading and a person made of an attempt, kept beside its files while another attempt is in
the gradebook: ``graded.json`` and ``autograded/``."""

from __future__ import annotations

import secrets
import shutil
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from ownpace.models import Model
from ownpace.store.files import write_atomically
from ownpace_graders.bridge import (
    Classroom,
    Memory,
    ModuleScore,
    memory_of,
    put_memory_back,
    refused,
    scores,
)
from ownpace_graders.collect.attempts import AUTOGRADED, GRADED, Attempt, attempt_at
from ownpace_graders.collect.submitted import put_attempt, submitted_at
from ownpace_graders.notebooks import place
from ownpace_graders.rules import Rulebook


class Graded(Model):
    """``graded.json``. ``rows`` are the gradebook's own, a person's scores and comments among
    them."""

    format: Literal[1] = 1
    score: ModuleScore
    rows: Memory


def read_graded(folder: Path) -> Graded | None:
    """Of the attempt kept in ``folder``; ``None`` where it was never set aside, or is damaged."""
    try:
        return Graded.model_validate_json((folder / GRADED).read_bytes())
    except (OSError, ValidationError):
        return None


def set_aside(classroom: Classroom, learner: str, module: str, but: datetime | None = None) -> None:
    """Keep what the gradebook and ``autograded/`` say beside the attempt that they are about, since
    another takes its place. Nothing is kept of the one that arrived at ``but``. Changes neither of
    them. Raises ``OwnpaceError``."""
    found = scores(classroom, [module], [learner])
    about_another = bool(found) and found[0].at != but
    kept = attempt_at(classroom, learner, module, found[0].at) if about_another else None
    rows = memory_of(classroom, learner, module) if kept else None
    if not kept or not rows:
        return
    autograded = classroom.folder("autograded", learner, module)
    try:
        if submitted_at(autograded) == found[0].at:
            _copy(autograded, kept[0] / AUTOGRADED)
        graded = Graded(score=found[0], rows=rows)
        write_atomically(kept[0] / GRADED, graded.model_dump_json(indent=1) + "\n")
    except OSError as problem:
        raise refused(f"The graded work of {learner} could not be kept.", problem) from problem


def as_of_now(score: ModuleScore, attempt: Attempt, rules: Rulebook) -> ModuleScore:
    """The score by the dates and rules as they are now: they may have changed since it was kept.
    Where the course has no rule for lateness, what was taken off stays: nbgrader_config.py may have
    one of its own."""
    if score.score is None or rules.course.rules.late is None:
        return score
    raw = score.score + score.late_penalty
    kept = rules.kept(attempt.learner, attempt.module, attempt.arrived)
    penalty = round(raw * (1 - kept), 6)
    return score.model_copy(update={"score": raw - penalty, "late_penalty": penalty})


def put_back(classroom: Classroom, folder: Path, attempt: Attempt) -> None:
    """Make gradebook, ``autograded/`` and ``submitted/`` those of an attempt that was set aside. A
    run that is killed in between is gone through again by the next. Raises ``OwnpaceError``."""
    graded = read_graded(folder)
    if graded is None:
        return
    learner, module = attempt.learner, attempt.module
    put_memory_back(classroom, learner, module, graded.rows)
    try:
        if (folder / AUTOGRADED).is_dir():
            _copy(folder / AUTOGRADED, classroom.folder("autograded", learner, module))
    except OSError as problem:
        raise refused(f"The graded work of {learner} could not be put back.", problem) from problem
    put_attempt(classroom, folder, attempt)


def _copy(source: Path, target: Path) -> None:
    """Make ``target`` a copy of ``source``, by rename."""
    staged = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        shutil.copytree(source, staged)
        place(staged, target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
