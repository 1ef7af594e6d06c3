"""The words of a page, made of its values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

from ownpace.progress.words import count, duration, moment
from ownpace.results import CheckResult, ModuleResult
from ownpace_graders.page.facts import Facts, Lateness

_OUTCOMES = {
    "passed": "Passed",
    "partial": "Partly passed",
    "failed": "Not passed yet",
    "not run": "Could not be run",
    "for a person": "Your teacher has yet to look at it",
}


def outcome(result: CheckResult) -> str:
    """A check that gives no points is passed or not all the same."""
    return _OUTCOMES[result.outcome]


def share(facts: Facts) -> int:
    """The part of the points that was earned, in percent."""
    result = facts.result
    if not result.score or not result.max_score:
        return 0
    return max(0, min(100, round(100 * result.score / result.max_score)))


def attempt(facts: Facts) -> str:
    """Which version the page is about; empty, where that is not known."""
    if facts.attempt is None:
        return ""
    if facts.attempts > facts.attempt:
        return f"Attempt {facts.attempt} of the {facts.attempts} that have arrived"
    return f"Attempt {facts.attempt}"


def lateness(late: Lateness) -> str:
    """What happened; the rule is said beside it."""
    by = f"{_about(late.by)} late" if late.by else "late"
    if not late.points:
        return f"You handed this in {by}. It costs you nothing."
    return f"You handed this in {by}: {count(round(late.points, 2), 'point')} taken off."


def changes(facts: Facts) -> Iterator[str]:
    """What a correction made of the points, in all and check by check. What a person has graded
    since is no correction."""
    before = facts.corrected.before if facts.corrected else None
    if before is None:
        return
    now = facts.result
    yield f"Your points were {_of(before)}, and are {_of(now)}."
    old, new = ({check.id: check for check in one.checks} for one in (before, now))
    for name, check in new.items():
        if name not in old:
            yield f"{check.title}: new, {_of(check)}"
        elif old[name].score is not None and _of(old[name]) != _of(check):
            yield f"{check.title}: {_of(old[name])} before, {_of(check)} now"
    yield from (f"{check.title}: counts no more" for name, check in old.items() if name not in new)


def _of(result: CheckResult | ModuleResult) -> str:
    most = result.points if isinstance(result, CheckResult) else result.max_score
    earned = "–" if result.score is None else f"{round(result.score, 2):g}"
    return f"{earned} of {round(most, 2):g}"


def _about(span: timedelta) -> str:
    """Rounded up to what people say: minutes, then hours, then days."""
    for unit in (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)):
        if span >= unit:
            return duration(-(-span // unit) * unit)
    return "a few seconds"


FILTERS: dict[str, Callable[..., object]] = {
    "outcome": outcome,
    "share": share,
    "attempt": attempt,
    "lateness": lateness,
    "changes": changes,
    "moment": moment,
}
