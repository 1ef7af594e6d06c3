"""What is kept of a learner's studying beyond the modules: study.json."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from ownpace.course.model import Id, TimeZone
from ownpace.models import Instant, Model

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    *("monday", "tuesday", "wednesday", "thursday"),
    *("friday", "saturday", "sunday"),
)

MOST_MINUTES = 12 * 60  #: a day
LONGEST_GOAL = 500  #: characters


def _in_order(days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
    """Each day once, from Monday on."""
    return tuple(day for day in WEEKDAYS if day in days)


def _of_a_clock(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("must be a time of day, without a zone")
    return at.replace(second=0, microsecond=0)


class Habit(Model):
    """When a learner means to study: ``minutes`` on each of ``days``, from ``at`` on, a time of the
    clock in ``zone``."""

    days: Annotated[tuple[Weekday, ...], Field(min_length=1), AfterValidator(_in_order)]
    minutes: int = Field(ge=5, le=MOST_MINUTES)
    at: Annotated[time, AfterValidator(_of_a_clock)] = time(18)
    zone: TimeZone = "UTC"


class Session(Model):
    """Minutes of one module at one sitting."""

    module: Id
    start: Instant
    minutes: int = Field(ge=1, le=MOST_MINUTES)


class Plan(Model):
    """What the learner decided at ``saved``: the sessions that followed from it, and the minutes of
    each module that were left then."""

    habit: Habit
    goal: str = Field(default="", max_length=LONGEST_GOAL)
    saved: Instant
    left: dict[Id, int] = Field(default_factory=dict)
    sessions: tuple[Session, ...] = ()


class Card(Model):
    """What is known of a learner's memory of one question, in fsrs's measures: ``stability`` in
    days, ``difficulty`` from 1 to 10. ``question`` tells whether it is still the same question."""

    question: str = Field(max_length=64, description="a digest of what is asked, and of its key")
    seen: Instant
    due: Instant
    stability: float = Field(gt=0, le=36_500)
    difficulty: float = Field(ge=1, le=10)


class Watched(Model):
    """Where a learner stopped a video: ``seconds`` from its beginning, as of ``at``."""

    seconds: float = Field(ge=0, le=360_000, allow_inf_nan=False)
    at: Instant


VideoId = Annotated[str, Field(max_length=200, description="module/video")]
CardId = Annotated[str, Field(max_length=200, description="module/quiz/question")]


class Study(Model):
    """The whole file."""

    format: Literal[1] = 1
    plan: Plan | None = None
    cards: dict[CardId, Card] = Field(default_factory=dict)
    videos: dict[VideoId, Watched] = Field(default_factory=dict)
