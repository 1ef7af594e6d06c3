"""The zip files in ``outbox/``: what goes back to whoever handed in by one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.bundle import Manifest, open_bundle, write_bundle
from ownpace.store.courses import revision_of
from ownpace.store.files import hint_for
from ownpace_graders.bridge import Classroom


def put_beside(
    classroom: Classroom,
    learner: str,
    module: str,
    file: tuple[str, bytes],
    *,
    to: str,
    at: datetime,
) -> Path:
    """Put a ``file`` (its name and content) beside the pages that lie ready for one learner, if any
    do; where they do not, it is ``to`` whom and of when. The zip file's path in the course
    directory. A file that is there already is not written again. Raises ``OwnpaceError``."""
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
    if file not in files.items():
        _write(target, manifest, files | dict([file]))
    return target.relative_to(classroom.root)


def _write(target: Path, manifest: Manifest, files: dict[str, bytes]) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=hint_for(problem)) from problem
    write_bundle(target, manifest, files)
