"""nbgrader's step and plugin for late work, by the rules of ``course.yml`` and ``extensions.yml``
(imports nbgrader).

Named by dotted strings in a course's configuration, so that ``nbgrader autograde`` and formgrader
take off what our engine takes off. Without a ``course.yml`` both are nbgrader's own.
"""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties

from ownpace.progress.late import share_kept
from ownpace_graders.rules import Rulebook, read_rules

Resources = Any
NONE = timedelta(0)


class CoursePenalty(LateSubmissionPlugin):  # type: ignore[misc]
    """What ``rules: late`` of the course takes off the points earned; where the course says
    nothing of it, what nbgrader's own ``penalty_method`` does."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        rules = _rules(self.parent)
        if rules is None or rules.course.rules.late is None:
            own: float | None = super().late_submission_penalty(
                student_id, score, total_seconds_late
            )
            return own
        late = timedelta(seconds=total_seconds_late)
        return round(score * (1 - share_kept(late, rules.course.rules.late)), 6)


class ApplyLateRule(AssignLatePenalties):  # type: ignore[misc]
    """Asks the plugin as nbgrader does, with the course's own due date, moved by what
    ``extensions.yml`` gives the learner."""

    def init_plugin(self) -> None:
        kind = self.plugin_class
        self.plugin_inst = (CoursePenalty if kind is LateSubmissionPlugin else kind)(parent=self)

    def penalty(self, learner: str, score: float, seconds: float) -> float | None:
        """For one notebook, 0 to its score; ``None`` where the rule says nothing."""
        self.init_plugin()  # nbgrader makes a new one for each notebook
        found = self.plugin_inst.late_submission_penalty(learner, score, seconds)
        return None if found is None else float(min(max(found, 0), score))

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        about = resources["nbgrader"]
        learner, module = about["student"], about["assignment"]
        with Gradebook(about["db_url"]) as book:
            submission = book.find_submission(module, learner)
            notebook = book.find_submission_notebook(about["notebook"], module, learner)
            seconds = self._seconds_late(submission, learner, module)
            score = notebook.score
            notebook.late_submission_penalty = (
                self.penalty(learner, score, seconds) if seconds > 0 else None
            )
            book.db.commit()
        return nb, resources

    def _seconds_late(self, submission: Any, learner: str, module: str) -> float:
        rules, at = _rules(self), submission.timestamp
        if rules is None or rules.course.module(module) is None or at is None:
            return float(submission.total_seconds_late)
        granted = submission.extension or NONE
        late = rules.lateness(learner, module, at.replace(tzinfo=UTC), granted)
        return late.total_seconds()


def _rules(step: Any) -> Rulebook | None:
    """A step belongs to an exporter, and that to a converter, which knows the course's folder; a
    plugin belongs to its step."""
    while not hasattr(step, "coursedir"):
        step = step.parent
    return read_rules(Path(step.coursedir.root))
