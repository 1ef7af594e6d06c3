"""Bundles that learners sent by mail or an LMS, in a folder of zip files."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from ownpace.errors import CommandError, WorkError
from ownpace.store.bundle import Bundle, Manifest, open_bundle, read_manifest
from ownpace.store.questions import QUESTION_FILE
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt
from ownpace_graders.collect.delivering import who_typed
from ownpace_graders.collect.handed_out import handed_out
from ownpace_graders.collect.roster import Roster
from ownpace_graders.collect.taking import Taken, take
from ownpace_graders.questions import Archive, AskedQuestion, Origin, take_file

#: The teacher's side writes these; a bundle's own could point feedback at another submission.
_OURS = {"timestamp.txt", "submission_secret.txt"}


def zips(inbox: Path) -> list[Path]:
    """What is called a zip file in a folder, oldest first. Raises ``CommandError`` if it cannot be
    read."""
    try:
        found = [path for path in inbox.iterdir() if path.suffix.lower() == ".zip"]
        return sorted(found, key=lambda path: (path.lstat().st_mtime, path.name))
    except OSError as problem:
        raise CommandError(
            f"{inbox} cannot be read ({problem.strerror}).",
            hint="Name the folder that holds the zip files.",
        ) from problem


def take_bundle(
    classroom: Classroom, roster: Roster, path: Path, modules: Collection[str], now: datetime
) -> Taken:
    """Keep the work in a bundle. Raises ``OwnpaceError`` for one that is refused."""
    if not stat.S_ISREG(path.lstat().st_mode):  # a pipe would be waited for without end
        raise WorkError(
            f"{path.name} is no file.", hint="Put the zip file itself there, not a link or folder."
        )
    with open_bundle(path, "submission") as bundle:
        _refuse_other(bundle, classroom, modules)
        attempt = _attempt(bundle.manifest, roster, path, now)
        return take(classroom, attempt, partial(_unpack, bundle))


def take_question_bundle(
    classroom: Classroom,
    archive: Archive,
    roster: Roster,
    path: Path,
    modules: Collection[str],
    now: datetime,
) -> list[AskedQuestion]:
    """Keep the questions in a bundle; those that are new. Raises ``OwnpaceError``."""
    with open_bundle(path, "question") as bundle:
        _refuse_elsewhere(bundle.manifest, classroom, modules)
        manifest = bundle.manifest
        origin = Origin(
            course=manifest.course,
            module=manifest.module,
            learner=who_typed(roster, manifest.learner),
            name=manifest.learner,
            came_by="bundle",
            arrived=_arrived(path, now),
        )
        return take_file(archive, origin, bundle.read(QUESTION_FILE))


def is_question(path: Path) -> bool:
    """Whether a zip file says that it holds a question. What it holds is looked at when taken."""
    if not stat.S_ISREG(path.lstat().st_mode):
        return False
    manifest = read_manifest(path)
    return manifest is not None and manifest.kind == "question"


def _attempt(manifest: Manifest, roster: Roster, path: Path, now: datetime) -> Attempt:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Attempt(
        course=manifest.course,
        module=manifest.module,
        learner=who_typed(roster, manifest.learner),
        name=manifest.learner,
        came_by="bundle",
        source=f"sha256:{digest}",
        arrived=_arrived(path, now),
        claimed=manifest.at,
    )


def _arrived(path: Path, now: datetime) -> datetime:
    return min(datetime.fromtimestamp(path.stat().st_mtime, UTC), now)


def _refuse_other(bundle: Bundle, classroom: Classroom, modules: Collection[str]) -> None:
    _refuse_elsewhere(bundle.manifest, classroom, modules)
    if not any("/" not in name and name.endswith(".ipynb") for name in bundle.names):
        raise WorkError("It holds no notebook.", hint="Ask the learner to hand in again.")


def _refuse_elsewhere(manifest: Manifest, classroom: Classroom, modules: Collection[str]) -> None:
    if manifest.course != classroom.course_id:
        raise WorkError(
            f"It is for the course {manifest.course}, not {classroom.course_id}.",
            hint="Collect it in that course's folder.",
        )
    if manifest.module not in modules:
        raise WorkError(
            f"It is for {manifest.module}, which is no module of this course.",
            hint=f"The modules are: {', '.join(handed_out(classroom))}.",
        )


def _unpack(bundle: Bundle, target: Path) -> None:
    for name in bundle.names:
        if name not in _OURS:
            path = target / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bundle.read(name))
