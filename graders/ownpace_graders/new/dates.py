"""Lay a course's weeks out from a day, in the words of its own file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from ownpace_graders.new.editing import editor

_BEFORE_DATES = ("id", "title", "summary", "objectives", "minutes", "opens")
WEEK = timedelta(days=7)


def lay_out(course_file: Path, first: date) -> None:
    """Give each module on the core path a week of its own: it opens on the weekday of ``first``
    and is due a week later. What lies beside the path opens with the module before it, and is
    never due. Announcements and meetings move along, on their weekdays: the first of them comes
    in the first week. Comments and the order of keys stay as they are.
    """
    yaml = editor()
    course = yaml.load(course_file)
    _move(course, first)
    opens = first
    for module in course["modules"]:
        if _beside(module):
            _put(module, "opens", max(first, opens - WEEK))
            continue
        _put(module, "opens", opens)
        _put(module, "due", opens + WEEK)
        opens += WEEK
    with course_file.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(course, file)


def _move(course: Any, first: date) -> None:
    """Bring all announcements and meetings forward by the same number of weeks."""
    dated = [(entry, "on") for entry in course.get("announcements", ())]
    dated += [(entry, "at") for entry in course.get("meetings", ())]
    days = [_day(entry[key]) for entry, key in dated]
    for entry, key in dated:
        entry[key] = _later(entry[key], -((min(days) - first) // WEEK) * WEEK)


def _day(found: Any) -> date:
    """The day of what YAML holds as a date, or as text where it has a time."""
    return found if isinstance(found, date) else datetime.fromisoformat(found).date()


def _later(found: Any, weeks: timedelta) -> Any:
    if isinstance(found, date):
        return found + weeks
    return (datetime.fromisoformat(found) + weeks).isoformat("T", "minutes")


def _beside(module: Any) -> bool:
    return bool(module.get("optional", module.get("path", "core") != "core"))


def _put(module: Any, key: str, day: date) -> None:
    """Set a date where the file has one, else after the keys that dates usually follow. Each is
    an object of its own: YAML would write the same one twice as a reference."""
    if key in module:
        module[key] = day.replace()
        return
    before = [name for name in _BEFORE_DATES if name in module]
    module.insert(list(module).index(before[-1]) + 1, key, day.replace())
