"""Our page where nbgrader asks for one: formgrader's button, ``nbgrader generate_feedback``, and
courses whose configuration adds steps of its own (imports nbconvert)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.facts import facts_of
from ownpace_graders.bridge.ledger import read_ledger
from ownpace_graders.bridge.results import cells_of, when
from ownpace_graders.bridge.work import NotDone
from ownpace_graders.page import Facts, render


class FeedbackPage(Exporter):
    """What nbgrader and the course's configuration do to a notebook is done when it comes here;
    ``HideTests`` is among it."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(  # type: ignore[override]  # as exporters of text have it
        self, nb: NotebookNode, resources: Any = None, **kwargs: Any
    ) -> tuple[str, Any]:
        shown, resources = super().from_notebook_node(nb, resources, **kwargs)
        about = resources["nbgrader"]
        facts = getattr(self.parent, "facts", None) or self._facts(**about)
        return render(facts, about["notebook"], shown), resources

    def _facts(self, student: str, assignment: str, **_: Any) -> Facts:
        """What the course directory alone tells."""
        coursedir: Any = getattr(self.parent, "coursedir", None)
        classroom = Classroom(Path(coursedir.root), coursedir.course_id, self.parent)
        ledger = read_ledger(classroom, assignment)
        if student not in ledger.scores:
            raise NotDone(f"{assignment} of {student} is not graded.", hint="ownpace grade")
        score, remarks = ledger.scores[student], ledger.remarks.get(student, ())
        at = score.at or when(classroom.folder("autograded", student, assignment))
        written, run = cells_of(classroom, student, assignment)
        return facts_of(classroom, score, at, written, run, remarks)
