"""Gradebooks that are another course's, of another nbgrader, or none at all."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from ownpace.errors import CommandError
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import has_gradebook
from ownpace_graders.bridge.tables import rows_of
from ownpace_graders.bridge.work import UPGRADE, NotDone, explained

_ASSIGNMENTS = "SELECT name, course_id AS course FROM assignment ORDER BY name"
#: nbgrader's name for a course whose configuration has none.
_UNNAMED = "default_course"


class Foreign(NamedTuple):
    """A gradebook that was made for other courses only. ``shares``: a module of this one has the
    name of one in it, so that scores would be taken for this course's."""

    courses: tuple[str, ...]
    modules: tuple[str, ...]
    shares: bool


def foreign(classroom: Classroom) -> Foreign | None:
    """``None`` for this course's own gradebook, an empty one, or one that cannot be asked."""
    if not has_gradebook(classroom):
        return None
    try:
        [rows] = rows_of(str(classroom.coursedir.db_url), [_ASSIGNMENTS], {})
    except (sqlite3.Error, OSError):
        return None  # older, or damaged: whoever needs it says so
    courses = {row.course or _UNNAMED for row in rows}
    if not courses or courses & {classroom.course_id, _UNNAMED}:
        return None
    modules = [row.name for row in rows]
    shares = bool(set(modules) & set(classroom.modules("source", "release")))
    return Foreign(tuple(sorted(courses)), tuple(modules), shares)


def refuse_foreign(classroom: Classroom) -> None:
    """Raise ``CommandError`` where the gradebook knows nothing of this course, and all of
    another."""
    found = foreign(classroom)
    if found and not found.shares:
        raise CommandError(
            f"The gradebook is that of another course: {_named(found.courses)}, with "
            f"{_named(found.modules)}.",
            hint="Put this course's own in its place. If it has none yet, move the other one away, "
            "and run `ownpace release`.",
            code="other-gradebook",
        )


def foreign_words(classroom: Classroom) -> tuple[str, str]:
    """What to say of a gradebook that another course may have had before, and what to do; empty,
    where nothing is to be said."""
    found = foreign(classroom)
    if found is None:
        return "", ""
    return (
        f"The gradebook was made for {_named(found.courses)}, and this course is "
        f"{classroom.course_id}: all that it knows counts here.",
        "Where it is an earlier course's, move gradebook.db away, and run `ownpace release`.",
    )


def refuse_unusable(classroom: Classroom) -> None:
    """Raise ``NotDone`` for a gradebook that is damaged, or of an older nbgrader. Only reads."""
    if not has_gradebook(classroom):
        return
    with explained("The gradebook"):
        from ownpace_graders.bridge.columns import lacking_column

        column = lacking_column(classroom)
    if column:
        raise NotDone(f"The gradebook is of an older nbgrader: it has no {column}.", hint=UPGRADE)


def _named(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} and {len(names) - 3} more" if len(names) > 3 else shown
