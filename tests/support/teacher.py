"""Small nbgrader course directories with real notebooks, for tests of the teacher's side."""

from __future__ import annotations

import getpass
import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ownpace.store.bundle import Manifest, write_bundle
from ownpace_graders.lines import Summary

NOW = datetime(2027, 1, 20, 12, tzinfo=UTC)
ME = getpass.getuser()
COURSE = "small-1"
MODULE = "sums"
NOTEBOOK = f"{MODULE}.ipynb"

COURSE_YML = """\
title: A small course
id: small-1
timezone: UTC
modules:
  - {id: sums, title: Sums}
"""

CONFIG = """\
from ownpace_graders.bridge import configure
configure(c, __file__)
c.Execute.timeout = 20
"""

BANK = """\
quizzes:
  sums-1:
    title: Adding
    questions:
      - id: q1
        kind: single
        text: What is two and two?
        options:
          - {text: Four, right: true, why: Count on your fingers.}
          - {text: Five, why: That is one more.}
"""

SOLVED = "def add(a, b):\n    return a + b"
HALF = "def add(a, b):\n    return 5"
HIDDEN_WORDS = "hidden_words_of_the_teacher"

CHECK = f"""assert add(2, 3) == 5
### BEGIN HIDDEN TESTS
assert add(1, 1) == 2, "{HIDDEN_WORDS}"
### END HIDDEN TESTS"""


def grading(kind: str, grade_id: str, points: float | None = None) -> dict[str, Any]:
    """nbgrader's metadata of a cell: ``check``, ``answer`` (a person grades it) or ``solution``."""
    about: dict[str, Any] = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": kind != "solution",
        "solution": kind != "check",
        "locked": kind == "check",
        "task": False,
    }
    return {"nbgrader": about | ({} if points is None else {"points": points})}


def source_notebook() -> nbformat.NotebookNode:
    """A module with a solution, a check with a hidden part, partial credit, and no answer that a
    person grades."""
    solution = f"### BEGIN SOLUTION\n{SOLVED}\n### END SOLUTION"
    own = {"title": "Adds two numbers", "hint": "Look at what add returns."}
    cells = [
        new_markdown_cell("# Sums", id="title"),
        new_markdown_cell("## Adding\n\nWrite it.", id="adding"),
        new_code_cell(solution, id="work", metadata=grading("solution", "add")),
        new_code_cell(CHECK, id="check", metadata=grading("check", "adds", 2) | {"ownpace": own}),
        new_code_cell(
            "1 if add(2, 2) == 4 else 0.5", id="part", metadata=grading("check", "partly", 1)
        ),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=cells, metadata={"kernelspec": kernel})


def essay() -> nbformat.NotebookNode:
    """A cell that a person grades."""
    return new_markdown_cell("Why?", id="why", metadata=grading("answer", "why", 3))


def write_notebook(path: Path, notebook: nbformat.NotebookNode) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, path)
    return path


def make_course(root: Path, *, exchange: Path | None = None, plain: bool = False) -> Path:
    """A course directory with one module; ``plain`` has no ``course.yml``, as nbgrader made it."""
    root.mkdir(parents=True, exist_ok=True)
    write_notebook(root / "source" / MODULE / NOTEBOOK, source_notebook())
    (root / "source" / MODULE / "data.csv").write_text("a,b\n1,2\n")
    lines = f'c.CourseDirectory.course_id = "{COURSE}"\n' if plain else CONFIG
    if exchange is not None:
        exchange.mkdir(parents=True, exist_ok=True)
        exchange.chmod(0o777)
        lines += f'c.Exchange.root = "{exchange}"\n'
        lines += f'c.Exchange.cache = "{exchange.parent / "cache"}"\n'
    (root / "nbgrader_config.py").write_text(lines)
    if not plain:
        (root / "course.yml").write_text(COURSE_YML)
        (root / "questions").mkdir()
        (root / "questions" / f"{MODULE}.yml").write_text(BANK)
    return root


def copy_of(root: Path, base: Path) -> Path:
    """A copy of a course directory and of the exchange beside it, in the new folder ``base``:
    releasing takes seconds."""
    shutil.copytree(root.parent, base)
    config = base / root.name / "nbgrader_config.py"
    config.write_text(config.read_text().replace(str(root.parent), str(base)))
    return base / root.name


def worked(release: Path, code: str) -> dict[str, Any]:
    """A released notebook in which ``code`` stands in the solution's place."""
    notebook: dict[str, Any] = json.loads((release / NOTEBOOK).read_text())
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "add":
            cell["source"] = code
    return notebook


def hand_in(root: Path, learner: str, notebook: Any, *, at: datetime = NOW) -> Path:
    """Put a submission where ``collect`` would, without it; ``notebook`` may be raw text."""
    folder = root / "submitted" / learner / MODULE
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / NOTEBOOK).write_text(text)
    (folder / "timestamp.txt").write_text(at.isoformat())
    return folder


def inbound(
    exchange: Path, learner: str, notebook: Any, *, at: datetime = NOW, module: str = MODULE
) -> Path:
    """A hand-in in the exchange, as nbgrader's submit names it."""
    when = at.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
    folder = exchange / COURSE / "inbound" / f"{learner}+{module}+{when}+abc"
    folder.mkdir(parents=True)
    text = notebook if isinstance(notebook, str) else json.dumps(notebook)
    (folder / NOTEBOOK).write_text(text)
    (folder / "timestamp.txt").write_text(when)
    (folder / "submission_secret.txt").write_text(f"secret of {learner}")
    return folder


def as_bytes(notebook: Any) -> bytes:
    return json.dumps(notebook).encode()


def lines_with(summary: Summary, status: str) -> list[str]:
    """What a summary says of ``status``, as ``learner: message``."""
    return [f"{line.learner}: {line.message}" for line in summary.lines if line.status == status]


def bundle(
    path: Path,
    learner: str,
    files: Mapping[str, bytes],
    *,
    module: str = MODULE,
    course: str = COURSE,
) -> Path:
    """A bundle as a learner's *Submit* makes it."""
    manifest = Manifest(
        kind="submission", course=course, module=module, learner=learner, at=NOW, revision=1
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bundle(path, manifest, files)
    return path
