"""Lay a course's weeks out from a day, in the words of its own file."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from ownpace_graders.new.editing import editor

_BEFORE_DATES = ("id", "title", "summary", "objectives", "minutes", "opens")
WEEK = timedelta(days=7)


def lay_out(course_file: Path, first: date) -> None:
    """Give each module on the core path a week of its own: it opens on the weekday of ``first``
    and is due a week later. What lies beside the path opens with the module before it, and is
    never due. Comments and the order of keys stay as they are.
    """
    yaml = editor()
    course = yaml.load(course_file)
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


def _beside(module: Any) -> bool:
    return bool(module.get("optional", module.get("path", "core") != "core"))


def _put(module: Any, key: str, day: date) -> None:
    """Set a date where the file has one, else after the keys that dates usually follow."""
    if key in module:
        module[key] = day
        return
    before = [name for name in _BEFORE_DATES if name in module]
    module.insert(list(module).index(before[-1]) + 1, key, day)
