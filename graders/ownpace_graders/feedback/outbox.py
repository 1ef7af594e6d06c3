"""The zip files in ``outbox/``: what goes back to whoever handed in by one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from ownpace.errors import ArchiveError, WorkError
from ownpace.store.bundle import Manifest, open_bundle, write_bundle
from ownpace.store.courses import revision_of
from ownpace_graders.bridge import Classroom, next_step
from ownpace_graders.feedback.sent import Sent


def put_beside(
    classroom: Classroom,
    learner: str,
    module: str,
    file: tuple[str, bytes],
    *,
    to: str,
    at: datetime,
) -> Sent:
    """Put a ``file`` (its name and content) beside the pages that lie ready for one learner, if any
    do; where they do not, it is ``to`` whom and of when. A file that is there already is not
    written again. Raises ``OwnpaceError``."""
    target = classroom.outbox / learner / f"{module}.zip"
    copy = classroom.folder("release", ".", module) / "course.json"
    manifest = Manifest(
        kind="feedback",
        course=classroom.course_id,
        module=module,
        learner=to,
        at=at,
        revision=revision_of(copy) or 1,
    )
    files: dict[str, bytes] = {}
    if target.exists():
        with open_bundle(target, "feedback") as bundle:
            files = {one: bundle.read(one) for one in bundle.names}
            if any(one.endswith(".html") for one in files):  # the time belongs to the pages
                manifest = bundle.manifest
    is_new = file not in files.items()
    if is_new:
        _write(target, manifest, files | dict([file]))
    return Sent(str(target.relative_to(classroom.root)), is_new)


def beside_pages(target: Path) -> dict[str, bytes]:
    """What a zip file holds besides pages; nothing where it is none of ours."""
    with suppress(ArchiveError, OSError), open_bundle(target, "feedback") as bundle:
        return {one: bundle.read(one) for one in bundle.names if not one.endswith(".html")}
    return {}


def put_before(classroom: Classroom, learner: str, name: str) -> Iterator[bytes]:
    """What lies under a file's name beside the pages of any module."""
    for target in sorted((classroom.outbox / learner).glob("*.zip")):
        found = beside_pages(target)
        if name in found:
            yield found[name]


def _write(target: Path, manifest: Manifest, files: dict[str, bytes]) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    write_bundle(target, manifest, files)
