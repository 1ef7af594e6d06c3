"""Collecting: every hand-in is kept, the newest counts, and nothing is taken twice."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from ownpace.errors import OwnpaceError, WorkError
from ownpace.store.files import hint_for
from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.collect.exchange import arrivals, take_arrival
from ownpace_graders.collect.inbox import take_bundle, zips
from ownpace_graders.collect.naming import Arrival
from ownpace_graders.collect.submitted import put_newest
from ownpace_graders.collect.taking import Taken
from ownpace_graders.lines import Line, Summary, Watch


def collect(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    now: datetime,
    inbox: Path | None = None,
) -> Summary:
    """Take in the hand-ins of ``modules`` (all, if none is named) from the exchange, or all the
    bundles in the folder ``inbox``.

    All of a learner's hand-ins are kept in ``attempts/``; the newest is put in ``submitted/`` for
    grading. Those that are refused are named in the summary. Works in every nbgrader course
    directory. Raises ``CommandError`` when there is nowhere to collect from.
    """
    classroom = open_classroom(root)
    wanted, known = classroom.chosen(modules), classroom.chosen([])
    if inbox is None:
        lines = _from_exchange(classroom, wanted, watch, now)
    else:
        lines = _from_inbox(classroom, inbox, known, watch, now)
    return Summary(command="collect", lines=(*lines, *_newest(classroom, known, now)))


def _from_exchange(
    classroom: Classroom, wanted: Collection[str], watch: Watch, now: datetime
) -> list[Line]:
    found = [(f, arrival) for f, arrival in arrivals(classroom) if arrival.module in wanted]
    watch.start("hand-ins", len(found))
    return [_told(watch, _one_arrival(classroom, f, arrival, now)) for f, arrival in found]


def _one_arrival(classroom: Classroom, folder: Path, arrival: Arrival, now: datetime) -> Line:
    about = {"module": arrival.module, "learner": arrival.learner}
    return _line(lambda: take_arrival(classroom, folder, arrival, now), folder.name, about)


def _from_inbox(
    classroom: Classroom,
    inbox: Path,
    known: Collection[str],
    watch: Watch,
    now: datetime,
) -> list[Line]:
    found = zips(inbox)
    watch.start("bundles", len(found))
    return [_told(watch, _one_bundle(classroom, path, known, now)) for path in found]


def _one_bundle(
    classroom: Classroom,
    path: Path,
    known: Collection[str],
    now: datetime,
) -> Line:
    return _line(lambda: take_bundle(classroom, path, known, now), path.name, {})


def _line(take: Callable[[], Taken], name: str, about: dict[str, str]) -> Line:
    """Take one hand-in, and say what became of it, whatever stands in it."""
    try:
        attempt, new, doubts = take()
    except OwnpaceError as problem:
        message = f"{name}: {problem.message}" if name not in problem.message else problem.message
        return Line(status="attention", message=message, next=problem.hint, **about)
    except OSError as problem:
        message = f"{name} could not be read."
        return Line(status="attention", message=message, next=hint_for(problem), **about)
    except (ValueError, OverflowError) as problem:
        message = f"{name} holds what no hand-in holds ({problem})."
        return Line(status="attention", message=message, next=_AGAIN, **about)
    about = {"module": attempt.module, "learner": attempt.learner}
    if doubts:
        message = f"Collected. {doubts}"
        return Line(status="attention", message=message, next=f"Ask {attempt.name}.", **about)
    if new:
        return Line(status="done", message="Collected.", **about)
    return Line(status="skipped", message="Collected before.", **about)


_AGAIN = "Ask the learner to hand in again."


def _newest(classroom: Classroom, known: Collection[str], now: datetime) -> Iterator[Line]:
    """Put the attempts that count in ``submitted/``; only what could not be put is said."""
    for folder in sorted(classroom.attempts.glob("*/*")):
        learner, module = folder.parent.name, folder.name
        about = {"module": module, "learner": learner}
        if module in known:
            try:
                put_newest(classroom, learner, module, now)
            except WorkError as problem:
                yield Line(status="attention", message=problem.message, next=problem.hint, **about)
            except OSError as problem:
                message = "Earlier work in submitted/ could not be kept."
                yield Line(status="attention", message=message, next=hint_for(problem), **about)


def _told(watch: Watch, line: Line) -> Line:
    watch.advance(line)
    return line
