"""What a plan says to the learner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ownpace.course.model import Module
from ownpace.progress.words import DAY, count, listed, moment, quoted
from ownpace.study.laying import DAYS_AHEAD, Misfit, Remedy
from ownpace.study.model import Session


def summary_in_words(sessions: Sequence[Session], misfit: bool, zone: str) -> str:
    """How much is laid, and until when."""
    if not sessions:
        return "Nothing could be laid." if misfit else "Nothing is left to plan: all is done."
    last = moment(sessions[-1].start, zone)
    fits = "not everything fits." if misfit else "everything fits."
    return f"{count(len(sessions), 'session')}, the last on {last}: {fits}"


def misfits_in_words(misfits: Sequence[Misfit], remedy: Remedy, zone: str) -> tuple[str, ...]:
    """What does not fit, a sentence a module, and what would make it fit."""
    return (*(_misfit(misfit, zone) for misfit in misfits), _remedy(remedy))


def _misfit(misfit: Misfit, zone: str) -> str:
    task = misfit.task
    until = moment(task.by, zone) if task.by else f"{DAYS_AHEAD // 366} years from now"
    of_all = f"{misfit.minutes} of its {count(task.minutes, 'minute')}"
    return f"{quoted(task.title)} does not fit: {of_all} find no place before {until}."


def _remedy(remedy: Remedy) -> str:
    ways = list(_ways(remedy))
    if not ways:
        return (
            "No more minutes or days would make it fit: begin with what is due first, and ask your "
            "teacher for more time."
        )
    return f"All of it would fit {' or '.join(ways)}."


def _ways(remedy: Remedy) -> Iterator[str]:
    if remedy.minutes:
        yield f"with {remedy.minutes} minutes a day"
    if remedy.day:
        yield f"with {remedy.day.capitalize()} as one more day"


def unmeasured_in_words(modules: Sequence[Module]) -> str:
    """Which modules no plan can reckon with; nothing when there are none."""
    if not modules:
        return ""
    titles = listed(quoted(module.title) for module in modules)
    return f"Not in the plan, because the course does not say how long it takes: {titles}."


def so_far_in_words(planned: int, done: int) -> str:
    """Planned against done, without blame; nothing before the first session is over."""
    if not planned:
        return ""
    said = f"Since you saved this plan: {count(planned, 'minute')} planned until now, {done} done."
    if done >= planned:
        return f"{said} You are where you meant to be."
    return f"{said} What was missed is laid out anew below, from today; save it to plan with it."


def week_in_words(planned: int, done: int) -> str:
    """Planned against done this week, in a line; nothing where there is neither."""
    if not planned:
        return f"This week: {done} min done, none planned" if done else ""
    return f"This week: {done} of {planned} planned min done"


def back_in_words(due: datetime, now: datetime) -> str:
    """When a question comes back: ``tomorrow``, ``in 3 days``."""
    days = max(1, round((due - now) / DAY))
    return "tomorrow" if days == 1 else f"in {days} days"


def sitting_in_words(answered: int, asked: int, after: str) -> str:
    """How far a sitting is; at its end, what comes ``after`` it."""
    if answered < asked:
        return f"{answered} of {asked} answered"
    return f"That is all for now. {after}" if asked else f"Nothing to review today. {after}"


def after_in_words(waiting: int, due: datetime | None, now: datetime) -> str:
    """What comes after a sitting: questions that are due all the same, or the next one."""
    if waiting:
        more = f"{count(waiting, 'more question')} {'waits' if waiting == 1 else 'wait'}"
        return f"{more}: run this cell again to go on, or come back tomorrow."
    if due:
        return f"The next question comes back {back_in_words(due, now)}."
    return "Questions of modules that you complete come back here."
