"""The inbox but for bundles: each learner's work kept, and a line for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ownpace.errors import ArchiveError
from ownpace.store.archive import open_archive
from ownpace.store.bundle import MANIFEST
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.delivering import take_parcel
from ownpace_graders.collect.outcome import Outcome, kept, outcome, refusal
from ownpace_graders.collect.parcels import (
    CLASS,
    Parcel,
    Refused,
    Sorter,
    in_archive,
    in_folder,
)
from ownpace_graders.collect.roster import Roster
from ownpace_graders.lines import Line
from ownpace_graders.rules import read_rules


def is_bundle(path: Path) -> bool:
    """Whether a zip file is one hand-in that the panel made, or nothing that can be read."""
    try:
        with open_archive(path, CLASS) as archive:
            return MANIFEST in archive.names
    except (ArchiveError, OSError):
        return True  # taking it says what is the matter


class Door:
    """Takes in what is not a bundle. ``sorter`` knows the modules."""

    def __init__(self, classroom: Classroom, roster: Roster, sorter: Sorter, now: datetime) -> None:
        self._classroom, self._roster, self._sorter, self._now = classroom, roster, sorter, now
        rules = read_rules(classroom.root)
        self._zone = ZoneInfo(rules.course.timezone if rules else "UTC")

    def from_archive(self, path: Path) -> Iterator[Line]:
        """At least one line."""
        count = 0
        try:
            for line in self._lines(path.name, in_archive(path, self._zone, self._sorter)):
                count += 1
                yield line
        except ArchiveError as problem:
            yield refusal(f"{path.name}: {problem.message}", problem, {})
            return
        if not count:
            empty = ArchiveError("There is no work in it.", hint="Is it the right one?")
            yield refusal(f"{path.name}: {empty.message}", empty, {})

    def from_folder(self, inbox: Path) -> Iterator[Line]:
        """None where nothing lies there but zip files."""
        yield from self._lines("", in_folder(inbox, self._sorter))

    def _lines(self, source: str, found: Iterable[Parcel | Refused]) -> Iterator[Line]:
        for one in found:
            whose = one.label.name if one.label else ""
            named = ": ".join(filter(None, (source, whose)))
            if isinstance(one, Refused):
                said = f"{named}: {one.problem.message}" if named else one.problem.message
                yield refusal(said, one.problem, {})
            else:
                yield self._taken(named, one)

    def _taken(self, named: str, parcel: Parcel) -> Line:
        def take() -> Outcome:
            taken = take_parcel(self._classroom, self._roster, parcel, self._now)
            return kept(self._classroom, taken)

        return outcome(take, named, {"module": parcel.module}).line
