"""Collecting: every hand-in is kept, and nothing is taken twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import ArchiveError, OwnpaceError, WorkError
from ownpace.store.files import locked
from ownpace_graders.bridge import Classroom, next_step, open_classroom
from ownpace_graders.collect.asked import asked_with_work, question_line
from ownpace_graders.collect.attempts import Attempt
from ownpace_graders.collect.exchange import arrivals, take_arrival, take_question
from ownpace_graders.collect.inbox import is_question, take_bundle, take_question_bundle, zips
from ownpace_graders.collect.naming import Arrival
from ownpace_graders.collect.ruling import not_counted
from ownpace_graders.collect.submitted import put_newest
from ownpace_graders.collect.taking import Taken
from ownpace_graders.lines import Line, Summary, Watch
from ownpace_graders.questions import Archive

LOCK = ".ownpace.collect.lock"
_AGAIN = "Ask the learner to hand in again."


class Outcome(NamedTuple):
    """What became of one hand-in, and the attempt it is kept as; ``None`` if it was refused, or
    holds a question only. What is ``damaged`` could not be read: it may not have arrived whole."""

    line: Line
    attempt: Attempt | None
    damaged: bool = False


def collect(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    now: datetime,
    inbox: Path | None = None,
) -> Summary:
    """Take in the hand-ins of ``modules`` (all, if none is named) from the exchange, or all the
    bundles in the folder ``inbox``.

    All of a learner's hand-ins are kept in ``attempts/``; the newest that counts by the rules of
    the course is put in ``submitted/`` for grading. Questions are kept in ``asked/``: they are no
    attempts. What is refused, and what does not count, is named in the summary. Works in every
    nbgrader course directory, one run at a time. Raises ``CommandError``
    when there is nowhere to collect from.
    """
    classroom = open_classroom(root)
    wanted, known = classroom.chosen(modules), classroom.chosen([])
    with collecting(classroom):
        archive = Archive(classroom.root)
        if inbox is None:
            lines = list(_from_exchange(classroom, archive, wanted, watch, now))
        else:
            lines = list(_from_inbox(classroom, archive, inbox, known, watch, now))
        lines += asked_with_work(classroom, archive, known)
        return Summary(command="collect", lines=(*lines, *put_all_newest(classroom, known, now)))


def collecting(classroom: Classroom) -> AbstractContextManager[None]:
    """Held while hand-ins are taken: two at once would keep the same one twice."""
    return locked(classroom.root / LOCK)


def take_from_exchange(
    classroom: Classroom, archive: Archive, folder: Path, arrival: Arrival, now: datetime
) -> Outcome:
    """Keep one hand-in of the exchange, whatever stands in it."""
    about = {"module": arrival.module, "learner": arrival.learner}

    def take() -> Outcome:
        if arrival.is_question:
            new = take_question(classroom, archive, folder, arrival, now)
            return Outcome(question_line(new, **about), None)
        return _kept(classroom, take_arrival(classroom, folder, arrival, now))

    return _outcome(take, folder.name, about)


def take_from_inbox(
    classroom: Classroom, archive: Archive, path: Path, known: Collection[str], now: datetime
) -> Outcome:
    """Keep what is in one zip file, whatever stands in it; ``known`` are the modules there are."""

    def take() -> Outcome:
        if is_question(path):
            new = take_question_bundle(classroom, archive, path, known, now)
            return Outcome(question_line(new), None)
        return _kept(classroom, take_bundle(classroom, path, known, now))

    return _outcome(take, path.name, {})


def put_all_newest(classroom: Classroom, known: Collection[str], now: datetime) -> Iterator[Line]:
    """Put the attempts that count in ``submitted/``; only what could not be put is said."""
    for folder in sorted(classroom.attempts.glob("*/*")):
        if folder.name in known:
            line = put(classroom, folder.parent.name, folder.name, now)
            yield from (line,) if line else ()


def put(classroom: Classroom, learner: str, module: str, now: datetime) -> Line | None:
    """Put the attempt that counts in ``submitted/``; a line if it could not be put there."""
    about = {"module": module, "learner": learner}
    try:
        put_newest(classroom, learner, module, now)
    except WorkError as problem:
        return _refusal(problem.message, problem, about)
    except OSError as problem:
        message = "Earlier work in submitted/ could not be kept."
        return _refusal(message, _read_problem(problem), about)
    return None


def _from_exchange(
    classroom: Classroom, archive: Archive, wanted: Collection[str], watch: Watch, now: datetime
) -> Iterator[Line]:
    found = [(f, arrival) for f, arrival in arrivals(classroom) if arrival.module in wanted]
    watch.start("hand-ins", len(found))
    for folder, arrival in found:
        watch.begin(arrival.learner)
        line = take_from_exchange(classroom, archive, folder, arrival, now).line
        watch.advance(line)
        yield line


def _from_inbox(
    classroom: Classroom,
    archive: Archive,
    inbox: Path,
    known: Collection[str],
    watch: Watch,
    now: datetime,
) -> Iterator[Line]:
    found = zips(inbox)
    watch.start("bundles", len(found))
    for path in found:
        watch.begin(path.name)
        line = take_from_inbox(classroom, archive, path, known, now).line
        watch.advance(line)
        yield line


def _outcome(take: Callable[[], Outcome], name: str, about: dict[str, str]) -> Outcome:
    try:
        return take()
    except OwnpaceError as problem:
        named = problem.message if name in problem.message else f"{name}: {problem.message}"
        return Outcome(_refusal(named, problem, about), None, isinstance(problem, ArchiveError))
    except OSError as problem:
        named = f"{name} could not be read."
        return Outcome(_refusal(named, _read_problem(problem), about), None, damaged=True)
    except (ValueError, OverflowError) as problem:
        named = f"{name} holds what no hand-in holds ({problem})."
        return Outcome(_refusal(named, WorkError(named, hint=_AGAIN), about), None)


def _kept(classroom: Classroom, taken: Taken) -> Outcome:
    return Outcome(_told(classroom, taken), taken.attempt)


def _told(classroom: Classroom, taken: Taken) -> Line:
    attempt, new, doubts = taken
    about = {"module": attempt.module, "learner": attempt.learner}
    if doubts:
        next_ = f"Ask {attempt.name}."
        return Line(
            status="attention", message=f"Collected. {doubts}", next=next_, code="doubtful", **about
        )
    if new:
        return not_counted(classroom, attempt) or Line(status="done", message="Collected.", **about)
    return Line(status="skipped", message="Collected before.", **about)


def _read_problem(problem: OSError) -> WorkError:
    return WorkError(str(problem), hint=next_step(problem))


def _refusal(message: str, problem: OwnpaceError, about: dict[str, str]) -> Line:
    return Line(status="attention", message=message, next=problem.hint, code=problem.code, **about)
