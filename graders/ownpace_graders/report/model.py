"""The report of a course: the documented form of ``ownpace report --json``."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from ownpace.models import Model


class Entry(Model):
    """One learner's hand-ins of one module. The score may be of an earlier attempt than the
    newest: ``graded`` says whether the newest one has been graded."""

    module: str
    attempts: int = Field(ge=0)
    newest: AwareDatetime | None = Field(description="when the newest attempt arrived; UTC")
    score: float | None = Field(description="points, late penalty taken off; null: none yet")
    max_score: float | None
    graded: bool
    needs_manual_grade: bool = Field(description="a part waits for a person")
    problem: str = Field(default="", description="why the newest attempt could not be graded")

    @property
    def needs_a_person(self) -> bool:
        return bool(self.problem) or self.needs_manual_grade


class LearnerRow(Model):
    id: str
    modules: tuple[Entry, ...] = Field(description="those handed in, in the course's order")


class ModuleColumn(Model):
    id: str
    title: str


class Report(Model):
    format: Literal[1] = 1
    course: str = Field(description='nbgrader\'s course_id; "" where none is set')
    title: str
    at: AwareDatetime = Field(description="when the report was made")
    modules: tuple[ModuleColumn, ...]
    learners: tuple[LearnerRow, ...] = Field(description="by id")

    @property
    def exit_code(self) -> int:
        """1: some hand-in could not be graded, or waits for a person."""
        return int(any(entry.needs_a_person for row in self.learners for entry in row.modules))
