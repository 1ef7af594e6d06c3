"""What became of one hand-in, in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from ownpace.errors import ArchiveError, OwnpaceError, WorkError
from ownpace.progress.words import moment
from ownpace_graders.bridge import Classroom, next_step
from ownpace_graders.collect.attempts import Attempt
from ownpace_graders.collect.ruling import not_counted
from ownpace_graders.collect.taking import Taken
from ownpace_graders.lines import Line

#: By so much clocks may differ without a word.
AHEAD = timedelta(hours=1)
_AGAIN = "Ask the learner to hand in again."


class Outcome(NamedTuple):
    """What became of one hand-in, and the attempt it is kept as; ``None`` if it was refused, or
    holds a question only. What is ``damaged`` could not be read: it may not have arrived whole.
    ``again``: the system refused something, and may not the next time."""

    line: Line
    attempt: Attempt | None
    damaged: bool = False
    again: bool = False


def outcome(take: Callable[[], Outcome], name: str, about: dict[str, str]) -> Outcome:
    try:
        return take()
    except OwnpaceError as problem:
        named = problem.message if name in problem.message else f"{name}: {problem.message}"
        return refused(named, problem, about)
    except OSError as problem:
        named = f"{name} could not be read."
        line = refusal(named, read_problem(problem), about)
        return Outcome(line, None, damaged=True, again=True)
    except (ValueError, OverflowError) as problem:
        named = f"{name} holds what no hand-in holds ({problem})."
        return Outcome(refusal(named, WorkError(named, hint=_AGAIN), about), None)


def refused(message: str, problem: OwnpaceError, about: dict[str, str]) -> Outcome:
    """Of a hand-in that was not kept."""
    again = isinstance(problem.__cause__, OSError)
    damaged = isinstance(problem, ArchiveError)
    return Outcome(refusal(message, problem, about), None, damaged, again)


def kept(classroom: Classroom, taken: Taken) -> Outcome:
    return Outcome(_told(classroom, taken), taken.attempt)


def _told(classroom: Classroom, taken: Taken) -> Line:
    attempt, new, doubts, also = taken
    about = {"module": attempt.module, "learner": attempt.learner}
    if doubts:
        next_ = f"Ask {attempt.name}."
        return Line(
            status="attention", message=f"Collected. {doubts}", next=next_, code="doubtful", **about
        )
    if also:
        return _kept_twice(also, about)
    if new:
        said = f"Collected. {_ahead(attempt)}".strip()
        return not_counted(classroom, attempt) or Line(status="done", message=said, **about)
    return Line(status="skipped", message="Collected before.", **about)


def _kept_twice(also: str, about: dict[str, str]) -> Line:
    return Line(
        status="attention",
        message=f"Collected. The same work is kept under “{also}”, whom the roster does not name.",
        next=f"Unless those are two learners, move attempts/{also} and submitted/{also} away.",
        code="kept-twice",
        **about,
    )


def _ahead(attempt: Attempt) -> str:
    """A word about a hand-in of times to come: it arrived now. A bundle's time is used nowhere."""
    claimed = attempt.claimed if attempt.came_by == "exchange" else None
    if claimed is None or claimed <= attempt.arrived + AHEAD:
        return ""
    return f"Its own clock is ahead: it says {moment(claimed, 'UTC')}."


def read_problem(problem: OSError) -> WorkError:
    return WorkError(str(problem), hint=next_step(problem))


def refusal(message: str, problem: OwnpaceError, about: dict[str, str]) -> Line:
    return Line(status="attention", message=message, next=problem.hint, code=problem.code, **about)
