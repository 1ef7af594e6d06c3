"""The report of a course: the documented form of ``ownpace report --json``."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import AwareDatetime, Field

from ownpace.models import Model
from ownpace_graders.collect.ruling import Why

#: What comes next for a piece of work: a person looks why it could not be graded, it is graded, a
#: person grades a part, its feedback is sent; a question is answered.
Kind = Literal["problem", "grading", "person", "feedback", "question"]


class Entry(Model):
    """One learner's hand-ins of one module. The score may be of an earlier attempt than the
    newest: ``graded`` says whether the newest one has been graded."""

    module: str
    attempts: int = Field(ge=0, description="all that were handed in")
    uncounted: dict[Why, int] = Field(
        default_factory=dict,
        description="how many of them do not count: they came after the module had `closed` for "
        "this learner, are over the `limit`, or are bundles beside hand-ins by exchange (`claim`)",
    )
    newest: AwareDatetime | None = Field(
        description="when the newest attempt arrived of those that count, or of all; UTC"
    )
    counted: AwareDatetime | None = Field(
        default=None,
        description="when the attempt arrived that counts, or is still to be graded; null: none",
    )
    score: float | None = Field(description="points, late penalty taken off; null: none yet")
    max_score: float | None
    late_penalty: float = Field(default=0, description="taken off for lateness")
    late: bool = Field(default=False, description="arrived after it was due for this learner")
    outdated: bool = Field(
        default=False, description="points are off for a lateness that is none by the dates now"
    )
    graded: bool
    needs_manual_grade: bool = Field(description="a part waits for a person")
    problem: str = Field(default="", description="why the newest attempt could not be graded")
    feedback: bool = Field(default=False, description="feedback on the newest attempt is out")
    sure: int | None = Field(
        default=None, ge=1, le=5, description="in the check-in: 1 not at all, 5 completely"
    )
    sure_and_wrong: int = Field(
        default=0, ge=0, description="quiz questions of which the learner was sure, and wrong"
    )

    @property
    def counts(self) -> bool:
        """Whether any attempt does."""
        return self.attempts > sum(self.uncounted.values())

    @property
    def is_final(self) -> bool:
        """Whether the score, if there is one, stands: it counts, and no person has to look."""
        return self.counts and not self.needs_manual_grade

    @property
    def waits(self) -> bool:
        """Whether the newest attempt that counts is still to be graded."""
        return self.counts and not (self.graded or self.problem)

    @property
    def needs_a_person(self) -> bool:
        return bool(self.problem) or self.needs_manual_grade

    @property
    def share(self) -> float | None:
        """Of the points that can be earned, 0 to 1 (more with extra credit)."""
        if self.score is None or not self.max_score:
            return None
        return max(0.0, self.score / self.max_score)


class Reason(Model):
    """Why somebody may need help: the ``rule`` that says so, and what it says."""

    rule: str
    says: str


class LearnerRow(Model):
    id: str
    first_name: str = Field(default="", description="as the gradebook has it, or roster.csv")
    last_name: str = ""
    email: str = ""
    lms_id: str = Field(default="", description="the gradebook's `lms_user_id`")
    modules: tuple[Entry, ...] = Field(description="those handed in, in the course's order")
    at: str = Field(
        default="",
        description="the first required module that is not handed in and has not closed; "
        '"": none is left',
    )
    share: float | None = Field(
        default=None,
        description="for the course, 0 to 1: the mean of what is final, as the modules weigh; one "
        "that closed without work is 0. Without a course.yml: of the points",
    )
    attempts: int = Field(default=0, ge=0)
    late: tuple[str, ...] = Field(default=(), description="modules handed in late")
    missing: tuple[str, ...] = Field(
        default=(), description="required modules past due or closed, with nothing that counts"
    )
    last: AwareDatetime | None = Field(default=None, description="the last hand-in of any module")
    days_since: int | None = Field(default=None, description="whole days since then")
    open_questions: int = Field(default=0, ge=0)
    more_time: dict[str, timedelta] = Field(
        default_factory=dict, description="by module, how much later than the class it is due"
    )
    may_need_help: tuple[Reason, ...] = ()

    @property
    def name(self) -> str:
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def entry(self, module: str) -> Entry | None:
        return next((entry for entry in self.modules if entry.module == module), None)


class ModuleColumn(Model):
    id: str
    title: str
    due: AwareDatetime | None = None
    closes: AwareDatetime | None = None
    optional: bool = False
    max_score: float | None = Field(default=None, description="null: never released")
    weight: float = Field(default=1, description="in the score for the course")
    handed_in: int = Field(default=0, ge=0, description="learners of whom something counts")
    late: int = Field(default=0, ge=0)
    missing: int = Field(default=0, ge=0)
    attempts: int = Field(default=0, ge=0)
    middle: float | None = Field(default=None, description="the median share of the points")
    sure: float | None = Field(default=None, description="the median of the check-ins, 1 to 5")


class CheckFigure(Model):
    """How a check went, for all who handed in; the one that most fail stands first."""

    module: str
    id: str
    title: str
    tried: int = Field(ge=1)
    failed: int = Field(ge=0, description="did not earn all of its points")


class QuestionFigure(Model):
    """How a quiz question went, for all who answered it; the most missed stands first."""

    module: str
    quiz: str
    id: str
    text: str
    answered: int = Field(ge=1)
    wrong: int = Field(ge=0)
    sure_and_wrong: int = Field(ge=0, description="wrong, and the learner was sure")


class Waiting(Model):
    """A piece of work, or a question, that a learner waits for."""

    kind: Kind
    learner: str
    module: str
    since: AwareDatetime
    promised: AwareDatetime | None = Field(default=None, description="by when; null: no promise")
    overdue: bool = False
    question: int | None = Field(default=None, description="its number")
    next: str = Field(default="", description="the command that goes on")


class Report(Model):
    format: Literal[1] = 1
    course: str = Field(description='nbgrader\'s course_id; "" where none is set')
    title: str
    at: AwareDatetime = Field(description="when the report was made")
    timezone: str = Field(default="UTC", description="the course's, in which times are printed")
    language: str = "en"
    anonymous: bool = Field(default=False, description="ids are made up, names are left out")
    feedback_within: timedelta | None = Field(default=None, description="the promise to learners")
    roster_problem: str = Field(
        default="", description="why the learners of roster.csv are left out, if they are"
    )
    modules: tuple[ModuleColumn, ...]
    learners: tuple[LearnerRow, ...] = Field(description="by id")
    checks: tuple[CheckFigure, ...] = ()
    questions: tuple[QuestionFigure, ...] = ()
    waiting: tuple[Waiting, ...] = Field(default=(), description="the longest first")

    @property
    def exit_code(self) -> int:
        """1: some hand-in could not be graded, or waits for a person; or the roster is faulty."""
        entries = (entry for row in self.learners for entry in row.modules)
        return int(bool(self.roster_problem) or any(entry.needs_a_person for entry in entries))

    @property
    def may_need_help(self) -> tuple[LearnerRow, ...]:
        """Those with most reasons first."""
        found = [row for row in self.learners if row.may_need_help]
        return tuple(sorted(found, key=lambda row: -len(row.may_need_help)))


def days(since: datetime, now: datetime) -> int:
    """Whole days; clocks that disagree give none."""
    return max(0, (now - since) // timedelta(days=1))
