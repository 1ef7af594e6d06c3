"""How a course's ``nbgrader_config.py`` wants submissions graded, as a plain model; and whether
anything in it only nbgrader's own converter can do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import Field

from ownpace.models import Model
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.confinement import ConfinementRules
from ownpace_graders.bridge.gradebook import ModuleScore, module_score
from ownpace_graders.bridge.work import at_work, explained
from ownpace_graders.rules import read_rules


class Marking(Model):
    """``custom`` says what of the configuration is not nbgrader's own; empty, if nothing is. The
    other values are nbgrader's settings of those names; ``confinement`` is ours."""

    custom: str = ""
    timeout: float | None = 30
    interrupt_on_timeout: bool = True
    max_lines: int = 1000
    max_traceback: int = 100
    ignore_pattern: str = ""
    remove_metadata_fields: frozenset[str] = frozenset({"collapsed", "scrolled"})
    exclude_overwriting: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    permissions: int = 0o444
    groupshared: bool = False
    create_student: bool = True
    hidden: tuple[str, str] = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
    confinement: ConfinementRules = ConfinementRules()


def marking(classroom: Classroom) -> Marking:
    """Read it from what is loaded. Raises ``NotDone`` where a name in it leads nowhere."""
    from ownpace_graders.bridge.configured import read_marking

    with explained("nbgrader_config.py"):
        return read_marking(classroom)


@contextmanager
def open_register(classroom: Classroom, rules: Marking) -> Iterator[Any]:
    """The gradebook (a ``register.Register``), open until the work within is done."""
    from ownpace_graders.bridge.configured import late_rule
    from ownpace_graders.bridge.register import Register

    with explained("The gradebook"):
        course = read_rules(classroom.root)
        register = Register(classroom, late_rule(classroom), rules.create_student, course)
    try:
        yield register
    finally:
        with at_work():
            register.close()


def settle(classroom: Classroom, module: str) -> list[str]:
    """Take off what lateness costs now; the learners whose score changed. Raises ``NotDone``."""
    with open_register(classroom, marking(classroom)) as register, explained("The gradebook"):
        changed: list[str] = register.settle(module)
    return changed


def score_of(register: Any, learner: str, module: str) -> ModuleScore:
    """What the open gradebook says of one graded submission."""
    return module_score(register.score_rows(learner, module))


def arrival(classroom: Classroom, folder: Path) -> datetime | None:
    """The time in ``timestamp.txt`` as nbgrader reads it: UTC, without a zone."""
    with explained("timestamp.txt"):
        found: datetime | None = classroom.coursedir.get_existing_timestamp(str(folder))
    return found
