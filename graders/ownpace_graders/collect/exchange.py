"""Hand-ins in nbgrader's exchange.

A folder's name and content are the learner's own, who could name another time or another learner.
What cannot be forged is who owns the folder and when the system last saw it change: both are looked
at, in the very folder that is copied.
"""

from __future__ import annotations

import os
import pwd
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from ownpace.errors import CommandError, WorkError
from ownpace.learner import learner_id
from ownpace.progress.words import count
from ownpace.store.questions import LIMIT, QUESTION_FILE
from ownpace_graders.bridge import Classroom, checks_owner, inbound_folder
from ownpace_graders.collect.attempts import Attempt, attempts_of
from ownpace_graders.collect.naming import Arrival, parse_arrival, parse_time
from ownpace_graders.collect.taking import Taken, take
from ownpace_graders.course_file import COURSE_FILE
from ownpace_graders.lines import Line
from ownpace_graders.notebooks import safe_copy
from ownpace_graders.questions import Archive, AskedQuestion, Origin, take_file

#: How much later than it says a hand-in may appear: copying takes time, and clocks differ.
TOLERANCE = timedelta(minutes=10)


def arrivals(classroom: Classroom) -> list[tuple[Path, Arrival]]:
    """Every hand-in in the exchange, oldest first. Raises ``CommandError`` when the exchange is
    not there or may not be read."""
    found = [(folder, parse_arrival(folder.name)) for folder in arrived_folders(classroom)]
    return sorted([(f, a) for f, a in found if a is not None], key=lambda one: one[1].at)


def arrived_folders(classroom: Classroom) -> list[Path]:
    """All that lies where learners hand in. Raises as ``arrivals``."""
    inbound = inbound_folder(classroom)
    if inbound is None:
        raise CommandError(
            "There is no nbgrader exchange on this machine.",
            hint="Take bundles in with `ownpace collect --inbox DIR`, or set c.Exchange.root in "
            "nbgrader_config.py.",
        )
    try:
        return list(inbound.iterdir())
    except OSError as problem:
        raise CommandError(
            f"The exchange cannot be read: {inbound} ({problem.strerror}).",
            hint=f"Run `{_releasing(classroom)}` first, or correct c.Exchange.root.",
        ) from problem


def strays(classroom: Classroom) -> Iterator[Line]:
    """What lies in the exchange and is taken by nobody: of modules that there are no more, and with
    times that nobody can read."""
    known = set(classroom.chosen(()))
    folders = [folder.name for folder in arrived_folders(classroom)]
    found = {name: parse_arrival(name) for name in sorted(folders) if name.count("+") > 1}
    unread = [name for name, arrival in found.items() if arrival is None]
    yield from (_unread(name) for name in unread)
    others = (
        arrival.module
        for name, arrival in found.items()
        if arrival is not None and arrival.module not in known
        if not _is_kept(classroom, name, arrival)
    )
    for module, number in sorted(Counter(others).items()):
        yield Line(
            status="attention",
            module=module,
            message=f"{count(number, 'hand-in')} in the exchange of what is no module here.",
            next=f"If it was removed, put release/{module} back to take them; if it has another id "
            "now, give it its old one (titles may change).",
            code="gone",
        )


def _is_kept(classroom: Classroom, name: str, arrival: Arrival) -> bool:
    kept = attempts_of(classroom, arrival.learner, arrival.module)
    return any(attempt.source == name for _, attempt in kept)


def _unread(name: str) -> Line:
    return Line(
        status="attention",
        message=f"{name} in the exchange says no time that can be read, and is not taken.",
        next="Ask the learner to hand in again; or rename it to end as those beside it, or remove "
        "it.",
        code="time",
    )


def take_arrival(classroom: Classroom, folder: Path, arrival: Arrival, now: datetime) -> Taken:
    """Keep one hand-in. Raises ``WorkError`` for one that is refused."""
    learner = learner_id(arrival.learner)
    with _opened(folder) as opened:
        if checks_owner(classroom):
            _refuse_stranger(folder, opened, arrival.learner)
        attempt = Attempt(
            course=classroom.course_id,
            module=arrival.module,
            learner=learner,
            name=arrival.learner,
            came_by="exchange",
            source=folder.name,
            arrived=arrived(arrival.at, _changed(opened), now),
            claimed=_claimed(opened) or arrival.at,
        )
        return take(classroom, attempt, partial(_fill, classroom, folder, opened, arrival, now))


