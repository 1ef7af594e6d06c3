"""*Ask*: a question to the teacher, which is no attempt at the module."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from ownpace.course.model import Module
from ownpace.course.surroundings import surroundings
from ownpace.errors import CourseError, WorkError
from ownpace.server.actions.naming import learner_of, named
from ownpace.server.channel import Receipt
from ownpace.server.desk import Desk, View
from ownpace.server.panel import panel
from ownpace.server.wire import AskedReply, Asking, BundleFile
from ownpace.store.layout import refuse_escape
from ownpace.store.notebooks import read_notebook
from ownpace.store.questions import (
    LONGEST,
    MOST,
    Asked,
    AskedFile,
    Question,
    QuestionFile,
    Sent,
    unsent,
)


def ask(desk: Desk, module_id: str, asking: Asking, now: datetime) -> AskedReply:
    """Send a question, with those of the module that have not left yet: those asked in its
    notebook, and those that could not be sent before. What is asked is on disk before it leaves.

    Raises ``CourseError`` (``unknown-module``, ``unknown-step``, ``no-question``,
    ``questions-used``), ``WorkError`` (``name-needed``, ``name``), and what the channel and the
    disk raise.
    """
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.notebook(module))
    progress = named(view.recorded(now), asking.learner)
    learner = learner_of(desk, progress)
    new = _new(module, asking, now)
    view = desk.save(view, progress, now)
    asked, leaving = _kept(desk, view, module, new, now)
    content = QuestionFile(reply_to=asked.reply_to, questions=tuple(map(_plain, leaving)))
    data = content.model_dump_json(indent=1).encode()
    receipt = desk.channel.ask(view.course, module, learner, data, now)
    desk.save_asked(_sent(desk, asked, module_id, leaving, receipt))
    view = desk.record(now)
    made = receipt.bundle
    bundle = BundleFile(name=made.name, path=desk.on_server(made)) if made else None
    return AskedReply(at=receipt.at, bundle=bundle, panel=panel(desk, view, now))


def mark_submitted(desk: Desk, view: View, module_id: str, at: datetime) -> None:
    """Record that the notebook's questions went with a submission, in its answers.json."""
    asked, questions = view.inquiries.asked, view.inquiries.in_notebook.get(module_id, ())
    ids = {question.id for question in questions}
    leaving = [q for q in unsent(asked.of(module_id), questions) if q.id in ids]
    if leaving and not view.inquiries.damaged:
        gone = [q.model_copy(update={"sent": Sent(at=at, by="submission")}) for q in leaving]
        desk.save_asked(_with(asked, module_id, gone))


def _new(module: Module, asking: Asking, now: datetime) -> tuple[Asked, ...]:
    if asking.step and asking.step not in {step.id for step in module.steps}:
        raise CourseError(
            "The module has no such step.",
            hint="Reload the panel: the course may have changed.",
            code="unknown-step",
        )
    text = (asking.text or "").strip()
    at = now.astimezone(UTC)
    step = asking.step or ""
    return (Asked(id=secrets.token_hex(16), at=at, text=text, step=step),) if text else ()


def _kept(
    desk: Desk, view: View, module: Module, new: Sequence[Asked], now: datetime
) -> tuple[AskedFile, list[Asked]]:
    """What is recorded once it holds all that leaves now, and that."""
    inquiries = view.inquiries
    before = inquiries.asked
    if inquiries.damaged:
        desk.set_asked_aside(now)
    waiting = unsent(before.of(module.id), inquiries.in_notebook.get(module.id, ()))
    leaving = [_in_place(desk, module, question) for question in (*waiting, *new)]
    if not leaving:
        raise CourseError("There is no question to send.", hint="Write one.", code="no-question")
    known = {question.id for question in (*before.of(module.id), *leaving)}
    if len(known) > MOST:
        raise CourseError(
            f"You have asked {MOST} questions about this module.",
            hint="Write to your teacher instead.",
            code="questions-used",
        )
    keyed = before.model_copy(update={"reply_to": before.reply_to or secrets.token_hex(32)})
    asked = _with(keyed, module.id, leaving)
    desk.save_asked(asked)
    return asked, leaving


def _in_place(desk: Desk, module: Module, question: Asked) -> Asked:
    """The question with what surrounds it in the saved notebook."""
    if question.code or question.said or not (question.step or question.activity):
        return question
    try:
        notebook = read_notebook(desk.folder.notebook(module))
    except WorkError:
        return question  # not started, or damaged: the question is worth sending all the same
    found = surroundings(notebook, step=question.step, activity=question.activity)
    return question.model_copy(
        update={
            "step": question.step or found.step[:100],
            "code": found.code[:LONGEST],
            "said": found.said[:LONGEST],
        }
    )


def _sent(
    desk: Desk, asked: AskedFile, module: str, leaving: Sequence[Asked], receipt: Receipt
) -> AskedFile:
    file = desk.folder.relative(receipt.bundle) if receipt.bundle else ""
    sent = Sent(at=receipt.at, by="bundle" if file else "exchange", file=file)
    return _with(asked, module, [q.model_copy(update={"sent": sent}) for q in leaving])


def _with(asked: AskedFile, module: str, changed: Sequence[Asked]) -> AskedFile:
    questions = {question.id: question for question in (*asked.of(module), *changed)}
    return asked.having(module, questions.values())


def _plain(question: Asked) -> Question:
    return Question.model_validate(question.model_dump(exclude={"sent"}))
