"""Hand-ins that are kept and do not count, by the rules of the course."""

from __future__ import annotations

from ownpace.progress.words import count, moment
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.attempts import Attempt, attempts_of, in_play
from ownpace_graders.lines import Line
from ownpace_graders.rules import Rulebook, read_rules


def not_counted(classroom: Classroom, attempt: Attempt) -> Line | None:
    """Why an attempt that is kept does not count, and what would change that; ``None`` if it
    does. Nothing is decided for good: with more time, or another limit, it counts."""
    rules = read_rules(classroom.root)
    kept = attempts_of(classroom, attempt.learner, attempt.module)
    mine = [one for _, one in kept if one.source == attempt.source]
    if rules is None or not mine or mine[0] in [one for _, one in in_play(kept, rules)]:
        return None
    message, next_, code = _reason(rules, mine[0])
    return Line(
        status="attention",
        message=f"Collected. {message}",
        module=attempt.module,
        learner=attempt.learner,
        next=next_,
        code=code,
    )


def _reason(rules: Rulebook, attempt: Attempt) -> tuple[str, str, str]:
    closes = rules.closes(attempt.learner, attempt.module)
    if closes and attempt.arrived > closes:
        zone = rules.course.timezone
        return (
            f"It came {moment(attempt.arrived, zone)}, after the module had closed for this "
            f"learner ({moment(closes, zone)}): it does not count.",
            f"ownpace extend {attempt.learner} {attempt.module} --until DATE",
            "closed",
        )
    limit = rules.course.rules.attempts.limit or 0
    return (
        f"It is over the limit of {count(limit, 'attempt')}: it does not count.",
        f"The limit is in course.yml; ask {attempt.name} which one is meant to count.",
        "limit",
    )
