"""From a course file to the course that learners' software reads (``course.json``)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from pydantic import Field

from ownpace.course.model import Announcement, Course, Late, Meeting, Module, Resource, Rules, Step
from ownpace.models import Model
from ownpace_graders.course_file.corrections import Corrections
from ownpace_graders.course_file.models import (
    CourseFile,
    LateEntry,
    ModuleEntry,
    ResourceEntry,
    RulesEntry,
)
from ownpace_graders.course_file.order import prerequisites
from ownpace_graders.course_file.times import end_of, start_of, zone_of

NONE: Corrections = {}


class Released(Model):
    """What releasing a module made of it: its steps, and the SHA-256 of each file."""

    steps: tuple[Step, ...] = ()
    files: dict[str, str] = Field(default_factory=dict)


def compile_course(
    course_file: CourseFile,
    released: Mapping[str, Released],
    revision: int,
    corrections: Corrections = NONE,
) -> Course:
    """The course, with dates in UTC and prerequisites resolved; modules that are not in
    ``released`` are listed as not released yet."""
    zone = zone_of(course_file)
    return Course(
        revision=revision,
        id=course_file.id,
        title=course_file.title,
        language=course_file.language,
        timezone=course_file.timezone,
        order=course_file.order,
        rules=_rules(course_file.rules),
        support=course_file.support,
        announcements=tuple(
            Announcement(on=start_of(a.on, zone), text=a.text) for a in course_file.announcements
        ),
        meetings=_meetings(course_file, zone),
        modules=_modules(course_file, released, zone, corrections),
    )


def _rules(rules: RulesEntry) -> Rules:
    return Rules(
        assessment=rules.assessment,
        attempts=rules.attempts,
        late=_late(rules.late) if rules.late else None,
        pass_score=rules.pass_score,
        feedback_within=rules.feedback_within,
    )


def _late(late: LateEntry) -> Late:
    return Late(grace=late.grace or timedelta(0), per_day=late.per_day, floor=late.floor)


def _meetings(course_file: CourseFile, zone: tzinfo) -> tuple[Meeting, ...]:
    return tuple(
        Meeting(
            at=start_of(meeting.at, zone),
            minutes=meeting.minutes,
            title=meeting.title,
            link=meeting.link,
            optional=meeting.optional,
        )
        for meeting in course_file.meetings
    )


def _modules(
    course_file: CourseFile,
    released: Mapping[str, Released],
    zone: tzinfo,
    corrections: Corrections,
) -> tuple[Module, ...]:
    requires = prerequisites(course_file)
    last = course_file.modules[-1].closes
    end = end_of(last, zone) if last else None
    return tuple(
        _module(entry, requires[entry.id], released.get(entry.id), zone, end).model_copy(
            update={"corrections": corrections.get(entry.id, ())}
        )
        for entry in course_file.modules
    )


def _module(
    entry: ModuleEntry,
    requires: tuple[str, ...],
    released: Released | None,
    zone: tzinfo,
    end: datetime | None,
) -> Module:
    return Module(
        id=entry.id,
        title=entry.title,
        summary=entry.summary,
        objectives=entry.objectives,
        minutes=entry.minutes,
        opens=start_of(entry.opens, zone) if entry.opens else None,
        due=end_of(entry.due, zone) if entry.due else None,
        closes=end_of(entry.closes, zone) if entry.closes else end,
        requires=requires,
        optional=entry.is_optional,
        path=entry.path,
        weight=entry.weighs,
        offer_below=entry.offer_when.score_below if entry.offer_when else None,
        offer_after=(entry.offer_when and entry.offer_when.of) or (),
        complete_when=entry.complete_when,
        resources=tuple(_resource(one, released) for one in entry.resources),
        released=released is not None,
        steps=released.steps if released else (),
        files=released.files if released else {},
    )


def _resource(entry: ResourceEntry, released: Released | None) -> Resource:
    [(kind, href)] = entry.targets().items()
    if released and entry.transcript and _is_left_out(entry.video, released):
        title = f"{entry.title or _name_of(href)} (transcript)"
        return Resource(kind="document", href=entry.transcript, title=title)
    return Resource(
        kind=kind,  # type: ignore[arg-type]  # KINDS are the model's own
        href=href,
        title=entry.title or _name_of(href),
        captions=entry.captions,
        transcript=entry.transcript,
        minutes=entry.minutes,
    )


def _is_left_out(film: str | None, released: Released) -> bool:
    """Whether a film of the module's own is not among what learners get."""
    return bool(film) and not _is_elsewhere(film or "") and film not in released.files


def _is_elsewhere(href: str) -> bool:
    return href.startswith(("http://", "https://"))


def _name_of(href: str) -> str:
    """A title for a resource that was given none: its file's name, or the site it is on."""
    if _is_elsewhere(href):
        return urlsplit(href).hostname or href
    name = PurePosixPath(href).stem.replace("-", " ").replace("_", " ").strip()
    return name[:1].upper() + name[1:] or href
