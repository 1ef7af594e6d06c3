"""Gather what a report is reckoned from: gradebook, archive of attempts, answers, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from ownpace.course.model import Course
from ownpace.course.outline import title_of
from ownpace_graders.bridge import (
    NO_LEDGER,
    Classroom,
    Ledger,
    glance,
    graded_cells,
    open_classroom,
    read_ledgers,
    refuse_foreign,
    refuse_no_course,
)
from ownpace_graders.collect.attempts import Kept, attempts_of
from ownpace_graders.notebooks import names_in, readable_notebooks
from ownpace_graders.questions import Archive
from ownpace_graders.report.classlist import class_list
from ownpace_graders.report.desk import Desk
from ownpace_graders.report.material import Material, Work
from ownpace_graders.report.model import Report
from ownpace_graders.report.reckoning import reckon
from ownpace_graders.rules import Rulebook, read_rules

Pair = tuple[str, str]  #: a learner and a module
NONE = timedelta(0)


def report(root: Path, now: datetime) -> Report:
    """Who is where, and who may need help; also in a course directory without course.yml. Changes
    nothing.

    The order of learners and modules depends on nothing but the course. Raises OwnpaceError where
    the course or its gradebook cannot be read.
    """
    return reckon(gather(root), now)


def gather(root: Path) -> Material:
    """Everything a report needs, read once. Raises as ``report``."""
    classroom = (glance(root) if root.is_dir() else None) or open_classroom(root)
    refuse_no_course(classroom)
    refuse_foreign(classroom)
    known = class_list(classroom)
    rules = read_rules(classroom.root)
    course = rules.course if rules else None
    kept = dict(_archived(classroom))
    pairs = {*kept, *_submitted(classroom)}
    book = read_ledgers(classroom)
    modules = _modules(classroom, course, {*book, *(module for _, module in pairs)})
    ledgers = {module: book.get(module, NO_LEDGER) for module in modules}
    pairs |= {(learner, module) for module, one in ledgers.items() for learner in one.scores}
    return Material(
        course_id=classroom.course_id,
        modules=tuple(ledgers),
        work=tuple(_work(classroom, pairs, kept, ledgers, rules)),
        course=course,
        points={module: one.points for module, one in ledgers.items() if one.points is not None},
        due={module: one.due for module, one in ledgers.items() if one.due},
        students=known.students,
        roster_problem=known.problem,
        asked=tuple(Archive(classroom.root).all()),
        more_time=dict(_more_time(ledgers, rules)),
        titles=dict(_titles(classroom, ledgers)),
    )


def _modules(classroom: Classroom, course: Course | None, others: Iterable[str]) -> tuple[str, ...]:
    """The modules of the course file in its order; then, by name, the others that the gradebook or
    a hand-in knows, such as one that has been renamed since. Without a course file, all that have a
    folder."""
    if course is None:
        return tuple(sorted({*classroom.modules("source", "release"), *others}))
    return tuple(dict.fromkeys((*(module.id for module in course.modules), *sorted(others))))


def _archived(classroom: Classroom) -> Iterator[tuple[Pair, list[Kept]]]:
    for learner in names_in(classroom.attempts):
        for module in names_in(classroom.attempts / learner):
            if found := attempts_of(classroom, learner, module):
                yield (learner, module), found


def _submitted(classroom: Classroom) -> Iterator[Pair]:
    for module in classroom.modules("source", "release"):
        for learner in classroom.learners("submitted", module):
            yield learner, module


def _more_time(
    ledgers: dict[str, Ledger], rules: Rulebook | None
) -> Iterator[tuple[Pair, timedelta]]:
    """The longer of what extensions.yml gives and what the gradebook grants."""
    named = rules.learners() if rules else ()
    for module, ledger in ledgers.items():
        for learner in sorted({*ledger.extensions, *named}):
            given = rules.more(learner, module) if rules else NONE
            span = max(given, ledger.extensions.get(learner, NONE))
            if span > NONE:
                yield (learner, module), span


def _titles(classroom: Classroom, modules: Iterable[str]) -> Iterator[tuple[Pair, str]]:
    for module in modules:
        notebooks = readable_notebooks(classroom.folder("source", ".", module))
        for name, cell in graded_cells(notebooks).items():
            yield (module, name), title_of(cell)


def _work(
    classroom: Classroom,
    pairs: Iterable[Pair],
    kept: Mapping[Pair, list[Kept]],
    ledgers: Mapping[str, Ledger],
    rules: Rulebook | None,
) -> Iterator[Work]:
    desks = {m: Desk(classroom, m, ledgers[m].scores, rules) for m in ledgers}
    for learner, module in sorted(pairs):
        yield desks[module].work(learner, kept.get((learner, module), []))
