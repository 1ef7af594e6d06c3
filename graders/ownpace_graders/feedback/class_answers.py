"""Sending what learners share with the class: once a module has closed, and its teacher has read
it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from ownpace.course.model import Course
from ownpace.errors import OwnpaceError
from ownpace.store.class_answers import CLASS_FILE, ClassAnswers, class_answers_name
from ownpace_graders.bridge import (
    Classroom,
    exchange_root,
    open_classroom,
    read_ledger,
    release_files,
)
from ownpace_graders.class_answers import (
    Paper,
    gather,
    mark_sent,
    paper_path,
    revise_paper,
    to_send,
)
from ownpace_graders.collect.attempts import BY_ZIP, Attempt, attempts_of, counting
from ownpace_graders.feedback.outbox import put_beside
from ownpace_graders.feedback.revealing import is_over
from ownpace_graders.feedback.sent import Sent
from ownpace_graders.lines import Line
from ownpace_graders.rules import read_rules


def send_class_answers(
    classroom: Classroom, course: Course | None, modules: Sequence[str], now: datetime
) -> Iterator[Line]:
    """Gather what learners share of the ``modules`` that are over, and send what their teacher has
    released: into the exchange, beside its feedback, and into the zip files in ``outbox/``. What
    went out before is emptied where it should not be there any more."""
    for module in modules:
        try:
            yield from _module(classroom, course, module, now)
        except OwnpaceError as problem:
            yield Line(
                status="attention", message=problem.message, module=module, next=problem.hint
            )


def _module(
    classroom: Classroom, course: Course | None, module: str, now: datetime
) -> Iterator[Line]:
    over = _is_over(classroom, course, module, now)
    if not over and not paper_path(classroom.root, module).exists():
        return
    gathered = gather(classroom, module) if over else {}
    paper, new = revise_paper(classroom.root, classroom.course_id, module, gathered)
    if paper.release is None and paper.count():
        yield _to_decide(paper)
    elif paper.release and new:
        yield _to_look_again(paper, new)
    if paper.sent or (paper.release and paper.count()):
        shown = paper.shown()
        lines = list(_send(classroom, to_send(paper), shown, now))
        mark_sent(classroom.root, paper)
        yield from lines


def _is_over(classroom: Classroom, course: Course | None, module: str, now: datetime) -> bool:
    """Also for whoever has the longest extension. The gradebook is read only when it may be so."""
    entry = course.module(module) if course else None
    if not is_over(entry, timedelta(0), now):
        return False
    extensions = read_ledger(classroom, module).extensions
    rules = read_rules(classroom.root)
    given = rules.longest(module) if rules else timedelta(0)
    return is_over(entry, max([given, *extensions.values()]), now)


def _to_decide(paper: Paper) -> Line:
    return Line(
        status="attention",
        message=f"Answers that learners share with the class: {paper.count()}. Nobody sees them "
        "before you have read them.",
        module=paper.module,
        next=f'Read class-answers/{paper.module}.json, write "show": false beside what is to stay '
        f'away and "release": true at its top (or false), then run `ownpace feedback '
        f"{paper.module}`.",
    )


def _to_look_again(paper: Paper, new: int) -> Line:
    return Line(
        status="attention",
        message=f"More answers were shared since you released the others: {new}.",
        module=paper.module,
        next=f'They are in class-answers/{paper.module}.json, with "show": false.',
    )


class _Sharer(NamedTuple):
    learner: str
    attempt: Attempt


def _send(classroom: Classroom, answers: ClassAnswers, shown: int, now: datetime) -> Iterator[Line]:
    """To everybody who handed the module in, the way their work came."""
    module = answers.module
    content = answers.model_dump_json(indent=1).encode() + b"\n"
    handed_in = list(_handed_in(classroom, module))
    by_zip = [one for one in handed_in if one.attempt.came_by in BY_ZIP]
    is_new, lines = False, []
    if len(by_zip) < len(handed_in) or not handed_in:
        full = open_classroom(classroom.root)
        if exchange_root(full) is not None:
            is_new = release_files(full, {class_answers_name(module): content})
    for learner, attempt in by_zip:
        file = CLASS_FILE, content
        sent = put_beside(classroom, learner, module, file, to=attempt.name, at=now)
        said = f"The class's answers are in {sent.file}."
        lines.append(sent.line(said, module=module, learner=learner))
        is_new = is_new or sent.is_new
    yield Sent("", is_new).line(f"Answers shown to the class: {shown}.", module=module)
    yield from lines


def _handed_in(classroom: Classroom, module: str) -> Iterator[_Sharer]:
    for folder in sorted(Path(classroom.attempts).glob(f"*/{module}")):
        found = counting(attempts_of(classroom, folder.parent.name, module))
        if found:
            yield _Sharer(folder.parent.name, found[1])
