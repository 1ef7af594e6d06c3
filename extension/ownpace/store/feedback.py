"""Feedback pages that came back for a module, and the result that each carries.

A page is nbgrader's HTML with one tag more in its head:
``<meta name="ownpace-result" content="…">`` holds a ``ModuleResult`` as JSON. Pages come by mail or
from an exchange, so a page that is huge, or whose tag makes no sense, is shown without a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from ownpace.progress.model import Attempt
from ownpace.results import ModuleResult
from ownpace.store.attempts import Sent, moment_of, names_in
from ownpace.store.files import open_plain
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import DAMAGE, MEGABYTE, Remembered

TAG = "ownpace-result"

_HEAD_LIMIT = 8 * MEGABYTE
_RESULT_LIMIT = MEGABYTE


class Report(NamedTuple):
    """What came back for one attempt. ``name`` is its folder's; ``pages`` are relative to the
    course folder."""

    name: str
    at: datetime
    pages: tuple[str, ...]
    result: ModuleResult | None


def read_result(page: Path) -> ModuleResult | None:
    """The result that a page carries in its head, if it does."""
    try:
        with open_plain(page) as file:
            head = file.read(_HEAD_LIMIT).partition(b"<body")[0]
    except OSError:
        return None
    if TAG.encode() not in head:
        return None
    parser = _ResultTag()
    parser.feed(head.decode("utf-8", errors="replace"))
    return _parsed(parser.content)


def is_page(name: str) -> bool:
    """Whether a file of this name is shown as a page of feedback."""
    return name.endswith(".html") and not name.startswith(".")


class Reports:
    """The feedback of a course folder; pages are read again only when they change."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._result = Remembered(read_result)

    def __call__(self, module_id: str) -> list[Report]:
        """What came back for a module, oldest first. Folders whose name is no time are not
        feedback."""
        found = []
        for name in names_in(self._folder.feedback(module_id)):
            at = moment_of(name)
            pages = self._pages(module_id, name) if at else []
            if at and pages:
                found.append(self._report(module_id, name, at, pages))
        return sorted(found, key=lambda report: report.at)

    def _report(self, module_id: str, name: str, at: datetime, pages: list[Path]) -> Report:
        shown = tuple(self._folder.relative(page) for page in pages)
        results = (self._result(page) for page in pages)
        result = next((r for r in results if r and r.module == module_id), None)
        return Report(name, at, shown, result)

    def _pages(self, module_id: str, name: str) -> list[Path]:
        place = self._folder.feedback(module_id) / name
        refuse_escape(self._folder, place)
        return [place / page for page in names_in(place) if is_page(page)]


def attempts(sent: Sequence[Sent], reports: Sequence[Report]) -> tuple[Attempt, ...]:
    """Each hand-in with what came back for it, oldest first.

    Feedback from an exchange bears the name of its hand-in. Feedback for a bundle bears the time at
    which the bundle arrived: it belongs to the newest hand-in before that. Feedback without a
    hand-in (made elsewhere, or on a disk that is gone) shows that there was one.
    """
    left, found = sorted(sent), []
    for report in sorted(reports, key=lambda r: r.at, reverse=True):
        match = _sent_for(report, left) or Sent(report.at, report.name)
        left = [other for other in left if other is not match]
        found.append(_attempt(match, report))
    found += [Attempt(at=one.at, waiting=one.waiting) for one in left]
    return tuple(sorted(found, key=lambda attempt: attempt.at))


def _sent_for(report: Report, left: Sequence[Sent]) -> Sent | None:
    named = [s for s in left if s.name == report.name]
    before = [s for s in left if s.at <= report.at]
    return next(reversed(named or before), None)


def _attempt(sent: Sent, report: Report) -> Attempt:
    result = report.result
    return Attempt(
        at=sent.at,
        score=result.score if result else None,
        max_score=result.max_score if result else None,
        needs_manual_grade=bool(result and result.needs_manual_grade),
        feedback=report.pages,
        waiting=sent.waiting,
    )


def _parsed(content: str) -> ModuleResult | None:
    if not content or len(content) > _RESULT_LIMIT:
        return None
    try:
        return ModuleResult.model_validate_json(content)
    except DAMAGE:
        return None


class _ResultTag(HTMLParser):
    """Finds the first result tag; what follows the head is not fed to it."""

    content = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and found.get("name") == TAG and not self.content:
            self.content = found.get("content") or ""
