"""The models of course.yml, as it is written. See ``docs/reference`` for every key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema

from ownpace.course.model import Attempts, CompleteWhen, Id, RelativePath, Support, WebAddress
from ownpace.models import Model
from ownpace_graders.course_file.problems import closest
from ownpace_graders.course_file.values import Duration, Percent, When, ZoneName, percent

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
KINDS = ("video", "pdf", "document", "link")


class Entry(Model):
    """A part of course.yml. Strict: "60" is not a number, 2027 is not a title."""

    model_config = ConfigDict(strict=True)


class LateEntry(Entry):
    grace: Duration | None = Field(default=None, description="no cost within this time after due")
    per_day: Percent = Field(default=0.0, description="of the points earned, per started day")
    floor: Percent = Field(default=0.0, description="the share of the points that stays")


class RulesEntry(Entry):
    assessment: str = Field(default="", description="how the course is assessed, in words")
    attempts: Attempts = Field(default=Attempts(), description="how often, and which one counts")
    late: LateEntry | None = Field(default=None, description="what lateness costs")
    pass_score: Percent | None = Field(default=None, alias="pass", description="to pass a module")
    feedback_within: Duration | None = Field(default=None, description="the promise to learners")


class AnnouncementEntry(Entry):
    on: When = Field(description="shown in the panel from then on")
    text: Text


class MeetingEntry(Entry):
    at: When
    minutes: int = Field(default=60, ge=1)
    title: Text
    link: WebAddress | None = None
    optional: bool = True


class ResourceEntry(Entry):
    """Exactly one of video, pdf, document and link; a path is inside the module's folder."""

    video: RelativePath | WebAddress | None = None
    pdf: RelativePath | WebAddress | None = None
    document: RelativePath | WebAddress | None = None
    link: WebAddress | None = None
    title: Text | None = None
    captions: RelativePath | None = None
    transcript: RelativePath | None = None
    minutes: float | None = Field(default=None, ge=0)

    def targets(self) -> dict[str, str]:
        """The kinds that are given, with where each leads."""
        given = {kind: getattr(self, kind) for kind in KINDS}
        return {kind: target for kind, target in given.items() if target is not None}


class OfferEntry(Entry):
    score_below: Percent


def conditions(value: Any) -> CompleteWhen:
    """``[steps, {checks: 100%}, submitted, {score: 60%}]`` → what must hold."""
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list such as [steps, {checks: 100%}]")
    found: dict[str, Any] = {}
    for item in value:
        name, wanted = _condition(item)
        if name in found:
            raise ValueError(f"lists “{name}” twice")
        found[name] = wanted
    return CompleteWhen(**found)


def _condition(item: Any) -> tuple[str, Any]:
    if item in ("steps", "submitted"):
        return str(item), True
    if isinstance(item, dict) and len(item) == 1 and next(iter(item)) in ("checks", "score"):
        name, share = next(iter(item.items()))
        return name, percent(share)
    name = next(iter(item), "") if isinstance(item, dict) else item
    near = closest(str(name), ("steps", "submitted", "checks", "score"))
    raise ValueError(
        f"knows steps, submitted, {{checks: 100%}} and {{score: 60%}}, not “{name}”"
        + (f"; did you mean “{near}”" if near else "")
    )


_CONDITION_SCHEMA = {
    "type": "array",
    "minItems": 1,
    "items": {
        "anyOf": [
            {"enum": ["steps", "submitted"]},
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 1,
                "additionalProperties": False,
                "properties": {"checks": {"type": "string"}, "score": {"type": "string"}},
            },
        ]
    },
}
Conditions = Annotated[CompleteWhen, PlainValidator(conditions), WithJsonSchema(_CONDITION_SCHEMA)]


class ModuleEntry(Entry):
    id: Id = Field(description="its folder in source/, and nbgrader's name of the assignment")
    title: Text
    summary: str = ""
    objectives: tuple[Text, ...] = ()
    minutes: int | None = Field(default=None, ge=1, description="how long it takes")
    opens: When | None = Field(default=None, description="without a time: the start of the day")
    due: When | None = Field(default=None, description="without a time: the end of the day")
    closes: When | None = Field(default=None, description="default: the last module's")
    requires: tuple[Id, ...] | None = Field(
        default=None, description="default under `order: sequential`: the module before"
    )
    optional: bool | None = Field(default=None, description="default: true but on the core path")
    path: Literal["core", "support", "stretch"] = "core"
    offer_when: OfferEntry | None = Field(default=None, description="when to offer it")
    complete_when: Conditions = Field(
        default=CompleteWhen(steps=True), description="all that is listed must hold"
    )
    resources: tuple[ResourceEntry, ...] = ()

    @property
    def is_optional(self) -> bool:
        """Support and stretch modules are offered, never forced."""
        return self.path != "core" if self.optional is None else self.optional


class CourseFile(Entry):
    """``course.yml``: the one place for a course's order, rules and dates."""

    title: Text
    id: Id = Field(description="nbgrader's course_id")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    timezone: ZoneName = "UTC"
    order: Literal["sequential", "free"] = "sequential"
    rules: RulesEntry = RulesEntry()
    support: Support = Support()
    announcements: tuple[AnnouncementEntry, ...] = ()
    meetings: tuple[MeetingEntry, ...] = ()
    modules: tuple[ModuleEntry, ...] = Field(min_length=1)

    def module(self, module_id: str) -> ModuleEntry | None:
        return next((m for m in self.modules if m.id == module_id), None)