def take_question(
    classroom: Classroom, archive: Archive, folder: Path, arrival: Arrival, now: datetime
) -> list[AskedQuestion]:
    """Keep the questions of a hand-in that holds nothing else; those that are new. Raises
    ``WorkError`` for one that is refused."""
    learner = learner_id(arrival.learner)
    with _opened(folder) as opened:
        if checks_owner(classroom):
            _refuse_stranger(folder, opened, arrival.learner)
        origin = Origin(
            course=classroom.course_id,
            module=arrival.module,
            learner=learner,
            name=arrival.learner,
            came_by="exchange",
            arrived=arrived(arrival.at, _changed(opened), now),
        )
        return take_file(archive, origin, _read(opened, QUESTION_FILE, LIMIT))


def arrived(named: datetime, changed: datetime, now: datetime) -> datetime:
    """When a hand-in counts as arrived: at the time in the folder's name, but

    - not before the system saw it, where that is clearly later (then it was named back);
    - not in times to come: it would stay the newest whatever the learner hands in afterwards.

    A change that lies in times to come itself is no evidence: the clocks disagree.
    """
    if named > now:
        return min(now, changed)
    return min(changed, now) if named + TOLERANCE < changed <= now + TOLERANCE else named


def _releasing(classroom: Classroom) -> str:
    """The command that fills the exchange of this course directory."""
    if (classroom.root / COURSE_FILE).is_file():
        return "ownpace release"
    module = next(iter(classroom.chosen([])), "ASSIGNMENT")
    return f"nbgrader generate_assignment {module} && nbgrader release_assignment {module}"


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    """A descriptor: it stays with the folder when its name is given to another one."""
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except NotADirectoryError as problem:
        raise WorkError(
            f"{folder.name} is a link, or no folder.",
            hint="Ask the learner to hand in again; remove it from the exchange.",
            code="hostile",
        ) from problem
    try:
        yield opened
    finally:
        os.close(opened)


def _fill(
    classroom: Classroom, folder: Path, opened: int, arrival: Arrival, now: datetime, target: Path
) -> datetime:
    """Copy the files. The folder may have come in time and a file in it have been written over
    since: the hand-in arrived with its last change."""
    ignored = classroom.coursedir.ignore
    written = datetime.fromtimestamp(safe_copy(folder, target, ignored, opened), UTC)
    if not any(target.glob("*.ipynb")):
        raise WorkError(
            f"{folder.name} holds no notebook.", hint="Ask the learner to hand in again."
        )
    return arrived(arrival.at, max(_changed(opened), written), now)


def _refuse_stranger(folder: Path, opened: int, learner: str) -> None:
    owner = _owner(opened)
    if owner != learner:
        raise WorkError(
            f"{folder.name} says it is by {learner}, but belongs to {owner}.",
            hint="Ask both. Where everybody is one user of the system, set "
            "c.ExchangeCollect.check_owner = False in nbgrader_config.py.",
            code="owner",
        )


def _owner(opened: int) -> str:
    number = os.fstat(opened).st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"


def _changed(opened: int) -> datetime:
    """When the system last saw the folder change, which nobody can set."""
    return datetime.fromtimestamp(os.fstat(opened).st_ctime, UTC)


def _claimed(opened: int) -> datetime | None:
    """What nbgrader's submit wrote, or the learner after it."""
    return parse_time(_read(opened, "timestamp.txt", 200).decode("utf-8", "replace"))


def _read(opened: int, name: str, limit: int) -> bytes:
    """At most ``limit`` bytes, and one more, of a plain file in a folder; none where there is no
    such file."""
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        descriptor = os.open(name, flags, dir_fd=opened)
    except OSError:
        return b""
    with os.fdopen(descriptor, "rb") as file:
        return file.read(limit + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
