"""Small course directories for tests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

SMALL = """\
title: A small course
id: small-1
timezone: Europe/London
modules:
  - {id: count, title: Count}
  - {id: compare, title: Compare}
"""

BANK = """\
quizzes:
  warm-up:
    title: Warm up
    questions:
      - id: sum
        kind: single
        text: What is two and two?
        options:
          - {text: Four, right: true, why: It is.}
          - {text: Five, why: That is one more.}
"""


def write(root: Path, text: str, *, name: str = "course.yml") -> Path:
    """Write one file of a course, and return it."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def folders_for(root: Path, text: str) -> None:
    """The source folders and files that a course file speaks of, each empty."""
    for module in re.findall(r"\bid: \"?([\w.-]+)", text):
        write(root, "{}", name=f"source/{module}/{module}.ipynb")
        for target in re.findall(r"(?:pdf|video|document): (media/[\w.]+)", text):
            write(root, "", name=f"source/{module}/{target}")


def solution(grade_id: str, source: str) -> Any:
    return _cell(source, grade_id, grade=False, solution=True, locked=False)


def check(grade_id: str, source: str, points: float = 1) -> Any:
    return _cell(source, grade_id, grade=True, solution=False, locked=True, points=points)


def notebook(*cells: Any) -> Any:
    """A notebook with a title and one step, and a Python 3 kernel."""
    words = [
        new_markdown_cell("# A module", id="title"),
        new_markdown_cell("## The step", id="step"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return new_notebook(cells=[*words, *cells], metadata={"kernelspec": kernel})


def counting() -> Any:
    """A module worth 3 points: 2 by a visible check, 1 by a hidden one."""
    hidden = "### BEGIN HIDDEN TESTS\nassert double(5) == 10\n### END HIDDEN TESTS"
    return notebook(
        solution(
            "double",
            "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
        ),
        check("double-check", "assert double(2) == 4", points=2),
        check("double-hidden", f"{hidden}", points=1),
    )


def write_module(root: Path, module: str, content: Any | None = None) -> Path:
    path = root / "source" / module / f"{module}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(content or counting(), path)
    return path


def small_course(root: Path) -> Path:
    """A course of two modules whose solutions are right, in its own folder with an exchange."""
    write(root, SMALL)
    write(root, CONFIG, name="nbgrader_config.py")
    (root / "exchange").mkdir()
    for module in ("count", "compare"):
        write_module(root, module)
    return root


CONFIG = """\
import os

from ownpace_graders.bridge import configure

c = get_config()  # noqa: F821 - given by traitlets
configure(c, __file__)
c.Exchange.root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "exchange")
"""


def as_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _cell(source: str, grade_id: str, **about: Any) -> Any:
    metadata = {"schema_version": 3, "task": False, "grade_id": grade_id, **about}
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": metadata})
