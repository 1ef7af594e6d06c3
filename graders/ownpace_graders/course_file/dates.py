"""Problems of dates: times that never come, and dates in an impossible order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo

from ownpace_graders.course_file.models import CourseFile
from ownpace_graders.course_file.parsing import Parsed, Path_
from ownpace_graders.course_file.problems import Problem
from ownpace_graders.course_file.times import SkippedTime, end_of, start_of, zone_of
from ownpace_graders.course_file.values import Moment

Resolve = Callable[[Moment, tzinfo], datetime]


def date_problems(course: CourseFile, parsed: Parsed) -> list[Problem]:
    return [*_skipped(course, parsed), *_order(course, parsed), *_timeless(course, parsed)]


def _moments(course: CourseFile) -> Iterator[tuple[Path_, Moment, Resolve]]:
    for i, announcement in enumerate(course.announcements):
        yield ("announcements", i, "on"), announcement.on, start_of
    for i, meeting in enumerate(course.meetings):
        yield ("meetings", i, "at"), meeting.at, start_of
    for i, module in enumerate(course.modules):
        for key, resolve in (("opens", start_of), ("due", end_of), ("closes", end_of)):
            moment = getattr(module, key)
            if moment is not None:
                yield ("modules", i, key), moment, resolve


def _resolved(course: CourseFile) -> dict[Path_, datetime | SkippedTime]:
    zone = zone_of(course)
    found: dict[Path_, datetime | SkippedTime] = {}
    for path, moment, resolve in _moments(course):
        try:
            found[path] = resolve(moment, zone)
        except SkippedTime as error:
            found[path] = error
    return found


def _skipped(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    for path, instant in _resolved(course).items():
        if isinstance(instant, SkippedTime):
            yield parsed.problem(path, f"“{path[-1]}”: {instant}")


def _order(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    resolved = _resolved(course)
    last = resolved.get(("modules", len(course.modules) - 1, "closes"))
    for index, module in enumerate(course.modules):
        opens, due, closes = (
            resolved.get(("modules", index, key)) for key in ("opens", "due", "closes")
        )
        inherited = closes is None
        closes = closes or last
        name = "the last module closes" if inherited else "it closes"
        for key, first, second, words in (
            ("due", opens, due, "is due before it opens"),
            ("closes", due, closes, f"is due after {name}"),
            ("closes", opens, closes, f"opens after {name}"),
        ):
            if _before(second, first):
                place = "opens" if first is opens and key == "closes" and inherited else key
                yield parsed.problem(("modules", index, place), f"“{module.id}” {words}.")
                break


def _before(second: object, first: object) -> bool:
    both = isinstance(second, datetime) and isinstance(first, datetime)
    return both and second < first  # type: ignore[operator]


def _timeless(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    for i, meeting in enumerate(course.meetings):
        if meeting.at.clock is None:
            message = f"“{meeting.title}” needs a time, such as {meeting.at.day}T18:00."
            yield parsed.problem(("meetings", i, "at"), message)
