"""Sending feedback back the way the work came."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.bundle import Manifest, write_bundle
from ownpace.store.courses import revision_of
from ownpace_graders.bridge import Classroom, exchange_root, next_step, release_feedback
from ownpace_graders.collect.attempts import attempt_at
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.lines import Line

#: nbgrader's submit leaves it with the work; the name of a released page is made of it.
SECRET = "submission_secret.txt"


def send(classroom: Classroom, learner: str, module: str) -> Line:
    """Release the pages of ``feedback/<learner>/<module>``. Raises ``OwnpaceError``."""
    pages = classroom.folder("feedback", learner, module)
    if _came_by_exchange(pages) and exchange_root(classroom) is not None:
        release_feedback(classroom, learner, module)
        message = "Released into the exchange."
    elif classroom.course_id:
        message = f"Written to {_put_in_outbox(classroom, learner, module, pages)}."
    else:
        message = f"Written to {pages.relative_to(classroom.root)}."
    return Line(status="done", message=message, module=module, learner=learner)


def _came_by_exchange(pages: Path) -> bool:
    return (pages / SECRET).is_file() and submitted_at(pages) is not None


def _put_in_outbox(classroom: Classroom, learner: str, module: str, pages: Path) -> Path:
    target = classroom.outbox / learner / f"{module}.zip"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        files = {page.name: page.read_bytes() for page in sorted(pages.glob("*.html"))}
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    write_bundle(target, _manifest(classroom, learner, module, pages), files)
    return target.relative_to(classroom.root)


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
