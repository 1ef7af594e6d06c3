"""Feedback for graded work: a page for each notebook, back the way the work came."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.feedback.pages import write_pages
from ownpace_graders.feedback.replies import send_replies
from ownpace_graders.feedback.sending import send
from ownpace_graders.lines import Line, Summary, Watch


def feedback(
    root: Path, modules: Sequence[str], watch: Watch, learners: Sequence[str] | None = None
) -> Summary:
    """Write the pages of all graded work of ``modules`` and ``learners`` (all, if none is named),
    and send them: into the exchange for hand-ins from there, into ``outbox/`` for bundles.

    Replies to questions go with them. Pages are written anew each time, since a person's scores and
    comments change them. Works in every nbgrader course directory.
    """
    classroom = open_classroom(root)
    work = [
        (learner, module)
        for module in classroom.chosen(modules)
        for learner in classroom.learners("autograded", module)
        if not learners or learner in learners
    ]
    watch.start("feedback", len(work))
    lines = [_one(classroom, *w, watch) for w in work]
    return Summary(command="feedback", lines=(*lines, *send_replies(classroom.root, modules)))


def _one(classroom: Classroom, learner: str, module: str, watch: Watch) -> Line:
    watch.begin(learner)
    try:
        written = write_pages(classroom, learner, module)
        line = send(classroom, learner, module) if written else _left_out(learner, module)
    except OwnpaceError as problem:
        line = Line(
            status="attention",
            message=problem.message,
            module=module,
            learner=learner,
            next=problem.hint,
            code=problem.code,
        )
    watch.advance(line)
    return line


def _left_out(learner: str, module: str) -> Line:
    message = "Left out by nbgrader_config.py."
    return Line(status="skipped", message=message, module=module, learner=learner)
