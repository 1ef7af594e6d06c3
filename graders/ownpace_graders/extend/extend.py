"""Giving one learner more time: written down, told, and honoured from then on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from ownpace.course.model import Module
from ownpace.errors import CommandError, WorkError
from ownpace.learner import learner_id
from ownpace.progress.words import duration, moment
from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.collect import attempts_of, put
from ownpace_graders.course_file import CourseFile, chosen, load
from ownpace_graders.extend.asking import Ask, entry_of
from ownpace_graders.extend.strangers import stranger
from ownpace_graders.extend.writing import add_entry
from ownpace_graders.feedback import is_over, send_more_time
from ownpace_graders.lines import Line, Summary
from ownpace_graders.rules import Rulebook, read_rules

__all__ = ["Ask", "extend"]
NONE = timedelta(0)


def extend(root: Path, ask: Ask, now: datetime) -> Summary:
    """Add what is asked to ``extensions.yml``, and tell the learner. Work that counts because of
    it is put in ``submitted/``; ``ownpace grade`` then reckons lateness anew.

    Raises ``CommandError`` for what would change nothing (a date that is past or before the
    class's own), and ``CourseFileError``.
    """
    course = load(root)
    learner = _learner(ask.learner)
    modules = [m.id for m in chosen(course, [ask.module] if ask.module else [])]
    before = _rules(root)
    entry = entry_of(ask, learner, course, now)
    after = before.with_entry(entry, course)
    gained = [m for m in modules if after.more(learner, m) > before.more(learner, m)]
    if not gained:
        raise _nothing_gained(before, learner, modules, course)
    add_entry(root, entry, ask)
    classroom = open_classroom(root)
    lines = [_told(classroom, after, learner, module) for module in gained]
    put_lines = (put(classroom, learner, module, now) for module in gained)
    return Summary(
        command="extend",
        lines=(
            *lines,
            *_unreached(after, learner, modules, gained, ask),
            *filter(None, put_lines),
            *_shown_already(classroom, before, gained, now),
            *stranger(classroom, learner),
            *send_more_time(root, (learner,)),
        ),
    )


def _rules(root: Path) -> Rulebook:
    rules = read_rules(root)
    assert rules is not None  # the course file was loaded
    return rules


def _learner(name: str) -> str:
    try:
        return learner_id(name)
    except WorkError as problem:
        raise CommandError(problem.message, hint=problem.hint, code="name") from problem


def _told(classroom: Classroom, rules: Rulebook, learner: str, module: str) -> Line:
    """What the dates are now, and the command that reckons anew where there is work already."""
    dates = _dates(rules, learner, module)
    by = duration(rules.more(learner, module))
    has_work = bool(attempts_of(classroom, learner, module))
    return Line(
        status="done",
        message=f"{dates}: {by} later than the class.",
        module=module,
        learner=learner,
        next=f"ownpace grade {module} --learner {learner}" if has_work else "",
    )


def _dates(rules: Rulebook, learner: str, module: str) -> str:
    zone = rules.course.timezone
    due, closes = rules.due(learner, module), rules.closes(learner, module)
    parts = [f"due {moment(due, zone)}"] if due else []
    parts += [f"closes {moment(closes, zone)}"] if closes else []
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def _unreached(
    rules: Rulebook, learner: str, modules: list[str], gained: list[str], ask: Ask
) -> Iterator[Line]:
    """Dated modules in which nothing changes, where all were meant."""
    for module_id in modules:
        module = rules.course.module(module_id)
        if module and (module.due or module.closes) and module_id not in gained:
            yield Line(
                status="skipped",
                message=_why(rules, module, ask),
                module=module_id,
                learner=learner,
            )


def _why(rules: Rulebook, module: Module, ask: Ask) -> str:
    if ask.time is not None and rules.start(module) is None:
        return "It has no “opens” to reckon a share of its time from: nothing changes."
    return "Has as much time already: nothing changes."


def _shown_already(
    classroom: Classroom, before: Rulebook, gained: list[str], now: datetime
) -> Iterator[Line]:
    """A module that was over: its feedback has the keys of its quizzes."""
    for module in gained:
        over = is_over(before.course.module(module), before.longest(module), now)
        if over and classroom.learners("feedback", module):
            yield Line(
                status="attention",
                message="It had closed for everybody: feedback that was read since shows the keys "
                "of its quizzes.",
                module=module,
                next=f"ownpace feedback {module}, which takes them out again",
            )


def _nothing_gained(
    rules: Rulebook, learner: str, modules: list[str], course: CourseFile
) -> CommandError:
    dated = [m for m in rules.course.modules if m.id in modules and (m.due or m.closes)]
    if not dated:
        which = modules[0] if len(modules) == 1 else "No module"
        has = "has no" if len(modules) == 1 else "has a"
        return CommandError(
            f"{which} {has} due date, and so there is nothing to extend.",
            hint="Dates are in course.yml.",
        )
    known = "; ".join(f"{m.id}: {_dates(rules, learner, m.id)}" for m in dated[:3])
    return CommandError(
        f"That gives {learner} no more time than now. {known}.",
        hint="Give more days or a later date; to take time back, edit extensions.yml.",
    )
