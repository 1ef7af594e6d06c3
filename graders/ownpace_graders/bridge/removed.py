"""What is kept of checks that a teacher removed after learners had handed the module in."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from ownpace.models import Model


class RemovedGrade(Model):
    """What one learner had for a removed cell; nbgrader's columns."""

    learner: str
    auto_score: float | None = None
    manual_score: float | None = None
    extra_credit: float | None = None


class RemovedComment(Model):
    learner: str
    auto_comment: str | None = None
    manual_comment: str | None = None


class RemovedCell(Model):
    """A cell as the gradebook had it; ``type`` is nbgrader's."""

    name: str
    type: str
    points: float | None = None
    source: str | None = None
    grades: tuple[RemovedGrade, ...] = ()
    comments: tuple[RemovedComment, ...] = ()


class RemovedChecks(Model):
    """``removed-checks/<module>/<notebook>-<when>.json``; nothing reads it but people."""

    format: Literal[1] = 1
    removed: AwareDatetime
    module: str
    notebook: str
    cells: tuple[RemovedCell, ...]
