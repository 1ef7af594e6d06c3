"""Ticking a step that only the learner can say is done."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from ownpace.course.model import Module, Step
from ownpace.errors import CourseError
from ownpace.server.actions.start import refuse_unstarted
from ownpace.server.desk import Desk, ticked
from ownpace.server.panel import panel
from ownpace.server.wire import Ticked


def tick(desk: Desk, module_id: str, step_id: str, now: datetime) -> Ticked:
    """Record that the learner did a step. Raises ``CourseError`` (``unknown-module``,
    ``unknown-step``, ``not-started``, ``not-by-hand``)."""
    view = desk.look()
    module = view.module(module_id)
    step = _step(module, step_id)
    refuse_unstarted(view.state_of(module, now))
    if not step.ticked_by_hand:
        raise CourseError(
            f"“{step.title}” is done when its checks pass and its activities are answered.",
            hint="Open the step and do what it asks; then save the notebook.",
            code="not-by-hand",
        )
    grown = replace(view, progress=ticked(view.progress, module_id, step_id)).recorded(now)
    view = desk.save(view, grown, now)
    return Ticked(panel=panel(desk, view, now))


def _step(module: Module, step_id: str) -> Step:
    step = next((s for s in module.steps if s.id == step_id), None)
    if step is None:
        raise CourseError(
            "The module has no such step.",
            hint="Reload the panel: the course may have changed.",
            code="unknown-step",
        )
    return step
