"""Which status of HTTP each error has, and what a learner is told of one."""

from __future__ import annotations

from http import HTTPStatus

from tornado.web import HTTPError

from ownpace.errors import ArchiveError, CourseError, ExchangeError, OwnpaceError
from ownpace.server.wire import Problem

_BY_CODE = {
    "unknown-module": 404,
    "unknown-step": 404,
    "no-course": 404,
    "no-feedback": 404,
    "not-released": 404,
    "no-question": 422,
    "name-needed": 422,
    "name": 422,
    "bad-request": 400,
    "bundle-too-large": 413,
    "archive-too-large": 413,
    "archive-too-many": 413,
    "archive-unwritten": 507,
    "exchange-missing": 503,
    "work": 507,
}
_BY_KIND: tuple[tuple[type[OwnpaceError], int], ...] = (
    (ArchiveError, 422),
    (ExchangeError, 502),
    (CourseError, 409),
)
_HTTP = {
    403: ("forbidden", "You are not allowed to do this.", "Reload the page and log in again."),
    404: ("not-found", "There is nothing here.", "Reload the page."),
    413: ("too-large", "What was sent is too large.", "Choose a smaller file."),
}


def status_of(error: OwnpaceError) -> int:
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    return next((status for kind, status in _BY_KIND if isinstance(error, kind)), 409)


def problem_of(error: BaseException | None, status: int) -> Problem:
    """What is told of an error, which is nothing about our code: the log has that."""
    if isinstance(error, OwnpaceError):
        return Problem(code=error.code, message=error.message, hint=error.hint)
    if isinstance(error, HTTPError):
        code, message, hint = _HTTP.get(status, ("http", HTTPStatus(status).phrase, ""))
        return Problem(code=code, message=message, hint=hint)
    return Problem(
        code="internal",
        message="Something went wrong on the server.",
        hint="Try again; if it happens again, tell your teacher.",
    )
