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

#: nbgrader's submit leaves it with the work; the name of a released page is made of it.
SECRET = "submission_secret.txt"
NO_PAGES: Mapping[str, bytes] = {}


class Sender:
    """Sends what is in ``feedback/`` of one course."""

    def __init__(self, classroom: Classroom) -> None:
        self._classroom = classroom

    def pages(self, learner: str, module: str) -> dict[str, bytes]:
        """What is in ``feedback/`` now, under names that say of which attempt it is."""
        folder = self._classroom.folder("feedback", learner, module)
        at = submitted_at(folder)
        return (
            {f"{stamp(at)}/{p.name}": p.read_bytes() for p in folder.glob("*.html")} if at else {}
        )

    def send(self, learner: str, module: str, before: Mapping[str, bytes] = NO_PAGES) -> str:
        """Release the pages of ``feedback/<learner>/<module>``; says where they are. A zip file
        holds those of another attempt, sent ``before``, too. Raises ``OwnpaceError``."""
        pages = self._classroom.folder("feedback", learner, module)
        if _came_by_exchange(pages) and exchange_root(self._full) is not None:
            release_feedback(self._full, learner, module)
            return "Feedback released into the exchange."
        if self._classroom.course_id:
            place = _put_in_outbox(self._classroom, learner, module, pages, before)
            return f"Feedback written to {place}."
        return f"Feedback written to {pages.relative_to(self._classroom.root)}."

    @cached_property
    def _full(self) -> Classroom:
        """With nbgrader's exchange, for which nbgrader itself is needed."""
        return open_classroom(self._classroom.root)


def _came_by_exchange(pages: Path) -> bool:
    return (pages / SECRET).is_file() and submitted_at(pages) is not None


def _put_in_outbox(
    classroom: Classroom, learner: str, module: str, pages: Path, before: Mapping[str, bytes]
) -> Path:
    target = classroom.outbox / learner / f"{module}.zip"
    manifest = _manifest(classroom, learner, module, pages)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new = {page.name: page.read_bytes() for page in sorted(pages.glob("*.html"))}
        files = {**before, **new}
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    if not _holds(target, manifest, files):
        write_bundle(target, manifest, files)
    return target.relative_to(classroom.root)


def _holds(target: Path, manifest: Manifest, files: Mapping[str, bytes]) -> bool:
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
