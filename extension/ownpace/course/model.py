"""The course as learners' software knows it: the content of ``course.json``.

Compiled from ``course.yml`` by the teacher's side. Dates are aware and in UTC, prerequisites are
resolved, nothing in it is secret. ``revision`` grows with every change; the newest copy wins.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from ownpace.course.notebooks import main_notebook
from ownpace.models import Instant, Model

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
Fraction = Annotated[float, Field(ge=0, le=1)]
Weight = Annotated[float, Field(ge=0, le=1_000_000)]
Span = Annotated[timedelta, Field(ge=timedelta(0), le=timedelta(days=3660))]

#: Folders of the course folder that are no module's.
RESERVED = frozenset({"released", "kept", "handed-in", "feedback"})
LAST_REVISION = 10**9
LONGEST_MEETING = 60 * 24 * 366  #: minutes


def _plain_relative(path: str) -> str:
    parts = path.split("/")
    if path.startswith("/") or "\\" in path or ":" in parts[0] or ".." in parts or "" in parts:
        raise ValueError("must be a relative path inside the module's folder")
    return path


RelativePath = Annotated[str, AfterValidator(_plain_relative)]
WebAddress = Annotated[str, Field(pattern=r"^https?://[^\s]+$")]


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as problem:  # OSError: the name of a folder
        raise ValueError("must be the name of a time zone, such as Europe/London") from problem
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]


class Attempts(Model):
    """How often a module may be handed in, and which attempt counts."""

    limit: int | None = Field(
        default=None, ge=1, description="how many; without it, as many as one likes"
    )
    keep: Literal["best", "last"] = Field(default="best", description="which attempt counts")


class Late(Model):
    """What lateness costs: ``per_day`` of the points earned for each started day after ``grace``,
    never under ``floor`` of the points earned."""

    grace: Span = timedelta(0)
    per_day: Fraction = 0.0
    floor: Fraction = 0.0


class Rules(Model):
    assessment: str = ""
    attempts: Attempts = Attempts()
    late: Late | None = None
    pass_score: Fraction | None = None
    feedback_within: Span | None = None


class Support(Model):
    email: str | None = Field(default=None, description="where learners write to")
    forum: str | None = Field(
        default=None,
        description="where learners talk; {module} and {step} are filled in, so that a link "
        "carries its context",
    )


class Announcement(Model):
    on: Instant
    text: str


class Meeting(Model):
    at: Instant
    minutes: int = Field(default=60, ge=1, le=LONGEST_MEETING)
    title: str
    link: WebAddress | None = None
    optional: bool = True


class Resource(Model):
    """A video, PDF, document or link that belongs to a module; ``href`` is a path inside the
    module's folder or a web address."""

    kind: Literal["video", "pdf", "document", "link"]
    href: RelativePath | WebAddress
    title: str
    captions: RelativePath | None = None
    transcript: RelativePath | None = None
    minutes: float | None = Field(default=None, ge=0)


class Check(Model):
    """A test cell that learners can see something of. Wholly hidden checks are not listed."""

    id: str = Field(description="nbgrader's grade_id")
    title: str
    points: float = Field(ge=0)
    checksum: str = Field(description="nbgrader's checksum of the released cell")


class Step(Model):
    """A section of a module's notebook. ``answers`` are the cells a person grades."""

    id: str = Field(description="the id of the markdown cell that opens the section")
    title: str
    checks: tuple[Check, ...] = ()
    activities: tuple[str, ...] = ()
    answers: tuple[Check, ...] = ()

    @property
    def ticked_by_hand(self) -> bool:
        """Whether only the learner can say that this step is done."""
        return not (self.checks or self.activities or self.answers)


class CompleteWhen(Model):
    """All that is given must hold; fractions are of the module's checks, or of its points."""

    steps: bool = False
    checks: Fraction | None = None
    submitted: bool = False
    score: Fraction | None = None


class Correction(Model):
    """What a teacher corrected in a released module, and why, in the teacher's words."""

    at: Instant
    why: str


class Module(Model):
    id: Id
    title: str
    summary: str = ""
    objectives: tuple[str, ...] = ()
    minutes: int | None = Field(default=None, ge=1)
    opens: Instant | None = None
    due: Instant | None = None
    closes: Instant | None = None
    requires: tuple[Id, ...] = ()
    optional: bool = False
    path: Literal["core", "support", "stretch"] = "core"
    weight: Weight = Field(default=1, description="of its score in the course's, beside the others")
    offer_below: Fraction | None = Field(
        default=None, description="offered when a module's score is under this"
    )
    offer_after: tuple[Id, ...] = Field(
        default=(), description="whose scores count for the offer; empty: those it requires"
    )
    complete_when: CompleteWhen = CompleteWhen(steps=True)
    resources: tuple[Resource, ...] = ()
    released: bool = False
    corrections: tuple[Correction, ...] = Field(default=(), description="oldest first")
    steps: tuple[Step, ...] = ()
    files: dict[RelativePath, str] = Field(
        default_factory=dict, description="SHA-256 of each released file but course.json"
    )

    @property
    def notebook(self) -> str:
        """The one that is opened, and holds the steps."""
        return main_notebook(self.id, self.files)


def _apart(modules: tuple[Module, ...]) -> tuple[Module, ...]:
    """Each module has a folder of its own, also where letter case makes no difference."""
    counts = Counter(module.id.casefold() for module in modules)
    twice = [name for name, count in counts.items() if count > 1]
    if taken := sorted(RESERVED & set(counts)) or twice:
        raise ValueError(f"the id {taken[0]} is taken")
    return modules


class Course(Model):
    """``course.json``. ``format`` and ``revision`` stay the first two keys: readers compare
    revisions from the first bytes of a file."""

    format: Literal[1] = 1
    revision: int = Field(ge=1, le=LAST_REVISION)
    id: Id
    title: str
    language: str = "en"
    timezone: TimeZone = "UTC"
    order: Literal["sequential", "free"] = "sequential"
    rules: Rules = Rules()
    support: Support = Support()
    announcements: tuple[Announcement, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    modules: Annotated[tuple[Module, ...], Field(min_length=1), AfterValidator(_apart)]

    def module(self, module_id: str) -> Module | None:
        return next((m for m in self.modules if m.id == module_id), None)
