"""What lies in an inbox, in whatever form: each learner's work kept, and a line for each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from ownpace.errors import ArchiveError
from ownpace.store.archive import open_archive
from ownpace.store.bundle import MANIFEST
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.asked import question_line
from ownpace_graders.collect.delivering import take_parcel
from ownpace_graders.collect.handed_out import handed_out
from ownpace_graders.collect.inbox import is_question, take_bundle, take_question_bundle
from ownpace_graders.collect.outcome import Outcome, kept, outcome, refused
from ownpace_graders.collect.parcels import (
    CLASS,
    Parcel,
    Refused,
    Sorter,
    in_archive,
    in_folder,
)
from ownpace_graders.collect.roster import Roster
from ownpace_graders.questions import Archive
from ownpace_graders.rules import read_rules


class Receiver:
    """Takes in what lies in an inbox at the time ``now``. ``only`` is the module of notebooks that
    are called as none is, if one is meant."""

    def __init__(self, classroom: Classroom, roster: Roster, now: datetime, only: str = "") -> None:
        self._classroom, self._roster, self._now = classroom, roster, now
        self._known = classroom.chosen(())
        self._sorter = Sorter(self._known, handed_out(classroom), only)
        rules = read_rules(classroom.root)
        self._zone = ZoneInfo(rules.course.timezone if rules else "UTC")

    def from_zip(self, path: Path) -> Iterator[Outcome]:
        """Of a bundle, or of all learners in a download. At least one."""
        if is_bundle(path):
            yield outcome(lambda: self._from_bundle(path), path.name, {})
        else:
            yield from self._from_archive(path)

    def _from_bundle(self, path: Path) -> Outcome:
        of_it = self._roster, path, self._known, self._now
        if is_question(path):
            archive = Archive(self._classroom.root)
            new = take_question_bundle(self._classroom, archive, *of_it)
            return Outcome(question_line(new), None)
        return kept(self._classroom, take_bundle(self._classroom, *of_it))

    def _from_archive(self, path: Path) -> Iterator[Outcome]:
        count = 0
        try:
            for one in self._outcomes(path.name, in_archive(path, self._zone, self._sorter)):
                count += 1
                yield one
        except ArchiveError as problem:
            yield refused(f"{path.name}: {problem.message}", problem, {})
            return
        if not count:
            empty = ArchiveError("There is no work in it.", hint="Is it the right one?")
            yield refused(f"{path.name}: {empty.message}", empty, {})

    def from_folder(self, inbox: Path, names: Collection[str] | None = None) -> Iterator[Outcome]:
        """Of what lies in it under ``names``, or of all but zip files."""
        yield from self._outcomes("", in_folder(inbox, self._sorter, names))

    def _outcomes(self, source: str, found: Iterable[Parcel | Refused]) -> Iterator[Outcome]:
        for one in found:
            whose = one.label.name if one.label else ""
            named = ": ".join(filter(None, (source, whose)))
            if isinstance(one, Refused):
                said = f"{named}: {one.problem.message}" if named else one.problem.message
                yield refused(said, one.problem, {})
            else:
                yield self._taken(named, one)

    def _taken(self, named: str, parcel: Parcel) -> Outcome:
        def take() -> Outcome:
            taken = take_parcel(self._classroom, self._roster, parcel, self._now)
            return kept(self._classroom, taken)

        return outcome(take, named, {"module": parcel.module})


def is_bundle(path: Path) -> bool:
    """Whether a zip file is one hand-in that the panel made, or nothing that can be read."""
    try:
        with open_archive(path, CLASS) as archive:
            return MANIFEST in archive.names
    except (ArchiveError, OSError):
        return True  # taking it says what is the matter
