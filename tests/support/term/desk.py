"""The teacher's desk: commands as they are typed, at the hour of the term, and marks by hand."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbgrader.api import Gradebook

from tests.support.adopted import nbgrader
from tests.support.term.clock import ownpace_at

REPOSITORY = Path(__file__).parents[3]


class Said(NamedTuple):
    status: int
    out: str
    err: str


class Desk:
    """``typed`` are the commands so far, each as a teacher types it in the course's folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.typed = root, list[str]()

    def ownpace(self, *words: str, at: datetime, fine: tuple[int, ...] = (0, 1)) -> Said:
        """The command's own entry, in this process: starting one takes longer than most of them."""
        self.typed.append(shlex.join(["ownpace", *words]))
        out, err = StringIO(), StringIO()
        with chdir(self.root), redirect_stdout(out), redirect_stderr(err):
            status = ownpace_at(at, words)
        assert status in fine, (words, status, out.getvalue(), err.getvalue())
        return Said(status, out.getvalue(), err.getvalue())

    def ownpace_process(self, *words: str, at: datetime) -> Said:
        """The same as a program of its own."""
        self.typed.append(shlex.join(["ownpace", *words]))
        command = [sys.executable, "-m", "tests.support.term.clock", at.isoformat(), *words]
        path = os.pathsep.join(filter(None, (str(REPOSITORY), os.environ.get("PYTHONPATH"))))
        done = subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode in (0, 1), (words, done.stdout, done.stderr)
        return Said(done.returncode, done.stdout, done.stderr)

    def look(self, at: datetime) -> Any:
        """The report as scripts get it. That is not the teacher's doing."""
        said = self.ownpace("report", "--json", at=at)
        self.typed.pop()
        return json.loads(said.out)

    def cleared(self) -> list[str]:
        """What was typed since the last time."""
        found, self.typed = self.typed, []
        return found

    def nbgrader(self, *words: str) -> str:
        self.typed.append(shlex.join(["nbgrader", *words]))
        return nbgrader(self.root, *words)

    def read_essays(self, points: Mapping[str, float], leaving: frozenset[tuple[str, str]]) -> int:
        """Give points for what an essay says, as formgrader does; how many were read. ``leaving``:
        learners and modules."""
        read = 0
        with Gradebook(f"sqlite:///{self.root / 'gradebook.db'}") as book:
            for grade in _for_a_person(book):
                submission = grade.notebook.assignment
                who = submission.student.id, submission.assignment.name
                if who in leaving:
                    continue
                path = self.root / "autograded" / who[0] / who[1] / f"{who[1]}.ipynb"
                grade.manual_score = points.get(_said(path, grade.cell.name), 0.0)
                grade.needs_manual_grade = False
                read += 1
            book.db.commit()
        self.typed += ["nbgrader formgrader"] if read else []
        return read


def _for_a_person(book: Any) -> list[Any]:
    from nbgrader.api import Grade

    found: list[Any] = book.db.query(Grade).filter(Grade.needs_manual_grade).all()
    return found


def _said(path: Path, cell_name: str) -> str:
    found: Any = nbformat.read(path, as_version=4)
    cells = (c for c in found.cells if c.metadata.get("nbgrader", {}).get("grade_id") == cell_name)
    return str(next(cells).source)
