"""Hand-ins that are kept and do not count, by the rules of the course."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ownpace.progress.words import count, moment
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt, Kept, attempts_of, certain, in_play
from ownpace_graders.lines import Line
from ownpace_graders.rules import Rulebook, read_rules

Why = Literal["claim", "closed", "limit"]


def why_not(one: Kept, kept: Sequence[Kept], rules: Rulebook | None) -> Why:
    """Why one of the attempts kept of a learner's module does not count, of which it is known that
    it does not: it is a bundle beside hand-ins by exchange, it came after the module had closed for
    this learner, or it is over the limit."""
    if one not in certain(kept):
        return "claim"
    attempt = one[1]
    closes = rules.closes(attempt.learner, attempt.module) if rules else None
    return "closed" if closes and attempt.arrived > closes else "limit"


def not_counted(classroom: Classroom, attempt: Attempt) -> Line | None:
    """Why an attempt that is kept does not count, and what would change that; ``None`` if it
    does. Nothing is decided for good: with more time, or another limit, it counts."""
    rules = read_rules(classroom.root)
    kept = attempts_of(classroom, attempt.learner, attempt.module)
    mine = next((one for one in kept if one[1].source == attempt.source), None)
    if rules is None or mine is None or mine in in_play(kept, rules):
        return None
    code = why_not(mine, kept, rules)
    message, next_ = _reason(rules, mine[1], code)
    return Line(
        status="attention",
        message=f"Collected. {message}",
        module=attempt.module,
        learner=attempt.learner,
        next=next_,
        code=code,
    )


def _reason(rules: Rulebook, attempt: Attempt, why: Why) -> tuple[str, str]:
    """What is said of it, and what would change it."""
    closes = rules.closes(attempt.learner, attempt.module)
    if why == "closed" and closes:
        zone = rules.course.timezone
        return (
            f"It came {moment(attempt.arrived, zone)}, after the module had closed for this "
            f"learner ({moment(closes, zone)}): it does not count.",
            f"ownpace extend {attempt.learner} {attempt.module} --until DATE",
        )
    limit = rules.course.rules.attempts.limit or 0
    return (
        f"It is over the limit of {count(limit, 'attempt')}: it does not count.",
        f"The limit is in course.yml; ask {attempt.name} which one is meant to count.",
    )
