"""Questions among what is collected: those that came alone, and those that came with work."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import FILES, Attempt, attempts_of
from ownpace_graders.lines import Line
from ownpace_graders.questions import Archive, AskedQuestion, Origin, take_attempt


def question_line(new: Sequence[AskedQuestion], module: str = "", learner: str = "") -> Line:
    """What became of a hand-in that holds questions only."""
    if not new:
        return Line(
            status="skipped",
            message="Question collected before.",
            module=module or None,
            learner=learner or None,
        )
    return Line(
        status="done",
        message=_numbers(new),
        module=new[0].module,
        learner=new[0].learner,
        next="ownpace questions",
    )


def asked_with_work(
    classroom: Classroom, archive: Archive, known: Collection[str]
) -> Iterator[Line]:
    """Keep the questions in the answers of every attempt; only what is new is said. All attempts
    are looked at each time, so that a run that was killed loses none."""
    for folder in sorted(classroom.attempts.glob("*/*")):
        learner, module = folder.parent.name, folder.name
        if module in known:
            yield from asked_in_work(classroom, archive, learner, module)


def asked_in_work(
    classroom: Classroom, archive: Archive, learner: str, module: str
) -> Iterator[Line]:
    """The same, of one learner's attempts at one module."""
    for kept, attempt in attempts_of(classroom, learner, module):
        yield from _in_attempt(archive, kept, attempt)


def _in_attempt(archive: Archive, folder: Path, attempt: Attempt) -> Iterator[Line]:
    origin = Origin(
        course=attempt.course,
        module=attempt.module,
        learner=attempt.learner,
        name=attempt.name,
        came_by=attempt.came_by,
        arrived=attempt.arrived,
    )
    try:
        new = take_attempt(archive, origin, folder / FILES)
    except OwnpaceError as problem:
        about = {"module": attempt.module, "learner": attempt.learner}
        yield Line(status="attention", message=problem.message, next=problem.hint, **about)
        return
    if new:
        yield question_line(new)


def _numbers(new: Sequence[AskedQuestion]) -> str:
    numbers = ", ".join(str(question.number) for question in new)
    return f"Asked a question: {numbers}." if len(new) == 1 else f"Asked questions: {numbers}."
