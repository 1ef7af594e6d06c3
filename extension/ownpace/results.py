"""What a check found: the words that *Check* in the panel, grading and feedback pages share."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ownpace.models import Instant, Model

Outcome = Literal["passed", "partial", "failed", "not run", "for a person"]


class CheckResult(Model):
    """One check (or manually graded answer) of a module.

    ``message`` is for the learner: what was seen, what was expected, one next step; never the
    source or output of a hidden check. ``not run`` means that we could not tell, and is not a
    verdict on the learner's work.
    """

    id: str = Field(description="nbgrader's grade_id of the cell")
    title: str = Field(description="what the check is about, as its author named it")
    outcome: Outcome
    score: float | None = Field(default=None, description="points earned; null until known")
    points: float = Field(default=0, ge=0, description="points that can be earned")
    message: str = ""


class ModuleResult(Model):
    """The result of one attempt at a module, as it travels in a feedback page."""

    format: Literal[1] = 1
    course: str
    module: str
    at: Instant = Field(description="when the attempt arrived, UTC")
    score: float | None = Field(description="points earned; null while nothing is known")
    max_score: float
    needs_manual_grade: bool = Field(default=False, description="a person has yet to look at it")
    checks: tuple[CheckResult, ...] = ()
