"""The rules and reasons that learners read, generated from the values that hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ownpace.course.extending import More
from ownpace.course.model import Attempts, Course, Late, Module, Step
from ownpace.progress.model import Record

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
CLOSING = "When a module has closed, you can still read and run it; nothing more counts."


def rules_in_words(course: Course) -> tuple[str, ...]:
    """A sentence a rule, in the order a learner asks for them."""
    return tuple(sentence for sentence in _rules(course) if sentence)


def _rules(course: Course) -> Iterator[str]:
    rules = course.rules
    yield rules.assessment
    yield attempts_in_words(rules.attempts)
    yield late_in_words(rules.late) if rules.late else ""
    yield from weights_in_words(course.modules)
    yield CLOSING if any(module.closes for module in course.modules) else ""
    if rules.pass_score is not None:
        yield f"You pass with {percent(rules.pass_score)} of the points."
    if rules.feedback_within is not None:
        yield f"Feedback comes within {duration(rules.feedback_within)}."


def more_time_in_words(course: Course, more: More) -> Iterator[str]:
    """What one learner has more of than the class; ``course`` has that learner's dates."""
    for module in course.modules:
        by, end = more.get(module.id, timedelta(0)), module.due or module.closes
        if by > timedelta(0) and end:
            verb = "is due" if module.due else "closes"
            when = moment(end, course.timezone)
            yield f"For you {quoted(module.title)} {verb} {when}: {duration(by)} later."


def attempts_in_words(attempts: Attempts) -> str:
    counts = "the best one counts" if attempts.keep == "best" else "the last one counts"
    if attempts.limit is None:
        return f"You can hand in a module as often as you like; {counts}."
    if attempts.limit == 1:
        return "You can hand in a module once."
    return f"You can hand in a module up to {attempts.limit} times; {counts}."


def weights_in_words(modules: Sequence[Module]) -> Iterator[str]:
    """How a course's score is made of its modules'; nothing, where it is that of one alone."""
    counted = [module for module in modules if module.weight]
    if len(counted) < 2:
        return
    by_weight: dict[float, list[Module]] = {}
    for module in counted:
        by_weight.setdefault(module.weight, []).append(module)
    if len(by_weight) == 1:
        yield f"Your score for the course is the mean of your scores in {_named(counted, modules)}."
    else:
        total = sum(module.weight for module in counted)
        parts = [_counts_for(group, weight / total) for weight, group in by_weight.items()]
        yield f"Of your score for the course {'; '.join(parts)}."
    if any(module.optional for module in counted):
        yield "An optional module is part of it only if you hand it in."
    if any(module.closes and not module.optional for module in counted):
        yield "A module that closes without your work counts as 0."


def _named(counted: Sequence[Module], modules: Sequence[Module]) -> str:
    if len(counted) == len(modules):
        return "all modules"
    if counted == [module for module in modules if not module.optional]:
        return "all modules but the optional ones"
    return listed(quoted(module.title) for module in counted)


def _counts_for(modules: Sequence[Module], share: float) -> str:
    names = listed(quoted(module.title) for module in modules)
    if len(modules) == 1:
        return f"{names} counts for {percent(share)}"
    return f"{names} count for {percent(share)} each"


def late_in_words(late: Late) -> str:
    if not late.per_day:
        return "Handing in late costs no points."
    after = f" after a grace of {duration(late.grace)}" if late.grace else ""
    floor = f"; you always keep {percent(late.floor)} of what you earned" if late.floor else ""
    return f"Late work loses {percent(late.per_day)} for each started day{after}{floor}."


def lateness_ahead(late: Late) -> str:
    """What happens after the last moment at which a hand-in counts in full."""
    if not late.per_day or late.floor >= 1:
        return "Handing in late costs no points."
    floor = f", down to {percent(late.floor)} of them" if late.floor else ""
    return f"Then it loses {percent(late.per_day)} of its points for each started day{floor}."


def lateness_note(kept: float) -> str:
    """What a hand-in at this moment would keep, once it is overdue."""
    if kept >= 1:
        return "Handed in now, it still counts in full."
    return f"Handed in now, it keeps {percent(kept)} of the points it earns."


def to_complete_first(modules: Sequence[Module]) -> str:
    return f"Complete {listed(quoted(m.title) for m in modules)} first."


def left_to_do(module: Module, record: Record, *, attempts: int, scored: bool) -> tuple[str, ...]:
    """What still keeps the module from being complete, but for handing it in: whoever reads this
    is about to, or has done it."""
    rule = module.complete_when
    missing = [_left_in_step(step, record) for step in module.steps if step.id not in record.done]
    if rule.score is not None and attempts and not scored:
        missing.append(f"Reach a score of {percent(rule.score)}.")
    return tuple(missing)


def _left_in_step(step: Step, record: Record) -> str:
    title = quoted(step.title)
    if step.ticked_by_hand:
        return f"{title}: tick it when you have read it."
    checks = sum(check.id not in record.passed for check in step.checks)
    open_answers = [*step.activities, *(answer.id for answer in step.answers)]
    answers = sum(answer not in record.answered for answer in open_answers)
    parts = [count(checks, "check") + " to pass"] if checks else []
    parts += [count(answers, "answer") + " to give"] if answers else []
    return f"{title}: {listed(parts)}."


def moment(at: datetime, zone: str) -> str:
    """``Monday 11 January 2027, 00:00 (Europe/London)``; independent of the system's locale."""
    local = at.astimezone(ZoneInfo(zone))
    day = _DAYS[local.weekday()]
    return f"{day} {local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M} ({zone})"


def duration(span: timedelta) -> str:
    for unit, name in ((DAY, "day"), (HOUR, "hour"), (MINUTE, "minute")):
        if span >= unit and not span % unit:
            # A day is what people call 24 hours only from two of them on.
            if name == "day" and span == DAY:
                continue
            return count(span // unit, name)
    return count(round(span / HOUR, 1), "hour")


def percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"


def count(number: float, noun: str) -> str:
    return f"{number:g} {noun}" if number == 1 else f"{number:g} {noun}s"


def quoted(title: str) -> str:
    return f"“{title}”"


def listed(items: Iterable[str]) -> str:
    *most, last = list(items) or [""]
    return f"{', '.join(most)} and {last}" if most else last


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
