"""What the teacher's commands report: a line for each thing done, and one summary."""

from __future__ import annotations

from typing import Annotated, Literal, Protocol

from pydantic import AfterValidator, Field

from ownpace.models import Model
from ownpace_graders.printable import printable

Status = Literal["done", "skipped", "attention"]

Printable = Annotated[str, AfterValidator(printable)]

#: The code of a line about what was sent before, and is the same: there is nothing to send.
AS_BEFORE = "as-before"


class Line(Model):
    """One thing a command did, left as it was, or leaves to a person (``attention``)."""

    status: Status
    message: Printable
    module: Printable | None = None
    learner: Printable | None = None
    next: Printable = Field(default="", description="what to do, or the command to run next")
    code: Printable = Field(
        default="", description="the kind of problem, if it is one, or `as-before`; stable"
    )
    file: Printable = Field(default="", description="of `feedback`: what is to be sent, or was")

    @property
    def was_sent(self) -> bool:
        """Before this run, just so."""
        return self.code == AS_BEFORE


class SlowCell(Model):
    """A cell of a module that takes its time: its check's name, or how it begins."""

    module: Printable
    cell: Printable
    seconds: float = Field(description="the median over all submissions of this run")
    longest: float


class Measure(Model):
    """A module in numbers, as `check` finds it."""

    module: Printable
    words: int = Field(description="of its prose")
    grade: float | None = Field(description="Flesch-Kincaid; null where it is not English")
    exercises: int
    questions: int
    figures: int = Field(description="those that can be moved")
    minutes: int | None = Field(description="as course.yml says")
    estimate: float = Field(description="minutes, by what is in it")
    seconds: float = Field(description="that its solution ran")
    memory_mb: int = Field(description="the most that it took; 0 where the system does not say")


class Summary(Model):
    """The result of one command; the documented form of ``--json``."""

    format: Literal[1] = 1
    command: str
    lines: tuple[Line, ...] = ()
    slowest: tuple[SlowCell, ...] = Field(default=(), description="of `grade`: slowest first")
    modules: tuple[Measure, ...] = Field(default=(), description="of `check`: those that were run")

    @property
    def exit_code(self) -> int:
        """0: done; 1: something needs a person."""
        return int(any(line.status == "attention" for line in self.lines))


class Watch(Protocol):
    """Whoever looks on while a long command works: a progress bar, a log, a test."""

    def start(self, what: str, total: int) -> None:
        """``total`` pieces of ``what`` are about to be done."""

    def begin(self, name: str) -> None:
        """Work on one piece begins: a learner's, or a file. The line that ends it has this name as
        its learner, or belongs to the only piece that was begun."""

    def advance(self, line: Line) -> None:
        """One piece is finished."""


class Silent:
    """A watch that shows nothing."""

    def start(self, what: str, total: int) -> None: ...

    def begin(self, name: str) -> None: ...

    def advance(self, line: Line) -> None: ...
