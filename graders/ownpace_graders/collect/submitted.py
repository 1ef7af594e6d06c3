"""``submitted/``: the attempt that counts, where nbgrader looks for it."""

from __future__ import annotations

import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from ownpace.errors import WorkError
from ownpace_graders.bridge import Classroom, next_step
from ownpace_graders.collect.attempts import (
    BY_ZIP,
    FILES,
    GRADED,
    Attempt,
    attempts_of,
    in_play,
    keep,
)
from ownpace_graders.collect.naming import parse_time
from ownpace_graders.notebooks import files_in, place, safe_copy
from ownpace_graders.rules import read_rules

TIMESTAMP = "timestamp.txt"
COURSE_COPY = "course.json"


def submitted_at(folder: Path) -> datetime | None:
    """When the work in a folder of nbgrader's arrived; ``None`` where nothing says so."""
    try:
        return parse_time((folder / TIMESTAMP).read_bytes().decode())
    except (OSError, UnicodeDecodeError):
        return None


def put_newest(classroom: Classroom, learner: str, module: str, now: datetime) -> bool:
    """Make ``submitted/<learner>/<module>`` the newest attempt that counts; whether it was not.
    Work that nbgrader itself put there is kept as an attempt first, and stays if it is newer.
    Where the newest is graded, grading has chosen, and nothing is changed."""
    target = classroom.folder("submitted", learner, module)
    _adopt(classroom, target, learner, module, now)
    found = in_play(attempts_of(classroom, learner, module), read_rules(classroom.root))
    if not found or (target.is_dir() and (found[-1][0] / GRADED).exists()):
        return False
    return put_attempt(classroom, *found[-1])


def put_attempt(classroom: Classroom, folder: Path, attempt: Attempt) -> bool:
    """Make ``submitted/`` hold this attempt; whether it did not. Raises ``WorkError``."""
    learner, module = attempt.learner, attempt.module
    target = classroom.folder("submitted", learner, module)
    if submitted_at(target) == attempt.arrived:
        return False
    staged = target.with_name(f".{module}.{secrets.token_hex(4)}")
    try:
        _write(classroom, folder, attempt, staged)
        place(staged, target)
    except OSError as problem:
        message = f"The work of {learner} could not be put in {target}."
        raise WorkError(message, hint=next_step(problem)) from problem
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    return True


def _write(classroom: Classroom, folder: Path, attempt: Attempt, staged: Path) -> None:
    """The attempt's files, those of the release that did not travel, and the time."""
    shutil.copytree(folder / FILES, staged)
    if attempt.came_by in BY_ZIP:
        _fill_in(classroom.folder("release", ".", attempt.module), staged)
    (staged / TIMESTAMP).write_text(attempt.arrived.isoformat(), encoding="utf-8")


def _fill_in(released: Path, staged: Path) -> None:
    there = files_in(staged)
    for name in files_in(released) - there - {COURSE_COPY}:
        if not name.endswith(".ipynb"):  # notebooks always travel: a missing one was left out
            (staged / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(released / name, staged / name)


def _adopt(classroom: Classroom, target: Path, learner: str, module: str, now: datetime) -> None:
    """Keep what is in ``submitted/`` and did not come from the archive, before it is replaced."""
    if not target.is_dir():
        return
    at = submitted_at(target)
    if any(attempt.arrived == at for _, attempt in attempts_of(classroom, learner, module)):
        return
    # nbgrader copies the file that the learner's side wrote: a time to come would always be newest.
    arrived = min(at or datetime.fromtimestamp(target.stat().st_mtime, UTC), now)
    attempt = Attempt(
        course=classroom.course_id,
        module=module,
        learner=learner,
        name=learner,
        came_by="nbgrader",
        source=f"submitted at {arrived.isoformat()}",
        arrived=arrived,
    )

    def fill(files: Path) -> None:
        safe_copy(target, files)

    keep(classroom, attempt, fill)
