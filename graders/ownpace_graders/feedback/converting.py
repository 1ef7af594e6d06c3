"""Pages in courses whose ``nbgrader_config.py`` says more about feedback than we understand: made
by nbgrader's own converter, with our page at its end."""

from __future__ import annotations

from pathlib import Path

from ownpace.errors import WorkError
from ownpace_graders.bridge import (
    Classroom,
    NotDone,
    generate_feedback,
    graded_cells,
    next_step,
)
from ownpace_graders.feedback.telling import Piece, Telling
from ownpace_graders.notebooks import aside, readable_notebooks


def convert_pages(classroom: Classroom, telling: Telling, piece: Piece) -> None:
    """As ``pages.write_pages``, of the attempt in the gradebook: nbgrader's converter knows no
    other."""
    learner, module = piece.score.learner, piece.score.module
    target = classroom.folder("feedback", learner, module)
    graded = classroom.folder("autograded", learner, module)
    try:
        facts = telling.facts(piece, graded_cells(readable_notebooks(graded)))
        with aside(target):
            generate_feedback(classroom, learner, module, facts, telling.reveal)
            _refuse_missing(graded, target)
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem


def _refuse_missing(graded: Path, pages: Path) -> None:
    """Pages of another make are called otherwise, and would never be sent."""
    for notebook in sorted(graded.glob("*.ipynb")):
        if not (pages / notebook.with_suffix(".html").name).is_file():
            raise NotDone(
                f"No page was written of {notebook.name}.",
                hint="Look at c.GenerateFeedback in nbgrader_config.py.",
            )
