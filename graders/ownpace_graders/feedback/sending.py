"""Sending feedback back the way the work came."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.bundle import Manifest, read_manifest, write_bundle
from ownpace.store.contents import entry
from ownpace.store.courses import revision_of
from ownpace.store.layout import stamp
from ownpace_graders.bridge import (
    Classroom,
    exchange_root,
    next_step,
    open_classroom,
    release_feedback,
)
from ownpace_graders.collect.attempts import attempt_at
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.feedback.outbox import beside_pages
from ownpace_graders.feedback.sent import Sent

#: nbgrader's submit leaves it with the work; the name of a released page is made of it.
SECRET = "submission_secret.txt"
Pages = Mapping[str, bytes]
NO_PAGES: Pages = {}


class Sender:
    """Sends what is in ``feedback/`` of one course."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom

    def pages(self, learner: str, module: str) -> dict[str, bytes]:
        """What is in ``feedback/`` now, under names that say of which attempt it is."""
        folder = self._classroom.folder("feedback", learner, module)
        at = submitted_at(folder)
        return {f"{stamp(at)}/{n}": page for n, page in _pages(folder).items()} if at else {}

    def found(self, learner: str, module: str) -> dict[str, bytes]:
        """The pages in ``feedback/``, where that is all there will be to tell what is new."""
        folder = self._classroom.folder("feedback", learner, module)
        return {} if self._classroom.course_id else _pages(folder)

    def in_one(self, learner: str, module: str, newer: Path) -> bool:
        """Whether these pages, and those of a ``newer`` graded attempt, go into one zip file."""
        pages = self._classroom.folder("feedback", learner, module)
        return not (self._is_released(pages) or self._is_released(newer))

    def send(self, learner: str, module: str, was: Pages, before: Pages = NO_PAGES) -> Sent:
        """Release the pages of ``feedback/<learner>/<module>``, where ``was`` what this run found.
        A zip file holds those of another attempt, sent ``before``, too. Raises
        ``OwnpaceError``."""
        pages = self._classroom.folder("feedback", learner, module)
        if self._is_released(pages):
            return Sent("", release_feedback(self._full, learner, module))
        if self._classroom.course_id:
            return _put_in_outbox(self._classroom, learner, module, pages, before)
        place = str(pages.relative_to(self._classroom.root))
        return Sent(place, _pages(pages) != was)

    def _is_released(self, graded: Path) -> bool:
        """Into the exchange."""
        return _came_by_exchange(graded) and exchange_root(self._full) is not None

    @cached_property
    def _full(self) -> Classroom:
        """With nbgrader's exchange, for which nbgrader itself is needed."""
        return open_classroom(self._classroom.root)


def _pages(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.html") if path.is_file()}


def _came_by_exchange(pages: Path) -> bool:
    return (pages / SECRET).is_file() and submitted_at(pages) is not None


def _put_in_outbox(
    classroom: Classroom, learner: str, module: str, pages: Path, before: Pages
) -> Sent:
    target = classroom.outbox / learner / f"{module}.zip"
    manifest = _manifest(classroom, learner, module, pages)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files = {**beside_pages(target), **before, **_pages(pages)}
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    is_new = not _holds(target, manifest, files)
    if is_new:
        write_bundle(target, manifest, files)
    return Sent(str(target.relative_to(classroom.root)), is_new)


def _holds(target: Path, manifest: Manifest, files: Pages) -> bool:
    """Whether the bundle is there as it would be written."""
    listed = {name: entry(content) for name, content in files.items()}
    return read_manifest(target) == manifest.model_copy(update={"files": listed})


def _manifest(classroom: Classroom, learner: str, module: str, pages: Path) -> Manifest:
    at = submitted_at(pages)
    found = attempt_at(classroom, learner, module, at)
    copy = classroom.folder("release", ".", module) / "course.json"
    return Manifest(
        kind="feedback",
        course=classroom.course_id,
        module=module,
        learner=found[1].name if found else learner,
        at=at or datetime.fromtimestamp(pages.stat().st_mtime, UTC),
        revision=revision_of(copy) or 1,
    )
