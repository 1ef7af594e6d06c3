"""Every error that Ownpace raises on purpose.

OwnpaceError
├── CourseError        a course.json or module that cannot be used
├── WorkError          a learner's file that cannot be read or written
├── ArchiveError       a zip that is damaged or hostile
├── ExchangeError      the place where work is handed in is missing or refuses
├── ActivityError      an activity or a figure in a notebook that cannot be shown
└── CommandError       a command that cannot do what was asked (the teacher's side)

Each carries a stable ``code`` for the interface, a ``message`` that says what happened, and a
``hint`` that names one next step.
"""

from __future__ import annotations


class OwnpaceError(Exception):
    """What went wrong (``message``), one next step (``hint``), and a stable ``code``."""

    default_code = "error"

    def __init__(self, message: str, *, hint: str = "", code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code or self.default_code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class CourseError(OwnpaceError):
    default_code = "course"


class WorkError(OwnpaceError):
    default_code = "work"


class ArchiveError(OwnpaceError):
    default_code = "archive"


class ExchangeError(OwnpaceError):
    default_code = "exchange"


class ActivityError(OwnpaceError):
    default_code = "activity"


class CommandError(OwnpaceError):
    default_code = "command"
