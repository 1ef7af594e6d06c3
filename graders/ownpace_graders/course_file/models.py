"""The models of course.yml, as it is written. See ``docs/reference`` for every key."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator, StringConstraints, WithJsonSchema

from ownpace.course.model import (
    Attempts,
    CompleteWhen,
    Id,
    RelativePath,
    Support,
    WebAddress,
    Weight,
)
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
    text: Text = Field(description="what is announced")


class MeetingEntry(Entry):
    at: When = Field(description="when it begins")
    minutes: int = Field(default=60, ge=1, description="how long it is")
    title: Text = Field(description="what it is called")
    link: WebAddress | None = Field(default=None, description="where it is")
    optional: bool = Field(default=True, description="whether learners may stay away")


Target = RelativePath | WebAddress | None


class ResourceEntry(Entry):
    """Exactly one of video, pdf, document and link; a path is inside the module's folder."""

    video: Target = Field(default=None, description="a file, or a page that shows it")
    pdf: Target = Field(default=None, description="a file, or a web address")
    document: Target = Field(default=None, description="any other file, or a web address")
    link: WebAddress | None = Field(default=None, description="a web page")
    title: Text | None = Field(default=None, description="default: the file's name or the address")
    captions: RelativePath | None = Field(default=None, description="of a video: a .vtt file")
    transcript: RelativePath | None = Field(default=None, description="of a video: a text file")
    minutes: float | None = Field(default=None, ge=0, description="how long a video is")

    def targets(self) -> dict[str, str]:
        """The kinds that are given, with where each leads."""
        given = {kind: getattr(self, kind) for kind in KINDS}
        return {kind: target for kind, target in given.items() if target is not None}


class OfferEntry(Entry):
    score_below: Percent = Field(description="of one of these modules")
    of: tuple[Id, ...] | None = Field(
        default=None, min_length=1, description="default: those that this one requires"
    )


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
    title: Text = Field(description="as learners read it")
    summary: str = Field(default="", description="what it is about, in a sentence")
    objectives: tuple[Text, ...] = Field(default=(), description="what one can do afterwards")
    minutes: int | None = Field(default=None, ge=1, description="how long it takes")
    opens: When | None = Field(default=None, description="without a time: the start of the day")
    due: When | None = Field(default=None, description="without a time: the end of the day")
    closes: When | None = Field(default=None, description="default: the last module's")
    requires: tuple[Id, ...] | None = Field(
        default=None, description="default under `order: sequential`: the module before"
    )
    optional: bool | None = Field(default=None, description="default: true but on the core path")
    path: Literal["core", "support", "stretch"] = Field(
        default="core", description="for all, for those who need more, for those who want more"
    )
    weight: Weight | None = Field(
        default=None,
        description="of its score in the course's, beside the others; 0: not part of it; default: "
        "1, and 0 for optional modules",
    )
    offer_when: OfferEntry | None = Field(default=None, description="when to offer it")
    complete_when: Conditions = Field(
        default=CompleteWhen(steps=True), description="all that is listed must hold"
    )
    show_hidden: Literal["never", "after_close"] = Field(
        default="never", description="when feedback shows the hidden checks, with what they said"
    )
    resources: tuple[ResourceEntry, ...] = Field(
        default=(), description="videos, PDFs, documents and links that belong to it"
    )

    @property
    def is_optional(self) -> bool:
        """Support and stretch modules are offered, never forced."""
        return self.path != "core" if self.optional is None else self.optional

    @property
    def weighs(self) -> float:
        return float(not self.is_optional) if self.weight is None else self.weight


class CourseFile(Entry):
    """``course.yml``: the one place for a course's order, rules and dates."""

    title: Text = Field(description="as learners read it")
    id: Id = Field(description="nbgrader's course_id")
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = Field(
        default="en", description="of the texts, as a language tag"
    )
    timezone: ZoneName = Field(default="UTC", description="of dates that name none; an IANA name")
    order: Literal["sequential", "free"] = Field(
        default="sequential", description="one after the other, or as learners like"
    )
    rules: RulesEntry = Field(default=RulesEntry(), description="learners read them in words")
    support: Support = Field(default=Support(), description="where learners ask for help")
    announcements: tuple[AnnouncementEntry, ...] = Field(
        default=(), description="shown in the panel, newest first"
    )
    meetings: tuple[MeetingEntry, ...] = Field(default=(), description="shown in the panel")
    modules: tuple[ModuleEntry, ...] = Field(min_length=1, description="in their order")

    def module(self, module_id: str) -> ModuleEntry | None:
        return next((m for m in self.modules if m.id == module_id), None)
