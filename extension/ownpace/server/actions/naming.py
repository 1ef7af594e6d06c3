"""Whose work it is, where the learner must say so."""

from __future__ import annotations

from ownpace.errors import WorkError
from ownpace.learner import learner_id
from ownpace.progress.model import Progress
from ownpace.server.desk import Desk


def named(progress: Progress, name: str | None) -> Progress:
    """``progress`` with the name that came with a hand-in, kept for the next time. Raises
    ``WorkError`` (``name``)."""
    tidy = " ".join((name or "").split())
    if not tidy:
        return progress
    learner_id(tidy)  # refuses what the teacher's side would refuse
    return progress.model_copy(update={"learner": tidy})


def learner_of(desk: Desk, progress: Progress) -> str:
    """Who hands in. Raises ``WorkError`` (``name-needed``)."""
    learner = desk.learner(progress)
    if not learner:
        raise WorkError(
            "Your teacher needs to know whose work this is.",
            hint="Type the name or id that your teacher knows you by.",
            code="name-needed",
        )
    return learner
