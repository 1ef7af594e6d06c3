"""A real nbgrader exchange, filled and emptied by nbgrader's own interface.

nbgrader runs in a process of its own: it warns of things that are not ours, and changes folders.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ownpace.course import Course
from tests.support.learner import (
    FIRST,
    RIGHT,
    Notebook,
    as_json,
    grading_cell,
    lesson,
    module,
    small_course,
)

_BODY = "    return a + b"
_SOLUTION = RIGHT.replace(_BODY, f"    ### BEGIN SOLUTION\n{_BODY}\n    ### END SOLUTION")

_PROGRAM = """\
import json, sys
from traitlets.config import Config
from nbgrader.apps import NbGraderAPI
config = Config(json.loads(sys.argv[1]))
api = NbGraderAPI(config=config)
for name, *arguments in json.loads(sys.argv[2]):
    done = getattr(api, name)(*arguments)
    assert done["success"], (name, done)
"""


@dataclass(frozen=True)
class Teacher:
    """A teacher's course directory with one module, and the exchange it releases to."""

    root: Path
    exchange: Path
    course: Course

    @property
    def shared(self) -> Path:
        """The course's folder in the exchange."""
        return self.exchange / self.course.id

    def grade(self, learner: str) -> None:
        """Collect, grade, and release feedback."""
        _nbgrader(
            self,
            ["collect", FIRST],
            ["autograde", FIRST, learner],
            ["generate_feedback", FIRST, learner],
            ["release_feedback", FIRST, learner],
        )

    def announce(self, **changes: object) -> None:
        """Change the course in the exchange alone, as changed dates do."""
        course = self.course.model_copy(update=changes)
        (self.shared / "outbound" / FIRST / "course.json").write_text(course.model_dump_json())

    def correct(self, notebook: Notebook, revision: int) -> None:
        """Put a corrected notebook in the place of the released one, as `ownpace release` does."""
        corrected = self.shared / "outbound" / FIRST / f"{FIRST}.ipynb"
        corrected.write_bytes(as_json(notebook))
        self.announce(revision=revision, modules=(module(FIRST, notebook),))


def a_release(place: Path) -> Teacher:
    """Build a course, and release its one module."""
    exchange = place / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    teacher = Teacher(place / "teacher", exchange, small_course())
    source = teacher.root / "source" / FIRST
    source.mkdir(parents=True)
    (source / f"{FIRST}.ipynb").write_bytes(as_json(_with_solution()))
    _nbgrader(teacher, ["generate_assignment", FIRST])
    released = teacher.root / "release" / FIRST
    notebook = json.loads((released / f"{FIRST}.ipynb").read_bytes())
    course = small_course(modules=(module(FIRST, notebook),))
    (released / "course.json").write_text(course.model_dump_json())
    _nbgrader(teacher, ["release_assignment", FIRST])
    return Teacher(teacher.root, exchange, course)


def _with_solution() -> Notebook:
    notebook = lesson()
    grading_cell(notebook, "work")["source"] = _SOLUTION
    return notebook


def _nbgrader(teacher: Teacher, *calls: list[str]) -> None:
    config = {
        "CourseDirectory": {"root": str(teacher.root), "course_id": teacher.course.id},
        "Exchange": {"root": str(teacher.exchange)},
    }
    beside = str(Path(sys.executable).parent)  # nbgrader runs alembic from PATH
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, json.dumps(config), json.dumps(calls)],
        cwd=teacher.root,
        env={**os.environ, "PATH": os.pathsep.join([beside, os.environ["PATH"]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
