"""Courses as nbgrader makes them, before Ownpace knows them."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.support.courses import counting, write
from tests.support.teacher import write_notebook

#: Its exchange lies within, so that a copy of the course is a course of its own.
PLAIN_CONFIG = """\
import os

c = get_config()  # noqa: F821 - given by traitlets
c.CourseDirectory.course_id = "phys-101"
here = os.path.dirname(os.path.abspath(__file__))
c.CourseDirectory.root = here
c.Exchange.root = os.path.join(here, "exchange")
c.Exchange.cache = os.path.join(here, "cache")
"""


def nbgrader(root: Path, *arguments: str) -> str:
    """Run nbgrader's own command in ``root``; it must end well. What it said."""
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=root,
        env={**os.environ, "PATH": path},  # nbgrader runs alembic from there
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def quickstart(place: Path) -> Path:
    """nbgrader's own example course, made by its own command."""
    nbgrader(place, "quickstart", "course101")
    return place / "course101"


def plain_course(root: Path, *names: str) -> Path:
    """A course directory with nbgrader's folders only; each name is an assignment's notebook
    (``ps1/part2``), or an assignment whose one notebook is called so."""
    write(root, PLAIN_CONFIG, name="nbgrader_config.py")
    (root / "exchange").mkdir()
    (root / "exchange").chmod(0o777)
    for name in names:
        path = name if "/" in name else f"{name}/{name}"
        write_notebook(root / "source" / f"{path}.ipynb", counting())
    return root


def old_gradebook(root: Path, due: dict[str, str]) -> None:
    """A gradebook as far as older versions of nbgrader have it, too: with due dates in UTC."""
    with sqlite3.connect(root / "gradebook.db") as book:
        book.execute("CREATE TABLE assignment (id TEXT, name TEXT, duedate DATETIME)")
        book.executemany(
            "INSERT INTO assignment VALUES (?, ?, ?)", ((n, n, d) for n, d in due.items())
        )
    book.close()
