"""*Submit*: hand a module in."""

from __future__ import annotations

from datetime import datetime

from ownpace.errors import CourseError
from ownpace.progress.model import ModuleState
from ownpace.server.actions.ask import mark_submitted
from ownpace.server.actions.naming import learner_of, named
from ownpace.server.actions.start import refuse_unstarted
from ownpace.server.channel import Receipt
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import BundleFile, Submission, Submitted
from ownpace.store.layout import refuse_escape


def submit(desk: Desk, module_id: str, submission: Submission, now: datetime) -> Submitted:
    """Hand the module in as it is on disk. A name that comes with it is kept for the next time.

    Raises ``CourseError`` (``unknown-module``, ``not-started``, ``closed``, ``attempts-used``),
    ``WorkError`` (``name-needed``, ``name``), and what the channel and the disk raise.
    """
    view = desk.look()
    module = view.module(module_id)
    refuse_escape(desk.folder, desk.folder.notebook(module))
    state = view.state_of(module, now)
    _refuse(state)
    progress = named(view.recorded(now), submission.learner)
    learner = learner_of(desk, progress)
    desk.save(view, progress, now)
    receipt = desk.channel.submit(view.course, module, learner, now)
    mark_submitted(desk, view, module_id, receipt.at)
    return Submitted(
        at=receipt.at,
        bundle=_bundle(desk, receipt),
        missing=state.work.missing,
        panel=panel(desk, desk.record(now), now),
    )


def _refuse(state: ModuleState) -> None:
    refuse_unstarted(state)
    if state.access.kind == "closed":
        raise CourseError(
            f"“{state.title}” is closed. {state.access.reason}",
            hint="Ask your teacher if you need more time.",
            code="closed",
        )
    limit = state.hand_in.limit
    if limit is not None and state.hand_in.attempts >= limit:
        raise CourseError(
            f"You have used all {limit} attempts at “{state.title}”.",
            hint="Ask your teacher if you need another.",
            code="attempts-used",
        )


def _bundle(desk: Desk, receipt: Receipt) -> BundleFile | None:
    made = receipt.bundle
    return BundleFile(name=made.name, path=desk.on_server(made)) if made else None
