"""What goes over the wire between the panel and the server, version 1.

The front end's types are generated from these models' JSON Schemas. Paths are relative to the
server's root unless said otherwise, with ``/`` between their parts.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from ownpace.course.correcting import Update
from ownpace.course.model import Announcement, Meeting, Support
from ownpace.models import Instant, Model
from ownpace.progress.model import CourseState
from ownpace.results import CheckResult
from ownpace.store.questions import LONGEST, QuestionState
from ownpace.study.reminding import Reminder

Mode = Literal["exchange", "bundle"]


class Problem(Model):
    """What went wrong, one next step, and a stable code: the body of every refusal."""

    code: str
    message: str
    hint: str = ""


class Where(Model):
    """A cell of a module's notebook."""

    module: str
    cell: str


class Studying(Model):
    """What was planned and what comes back."""

    week: str = Field(default="", description="planned against done this week, in words")
    to_review: int = Field(default=0, description="questions that are due for review")
    review: Where | None = Field(default=None, description="where they are reviewed")
    reminders: tuple[Reminder, ...] = Field(
        default=(), description="what is due soon, then what is planned for today"
    )


class CourseChoice(Model):
    """A course of a learner who takes several; it is asked for by its folder."""

    folder: str = Field(description='relative to the server\'s root; "" is the root')
    title: str


class Panel(Model):
    """Everything that the panel draws, in one reply."""

    format: Literal[1] = 1
    mode: Mode = Field(description="where work goes: an nbgrader exchange, or zip files")
    course_folder: str = Field(description='"" when the course folder is the server\'s root')
    courses: tuple[CourseChoice, ...] = Field(
        default=(), description="what there is to choose from, if there is a choice"
    )
    learner: str | None = Field(description="the name or id that hand-ins carry, once known")
    state: CourseState = Field(description="its paths are relative to the course folder")
    announcements: tuple[Announcement, ...] = Field(
        default=(), description="those already to be shown, newest first"
    )
    meetings: tuple[Meeting, ...] = Field(default=(), description="not yet over, the next first")
    support: Support = Support()
    studying: Studying = Studying()
    notebooks: dict[str, str] = Field(
        default_factory=dict, description="the notebook of each module that the learner has"
    )
    updates: dict[str, Update] = Field(
        default_factory=dict, description="what teachers corrected in modules that were begun"
    )
    problems: dict[str, Problem] = Field(
        default_factory=dict, description="modules whose files cannot be read, and why"
    )
    questions: dict[str, tuple[QuestionState, ...]] = Field(
        default_factory=dict, description="what was asked about each module, oldest first"
    )
    notices: tuple[Problem, ...] = Field(
        default=(), description="what the learner should know about the whole course folder"
    )


class Submission(Model):
    """The body of *Submit*: the learner's name or id, typed once (zip files only)."""

    learner: str | None = Field(default=None, max_length=200)


class Asking(Model):
    """The body of *Ask*. Without a ``text``, what has not left yet is sent."""

    text: str | None = Field(default=None, max_length=LONGEST)
    step: str | None = Field(default=None, max_length=100, description="where it was asked")
    learner: str | None = Field(default=None, max_length=200, description="as in *Submit*")


class Updating(Model):
    """The body of *Update*: whether to bring in what the teacher corrected, or to go on without."""

    bring_in: bool


class Updated(Model):
    kept: str | None = Field(description="the folder that now holds the former work, if any")
    open: str
    panel: Panel


class Started(Model):
    open: str = Field(description="the notebook to open")
    panel: Panel


class Checked(Model):
    results: tuple[CheckResult, ...]
    cells: dict[str, str] = Field(description="the id of the cell of each result, where it has one")
    at: Instant
    panel: Panel


class BundleFile(Model):
    """The zip file that *Submit* or *Ask* made."""

    name: str
    path: str


class Submitted(Model):
    at: Instant
    bundle: BundleFile | None = Field(default=None, description="null: it went to the exchange")
    missing: tuple[str, ...] = Field(default=(), description="what was not done yet, in words")
    panel: Panel


class AskedReply(Model):
    at: Instant
    bundle: BundleFile | None = Field(default=None, description="null: it went to the exchange")
    panel: Panel


class FeedbackPages(Model):
    pages: tuple[str, ...] = Field(description="newest attempt first")
    panel: Panel


class FeedbackOpened(Model):
    module: str
    pages: tuple[str, ...]
    panel: Panel


class StartedOver(Model):
    kept: str = Field(description="the folder that now holds the former work")
    open: str
    panel: Panel


class Ticked(Model):
    panel: Panel


class KeepablePart(Model):
    """A part of the learner's work that a browser may keep; ``tag`` changes when it does."""

    tag: str
    size: int = Field(description="bytes, before they are packed")


class Keepable(Model):
    """What of the learner's work there is to keep, in bundle mode by the browser."""

    course: str
    title: str = Field(description="tells courses of one id apart")
    disk: str = Field(description='tells this disk from former ones; "" before anything is done')
    at: Instant
    parts: dict[str, KeepablePart] = Field(
        description="by the module's id; one more holds the records"
    )
    left_out: tuple[str, ...] = Field(default=(), description="what is too large, in words")
    left_out_of_all: tuple[str, ...] = Field(
        default=(), description="what is too large for *Save everything*"
    )


class Bringing(Model):
    """The first line of what *Bring back* sends; the backups follow it, one after another."""

    sizes: tuple[int, ...] = Field(description="bytes of each")
    newer: bool = Field(default=False, description="also replace what is newer here")


class Change(Model):
    """A file that bringing back would write; of records, what it would add."""

    module: str = Field(description='the module\'s title; "" for what is of the whole course')
    name: str = Field(description="the file, or what it is, in words")
    kind: Literal["new", "changed", "newer here", "added"]
    at: Instant = Field(description="when what comes back was changed")
    here: Instant | None = Field(description="when the one here was changed; null: there is none")


class Comparison(Model):
    """What bringing back would change."""

    changes: tuple[Change, ...]
    refused: tuple[str, ...] = Field(default=(), description="what stays out, in words")
    title: str = Field(
        default="", description="of the course that it is work on, where this one has another"
    )
    learner: str = Field(default="", description="whose work it is, where that is not yours")
    panel: Panel


class BroughtBack(Model):
    files: tuple[str, ...] = Field(description="those that were written")
    kept: str | None = Field(description="the folder with what was replaced; null: nothing was")
    refused: tuple[str, ...] = ()
    panel: Panel
