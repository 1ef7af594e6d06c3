"""The archive of attempts: ``attempts/<learner>/<module>/<arrival>/``.

``files/`` holds what was handed in, byte for byte; ``attempt.json`` says how and when it came;
``result.json`` (a ``ModuleResult``) is added by grading; ``graded.json`` and ``autograded/`` keep
what grading and a person made of it, once another attempt takes its place. A folder appears whole,
by rename, and what was handed in never changes again.
"""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field, ValidationError

from ownpace.errors import WorkError
from ownpace.models import Model
from ownpace_graders.bridge import Classroom, next_step
from ownpace_graders.notebooks import files_in, names_in
from ownpace_graders.rules import Rulebook
from ownpace_graders.rules.counting import in_time

RECORD, FILES, RESULT = "attempt.json", "files", "result.json"
GRADED, AUTOGRADED = "graded.json", "autograded"
#: Where it could not be graded: the reason in a sentence, and all that was said.
FAILURE, LOG = "failure.txt", "grading.log"
Way = Literal["exchange", "bundle", "inbox", "nbgrader"]
#: What came so gets its feedback as a zip file.
BY_ZIP = ("bundle", "inbox")
#: Writes what was handed in into a folder, and returns when it counts as arrived, where only the
#: files themselves tell.
Fill = Callable[[Path], datetime | None]


class Attempt(Model):
    """``attempt.json``. ``claimed`` is what the learner's machine said; ``arrived`` counts."""

    format: Literal[1] = 1
    course: str
    module: str
    learner: str = Field(description="the id, safe as the name of a folder")
    name: str = Field(description="as the learner gave it")
    came_by: Way = Field(description="inbox: in no bundle; nbgrader: it was in submitted/ already")
    source: str = Field(description="what tells this hand-in from every other")
    arrived: AwareDatetime
    claimed: AwareDatetime | None = None
    files: dict[str, str] = Field(default_factory=dict, description="SHA-256 of each file")

    @property
    def folder_name(self) -> str:
        return self.arrived.astimezone(UTC).strftime("%Y-%m-%dT%H-%M-%S-%f")


def attempts_of(classroom: Classroom, learner: str, module: str) -> list[tuple[Path, Attempt]]:
    """Every attempt kept, with its folder, oldest first. Damaged records are passed over."""
    place = classroom.attempts.joinpath(learner, module)
    folders = [place / name for name in names_in(place)]
    found = [(folder, _read(folder / RECORD)) for folder in folders]
    kept = [(folder, attempt) for folder, attempt in found if attempt is not None]
    return sorted(kept, key=lambda one: (one[1].arrived, one[0].name))


Kept = tuple[Path, Attempt]


def certain(kept: Sequence[Kept]) -> Sequence[Kept]:
    """Who made a bundle is a claim, so that none takes the place of what came through the
    exchange."""
    ways = {attempt.came_by for _, attempt in kept}
    return [one for one in kept if "exchange" not in ways or one[1].came_by != "bundle"]


def counting(kept: Sequence[Kept]) -> Kept | None:
    """The newest attempt, of those kept of one learner's module, whose maker is as sure as can
    be."""
    found = certain(kept)
    return found[-1] if found else None


def in_play(kept: Sequence[Kept], rules: Rulebook | None) -> Sequence[Kept]:
    """Those that count by the rules of the course, oldest first: in time, with the learner's own
    more time, and within the limit. Without a ``course.yml``: all."""
    sure = certain(kept)
    if rules is None or not sure:
        return sure
    learner, module = sure[0][1].learner, sure[0][1].module
    closes = rules.closes(learner, module)
    limit = rules.course.rules.attempts.limit
    counted = in_time([attempt.arrived for _, attempt in sure], closes, limit)
    return [one for one in sure if one[1].arrived in counted]


def attempt_at(
    classroom: Classroom, learner: str, module: str, arrived: datetime | None
) -> tuple[Path, Attempt] | None:
    """The attempt that arrived at a time; ``None`` if it is not in the archive."""
    found = [one for one in attempts_of(classroom, learner, module) if one[1].arrived == arrived]
    return found[-1] if found else None


def keep(classroom: Classroom, attempt: Attempt, fill: Fill) -> Path | None:
    """Archive an attempt, whose files ``fill`` writes. Returns its folder; ``None`` when this
    hand-in is kept already. Raises ``OwnpaceError``, and then nothing is left of it."""
    known = attempts_of(classroom, attempt.learner, attempt.module)
    if any(other.source == attempt.source for _, other in known):
        return None
    place = classroom.attempts / attempt.learner / attempt.module
    staged = place / f".{secrets.token_hex(4)}"
    try:
        (staged / FILES).mkdir(parents=True)
        arrived = fill(staged / FILES) or attempt.arrived
        update = {"arrived": arrived, "files": _hashes(staged / FILES)}
        listed = attempt.model_copy(update=update)
        (staged / RECORD).write_text(listed.model_dump_json(indent=1), encoding="utf-8")
        return staged.rename(_free(place / listed.folder_name))
    except OSError as problem:
        message = f"The hand-in of {attempt.name} could not be kept."
        raise WorkError(message, hint=next_step(problem)) from problem
    finally:
        shutil.rmtree(staged, ignore_errors=True)
        with suppress(OSError):  # empty after a refusal
            place.rmdir()
            place.parent.rmdir()
            classroom.attempts.rmdir()


def _free(folder: Path) -> Path:
    """``folder``, or it with a number behind: two can arrive at one moment."""
    names = [folder, *(folder.with_name(f"{folder.name}-{n}") for n in range(2, 1000))]
    return next(name for name in names if not name.exists())


def _hashes(folder: Path) -> dict[str, str]:
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in sorted(files_in(folder))
    }


def _read(path: Path) -> Attempt | None:
    try:
        return Attempt.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
