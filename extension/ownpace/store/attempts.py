"""Which modules were handed in, and when, as the learner's own machine remembers it.

In bundle mode the bundles in ``handed-in/`` tell; in exchange mode nbgrader's cache, where its
``submit`` keeps a copy of each submission (``cache/COURSE/LEARNER+MODULE+TIMESTAMP/``).
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from ownpace.models import plausible
from ownpace.store.bundle import Manifest, read_manifest
from ownpace.store.files import open_plain
from ownpace.store.layout import CourseFolder, stamp
from ownpace.store.memory import MEGABYTE, Remembered, stamp_of

_LARGEST_PAGE = 8 * MEGABYTE
_FORMS = ("%Y-%m-%d %H:%M:%S.%f %Z", "%Y-%m-%d %H:%M:%S %Z", "%Y-%m-%dT%H-%M-%S")


class Sent(NamedTuple):
    """One hand-in. ``name`` is the folder that its feedback has in ``<module>/feedback/``;
    ``waiting`` tells that newer feedback than the learner has can be fetched."""

    at: datetime
    name: str
    waiting: bool = False


HandIns = Mapping[str, tuple[Sent, ...]]


def moment_of(name: str) -> datetime | None:
    """The time that a folder's name stands for, in nbgrader's form, ours or ISO's. A name without
    a zone is in UTC. ``None`` for a name that is no time, or one that no clock showed."""
    for form in _FORMS:
        try:
            return _aware(plausible(datetime.strptime(name, form)))  # noqa: DTZ007 (in UTC)
        except ValueError:
            continue
    try:
        return _aware(plausible(datetime.fromisoformat(name)))
    except ValueError:
        return None


#: Behind a module's id in the name of a question's folder: no module's id holds it.
QUESTION_MARK = "~question"


def question_folder(learner: str, module: str, at: datetime, random: str) -> str:
    """What a question-only hand-in is called in an exchange, in nbgrader's form. nbgrader looks
    for ``*+MODULE+*`` there, which this is not."""
    return f"{learner}+{module}{QUESTION_MARK}+{at:%Y-%m-%d %H:%M:%S.%f} UTC+{random}"


class Bundles:
    """Hand-ins by bundle; a bundle is read once."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._manifest = Remembered(read_manifest)

    def __call__(self, course_id: str) -> HandIns:
        """Every hand-in of a course's modules, oldest first."""
        found: dict[str, list[Sent]] = defaultdict(list)
        for manifest in self._manifests():
            if manifest.course == course_id and manifest.kind == "submission":
                found[manifest.module].append(Sent(manifest.at, stamp(manifest.at)))
        return _in_order(found)

    def _manifests(self) -> Iterator[Manifest]:
        for name in names_in(self._folder.handed_in):
            if name.endswith(".zip") and not name.startswith("."):
                manifest = self._manifest(self._folder.handed_in / name)
                if manifest is not None:
                    yield manifest


class ExchangeCache:
    """Hand-ins to an nbgrader exchange. ``cache`` and ``exchange`` are nbgrader's folders."""

    def __init__(self, folder: CourseFolder, cache: Path, exchange: Path) -> None:
        self._folder, self._cache, self._exchange = folder, cache, exchange
        self._secret = Remembered(_read_secret)
        self._digest = Remembered(_digest)

    def __call__(self, course_id: str) -> HandIns:
        """Every hand-in of a course's modules, oldest first."""
        found: dict[str, list[Sent]] = defaultdict(list)
        for name in names_in(self._cache / course_id):
            parts = name.split("+")
            at = moment_of(parts[2]) if len(parts) == 3 else None
            if at is not None:
                module, stamped = parts[1], parts[2]
                waiting = self._is_waiting(course_id, name, module, stamped)
                found[module].append(Sent(at, stamped, waiting))
        return _in_order(found)

    def secrets(self, course_id: str, module: str = "") -> Iterator[str]:
        """What nbgrader gave each submission of a module (of any, if none is named), and only the
        learner and the teacher know."""
        for name in names_in(self._cache / course_id):
            if module in ("", *name.split("+")[1:2]):
                secret = self._secret(self._cache / course_id / name / "submission_secret.txt")
                yield from filter(None, [secret])

    def _is_waiting(self, course_id: str, name: str, module: str, stamped: str) -> bool:
        """nbgrader names a feedback page after the submission's secret and the notebook
        (``nbgrader.utils.notebook_hash``, 0.9.6)."""
        secret = self._secret(self._cache / course_id / name / "submission_secret.txt")
        digest = hashlib.md5(f"{secret}{module}".encode(), usedforsecurity=False).hexdigest()
        there = self._exchange / course_id / "feedback" / f"{digest}.html"
        return bool(secret) and self._is_news(
            there, self._folder.feedback(module) / stamped / f"{module}.html"
        )

    def _is_news(self, there: Path, here: Path) -> bool:
        """Teachers release feedback again and again: what says the same is no news."""
        theirs, mine = stamp_of(there), stamp_of(here)
        if theirs is None or mine is None:
            return theirs is not None
        if theirs[0] <= mine[0]:
            return False
        return theirs[1] != mine[1] or self._digest(there) != self._digest(here)


def names_in(folder: Path) -> list[str]:
    """The names in a folder, in order; none when it is missing or cannot be read."""
    try:
        return sorted(os.listdir(folder))
    except OSError:
        return []


def _read_secret(path: Path) -> str:
    try:
        with open_plain(path) as file:
            return file.read(1000).decode("ascii", errors="replace")
    except OSError:
        return ""


def _digest(path: Path) -> bytes:
    try:
        with open_plain(path) as file:
            return hashlib.sha256(file.read(_LARGEST_PAGE)).digest()
    except OSError:
        return b""


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _in_order(found: Mapping[str, list[Sent]]) -> HandIns:
    return {module: tuple(sorted(sent)) for module, sent in found.items()}
