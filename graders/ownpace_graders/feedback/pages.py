"""Writing the pages of one graded submission, and keeping those it had until that has worked."""

from __future__ import annotations

from pathlib import Path

from ownpace.errors import OwnpaceError, WorkError
from ownpace_graders.bridge import Classroom, NotDone, generate_feedback, next_step
from ownpace_graders.notebooks import aside


def write_pages(classroom: Classroom, learner: str, module: str) -> bool:
    """Write a page for each graded notebook to ``feedback/<learner>/<module>``; whether there are
    any, which the course's configuration may prevent. Raises ``OwnpaceError``, and then the pages
    are those that were there before."""
    target = classroom.folder("feedback", learner, module)
    had_pages = target.exists()
    try:
        with aside(target):
            generate_feedback(classroom, learner, module)
            if not target.exists():
                raise _LeftOut
            _refuse_missing(classroom.folder("autograded", learner, module), target)
    except _LeftOut:
        return False
    except OSError as problem:
        raise WorkError(f"{target} could not be written.", hint=next_step(problem)) from problem
    except OwnpaceError as problem:
        problem.message += " Its earlier pages stay." if had_pages else ""
        raise
    return True


class _LeftOut(Exception):
    """nbgrader passed the learner over: ``CourseDirectory.student_id_exclude``."""


def _refuse_missing(graded: Path, pages: Path) -> None:
    """Pages of another make are called otherwise, and would never be sent."""
    for notebook in sorted(graded.glob("*.ipynb")):
        if not (pages / notebook.with_suffix(".html").name).is_file():
            raise NotDone(
                f"No page was written of {notebook.name}.",
                hint="Look at c.GenerateFeedback in nbgrader_config.py.",
            )
