"""What a course folder shows of the learner's work: files in, ``Evidence`` out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ownpace.course.model import Course, Module
from ownpace.errors import OwnpaceError, WorkError
from ownpace.progress.model import Evidence
from ownpace.store.answers import answered_ids, read_answers
from ownpace.store.attempts import HandIns, Sent
from ownpace.store.feedback import Report, Reports, attempts
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import Remembered, stamp_of
from ownpace.store.notebooks import Seen, see


@dataclass
class Findings:
    """The evidence of every module, and what kept some files from being read: one damaged
    notebook hides nothing else. ``review`` is where questions are reviewed: a module, and the id of
    a cell in its notebook."""

    evidence: dict[str, Evidence] = field(default_factory=dict)
    problems: dict[str, OwnpaceError] = field(default_factory=dict)
    review: tuple[str, str] | None = None


class Observer:
    """Looks at a course folder again and again; reads only what changed since the last time."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._seen = Remembered(see)
        self._answered = Remembered(_read_answered)
        self._reports = Reports(folder)

    def look(self, course: Course, handed_in: HandIns) -> Findings:
        """What the files of each module show now. Changes nothing on disk."""
        findings = Findings()
        for module in course.modules:
            sent = handed_in.get(module.id, ())
            findings.evidence[module.id] = self._module(module, sent, findings)
        return findings

    def _module(self, module: Module, sent: tuple[Sent, ...], findings: Findings) -> Evidence:
        problems: list[WorkError] = []
        seen, answered = Seen(), frozenset[str]()
        reports: list[Report] = []
        if stamp_of(self._folder.module(module.id)) is not None:
            with _collecting(problems):
                self._refuse_escapes(module)
                reports = self._reports(module.id)
        fetched = not problems and stamp_of(self._folder.notebook(module)) is not None
        if fetched:
            with _collecting(problems):
                answered = self._answered(self._folder.answers(module.id))
            with _collecting(problems):
                seen = self._seen(self._folder.notebook(module))
        if seen.review and findings.review is None:
            findings.review = (module.id, seen.review)
        if problems:
            findings.problems[module.id] = problems[-1]
        return evidence_of(module, seen, answered).model_copy(
            update={"fetched": fetched, "attempts": attempts(sent, reports)}
        )

    def _refuse_escapes(self, module: Module) -> None:
        folder = self._folder
        own = (folder.answers(module.id), folder.feedback(module.id))
        refuse_escape(folder, folder.notebook(module), *own)


@contextmanager
def _collecting(problems: list[WorkError]) -> Iterator[None]:
    try:
        yield
    except WorkError as problem:
        problems.append(problem)


def evidence_of(module: Module, seen: Seen, answered: frozenset[str]) -> Evidence:
    """What counts of a notebook: only checks that look as they were released, only answers that do
    not, and only activities that the module has."""
    checks = (check for step in module.steps for check in step.checks)
    activities = {activity for step in module.steps for activity in step.activities}
    written = {
        answer.id
        for step in module.steps
        for answer in step.answers
        for found, checksum in seen.answers
        if found == answer.id and checksum != answer.checksum
    }
    return Evidence(
        touched=seen.run or bool(answered or written),
        passed=frozenset(c.id for c in checks if (c.id, c.checksum) in seen.passed),
        answered=frozenset(answered & activities) | frozenset(written),
    )


def _read_answered(path: Path) -> frozenset[str]:
    return answered_ids(read_answers(path))
