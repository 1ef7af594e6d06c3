"""What is known of a learner's work, and the state of a course that follows from it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ownpace.course.model import Resource
from ownpace.models import Instant, Model

# What the learner's files say now --------------------------------------------------------------


class Attempt(Model):
    """One hand-in of a module, with what came back for it."""

    at: Instant
    score: float | None = None
    max_score: float | None = None
    needs_manual_grade: bool = False
    feedback: tuple[str, ...] = Field(
        default=(), description="pages, relative to the course folder"
    )
    waiting: bool = Field(default=False, description="feedback can be fetched and has not been")


class Evidence(Model):
    """What one module's files show at this moment."""

    fetched: bool = Field(default=False, description="the learner has a copy of the module")
    touched: bool = Field(default=False, description="a cell was run, or an answer given")
    passed: frozenset[str] = Field(
        default=frozenset(), description="checks, unaltered, that passed in the saved notebook"
    )
    answered: frozenset[str] = Field(
        default=frozenset(), description="activities answered, and answer cells written in"
    )
    attempts: tuple[Attempt, ...] = ()


# What has been recorded: progress.json ---------------------------------------------------------


class Record(Model):
    """What is kept of a module for good; every field only ever grows, until *Start over*."""

    started: bool = False
    passed: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    ticked: frozenset[str] = frozenset()
    done: frozenset[str] = Field(default=frozenset(), description="steps")
    finished: dict[str, Instant] = Field(
        default_factory=dict,
        description="when a step was first seen done; not known of those from before format 2",
    )
    cleared: bool = Field(
        default=False, description="all that the learner can know of holds: unlocks what follows"
    )
    complete: bool = False


class Progress(Model):
    """``progress.json``: written by the server only, and never leaves the learner's machine."""

    format: Literal[1, 2] = 2
    learner: str | None = Field(default=None, description="the name or id typed for bundles")
    disk: str = Field(
        default="", max_length=64, description="tells this folder from those of other sessions"
    )
    modules: dict[str, Record] = Field(default_factory=dict)


# The state that follows ------------------------------------------------------------------------


class Access(Model):
    kind: Literal["locked", "open", "closed"]
    reason: str = Field(default="", description="why it is locked or closed, and what unlocks it")
    waits_for: tuple[str, ...] = Field(default=(), description="ids of modules to complete first")


class StepState(Model):
    id: str
    title: str
    done: bool
    by_hand: bool = Field(description="done when the learner ticks it")
    checks_passed: int = 0
    checks_total: int = 0
    activities_answered: int = 0
    activities_total: int = 0


class Work(Model):
    kind: Literal["not started", "in progress", "complete"]
    steps_done: int
    steps_total: int
    missing: tuple[str, ...] = Field(default=(), description="what is left to do, in words")


class HandIn(Model):
    kind: Literal["none", "handed in", "graded", "feedback ready"]
    attempts: int = 0
    limit: int | None = None
    score: float | None = Field(default=None, description="of the attempt that counts")
    max_score: float | None = None
    at: Instant | None = Field(default=None, description="of the newest attempt")
    needs_manual_grade: bool = False
    news: bool = Field(
        default=False, description="feedback can be fetched that says something else than here"
    )


TimeKind = Literal["none", "not open yet", "due", "overdue", "closed"]


class Time(Model):
    kind: TimeKind
    opens: Instant | None = None
    due: Instant | None = None
    closes: Instant | None = None
    note: str = Field(default="", description="what lateness means for this learner, in words")
    until: Instant | None = Field(
        default=None, description="when less is kept than now, if a hand-in can be late"
    )


class ModuleState(Model):
    """The four facets of a module, and what is shown beside them."""

    id: str
    title: str
    summary: str
    objectives: tuple[str, ...]
    minutes: int | None
    optional: bool
    path: Literal["core", "support", "stretch"]
    offered: bool = Field(description="suggested because of a score, and not complete yet")
    released: bool
    fetched: bool
    resources: tuple[Resource, ...]
    access: Access
    work: Work
    hand_in: HandIn
    time: Time
    steps: tuple[StepState, ...]
    feedback: tuple[str, ...] = Field(default=(), description="pages, newest attempt first")


class Continue(Model):
    """Where to go on: the first thing that is open and not complete."""

    module: str
    step: str | None = None
    label: str


class NextDue(Model):
    module: str
    title: str
    at: Instant


class CourseState(Model):
    """Everything the panel draws, computed in one place."""

    format: Literal[1] = 1
    revision: int
    id: str
    title: str
    language: str
    timezone: str
    modules_complete: int
    modules_total: int = Field(description="of those that are not optional")
    fraction: float = Field(ge=0, le=1, description="of the required steps that are done")
    resume: Continue | None = None
    next_due: NextDue | None = None
    rules: tuple[str, ...] = Field(default=(), description="the course's rules in words")
    modules: tuple[ModuleState, ...]
