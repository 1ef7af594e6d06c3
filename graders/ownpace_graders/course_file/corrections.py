"""``corrections.yml``, beside ``course.yml``: why released modules were corrected, for learners to
read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import Field

from ownpace.course.model import Correction, Id
from ownpace_graders.course_file.lists import add_to_list, read_list
from ownpace_graders.course_file.models import CourseFile, Entry, Text
from ownpace_graders.course_file.parsing import Parsed
from ownpace_graders.course_file.problems import CourseFileError, Problem, closest
from ownpace_graders.course_file.times import SkippedTime, start_of, zone_of
from ownpace_graders.course_file.values import When

CORRECTIONS_FILE = "corrections.yml"
HEADER = """\
# Why released modules were corrected: `ownpace release MODULE --why "…"` writes here, and so may
# you. Learners read it in their panel and in feedback on what they handed in before.
"""
Corrections = Mapping[str, tuple[Correction, ...]]


class CorrectionEntry(Entry):
    """Shown to those who began the module before, or handed it in."""

    module: Id = Field(description="the module that was corrected")
    at: When = Field(description="when; without a time: the start of the day")
    why: Text = Field(description="what was wrong, and what holds now, as learners read it")


class CorrectionsFile(Entry):
    corrections: tuple[CorrectionEntry, ...] = Field(default=(), description="a line for each")


def load_corrections(root: Path, course: CourseFile) -> Corrections:
    """By module, oldest first. Raises ``CourseFileError`` with every problem in the file."""
    found = read_list(root / CORRECTIONS_FILE, CorrectionsFile, "corrections")
    if found is None:
        return {}
    file, parsed = found
    if problems := [*parsed.problems, *_problems(file, course, parsed)]:
        raise CourseFileError(problems)
    zone, told = zone_of(course), dict[str, list[Correction]]()
    for entry in file.corrections:
        one = Correction(at=start_of(entry.at, zone), why=entry.why)
        told.setdefault(entry.module, []).append(one)
    return {name: tuple(sorted(all_, key=lambda one: one.at)) for name, all_ in told.items()}


def add_correction(root: Path, module: str, why: str, now: datetime) -> None:
    """Write down why ``module`` was corrected. Raises ``WorkError``."""
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    entry = {"module": module, "at": at, "why": why}
    add_to_list(root / CORRECTIONS_FILE, HEADER, "corrections", entry)


def _problems(file: CorrectionsFile, course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    ids = tuple(module.id for module in course.modules)
    for index, entry in enumerate(file.corrections):
        place = ("corrections", index)
        if entry.module not in ids:
            yield parsed.problem(
                (*place, "module"),
                f"There is no module “{entry.module}” in course.yml: delete this line, or give the "
                "module its old id back.",
                allowed=ids,
                suggestion=closest(entry.module, ids),
            )
        try:
            start_of(entry.at, zone_of(course))
        except (SkippedTime, OverflowError) as problem:
            yield parsed.problem((*place, "at"), f"“at”: {problem}")
