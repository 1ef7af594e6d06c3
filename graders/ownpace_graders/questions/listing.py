"""What is open: the documented form of ``ownpace questions --json``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, Field

from ownpace.course.model import Course
from ownpace.models import Model
from ownpace.store.courses import Courses
from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.questions.archive import Archive
from ownpace_graders.questions.model import AskedQuestion, Given


class Listed(Model):
    number: int = Field(description="for `ownpace answer`")
    learner: str
    name: str
    module: str
    step: str = Field(description='the title of the step; "" when it is about the whole module')
    arrived: AwareDatetime
    text: str
    code: str = Field(description="the step's code, as the learner had it")
    said: str = Field(description="errors that were shown there")
    replies: tuple[Given, ...] = Field(description="the last one counts")


class Listing(Model):
    """The exit status is 1 when a question is open."""

    format: Literal[1] = 1
    course: str
    at: AwareDatetime
    timezone: str = Field(description="the course's, in which times are printed")
    questions: tuple[Listed, ...] = Field(description="by number")
    damaged: tuple[str, ...] = Field(description="files in asked/ that cannot be read")

    @property
    def exit_code(self) -> int:
        return int(bool(self.damaged) or any(not q.replies for q in self.questions))


def questions(
    root: Path, modules: Sequence[str], now: datetime, *, answered: bool = False
) -> Listing:
    """The open questions about ``modules`` (all, if none is named), with the ``answered`` ones if
    wanted. Works in every nbgrader course directory. Raises ``CommandError``."""
    classroom = open_classroom(root)
    wanted = frozenset(classroom.chosen(modules)) if modules else None
    archive, course = Archive(classroom.root), _course(classroom)
    found = [q for q in archive.all() if wanted is None or q.module in wanted]
    return Listing(
        course=classroom.course_id,
        at=now,
        timezone=course.timezone if course else "UTC",
        questions=tuple(_listed(q, course) for q in found if answered or q.is_open),
        damaged=tuple(archive.damaged),
    )


def _course(classroom: Classroom) -> Course | None:
    """The course as it was released: its titles are the teacher's own words."""
    released = classroom.folder("release", ".", "_").parent
    copies = sorted(released.glob("*/course.json"))
    return Courses().newest(copies, classroom.course_id)


def _listed(question: AskedQuestion, course: Course | None) -> Listed:
    module = course.module(question.module) if course else None
    titles = {step.id: step.title for step in module.steps} if module else {}
    return Listed(
        number=question.number,
        learner=question.learner,
        name=question.name,
        module=question.module,
        step=titles.get(question.step, ""),
        arrived=question.arrived,
        text=question.text,
        code=question.code,
        said=question.said,
        replies=question.replies,
    )
