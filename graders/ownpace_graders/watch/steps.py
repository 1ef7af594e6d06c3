"""What may fail without ending a watcher, and in which words it is told."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import refused
from ownpace_graders.lines import Line
from ownpace_graders.watch.telling import Teller


def attempted(step: Callable[[], object], about: Hashable, teller: Teller) -> bool:
    """Do ``step``; whether it went well. What goes wrong is told: a watcher outlives everything,
    and so also faults of ours."""
    try:
        step()
    except OwnpaceError as problem:
        teller.tell(about, _line(problem))
    except OSError as problem:
        teller.tell(about, _line(refused(f"The system refused: {problem}.", problem)))
    except Exception as problem:
        teller.tell(about, _fault(problem))
    else:
        return True
    return False


def _line(problem: OwnpaceError) -> Line:
    return Line(status="attention", message=problem.message, next=problem.hint, code=problem.code)


def _fault(problem: Exception) -> Line:
    said = next(iter(str(problem).splitlines()), "")
    return Line(
        status="attention",
        message=f"Something failed that should not: {type(problem).__name__}: {said}",
        next="It is tried again; `ownpace grade` shows where it fails.",
        code="fault",
    )
