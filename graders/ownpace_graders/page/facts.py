"""What is known of a submission beside its notebooks: all that a page says above them."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from pydantic import Field

from ownpace.course.model import Correction
from ownpace.models import Model
from ownpace.results import CheckResult, ModuleResult


class Told(Model):
    """What a learner is told about one graded cell (``result``). Of a check with a hidden part
    there is no ``seen`` until it is ``revealed``."""

    result: CheckResult
    notebook: str = Field(description="the name of its notebook, without ending")
    kind: Literal["check", "answer", "task"] = "check"
    hidden: Literal["nothing", "a part", "all"] = "nothing"
    seen: str = Field(default="", description="what the check said, in its author's words")
    hint: str = Field(default="", description="the author's next step")
    revealed: bool = Field(default=False, description="what is hidden may be seen by now")


class Comment(Model):
    """What a person wrote about one cell."""

    cell: str = Field(description="nbgrader's id")
    notebook: str
    title: str
    text: str


class Lateness(Model):
    """``by`` how much a hand-in was late, what that cost, and the rule in words."""

    by: timedelta | None = None
    points: float = 0
    rule: str = ""


class Corrected(Model):
    """What the teacher corrected since the hand-in, and ``before``: what it earned until then, if
    that was something else."""

    told: tuple[Correction, ...]
    before: ModuleResult | None = None


class Facts(Model):
    """``result`` is what the learner's panel reads from the page."""

    result: ModuleResult
    told: tuple[Told, ...] = ()
    comments: tuple[Comment, ...] = ()
    late: Lateness | None = None
    corrected: Corrected | None = None
    course: str = Field(default="", description="its title")
    module: str = Field(default="", description="its title")
    language: str = "en"
    zone: str = "UTC"
    attempt: int | None = Field(default=None, description="which one of the learner's it is")
    attempts: int = Field(default=0, description="how many have arrived")
