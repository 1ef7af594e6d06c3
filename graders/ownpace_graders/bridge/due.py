"""The due dates that nbgrader's gradebook knows."""

from __future__ import annotations

from datetime import UTC, datetime

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import has_gradebook
from ownpace_graders.bridge.work import explained


def due_dates(classroom: Classroom) -> dict[str, datetime]:
    """By assignment, those that have one. Only reads, which nbgrader's own way does not, and so
    also from gradebooks of older versions; raises ``NotDone`` where there is no reading it."""
    if not has_gradebook(classroom):
        return {}
    from sqlalchemy import create_engine, text

    with explained("The gradebook"):
        engine = create_engine(str(classroom.coursedir.db_url))
        try:
            with engine.connect() as book:
                rows = book.execute(text("SELECT name, duedate FROM assignment")).all()
        finally:
            engine.dispose()
        return {str(row.name): _aware(row.duedate) for row in rows if row.duedate}


def _aware(value: datetime | str) -> datetime:
    """nbgrader keeps them in UTC and without a zone; SQLite gives them as text."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC)
