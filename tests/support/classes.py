"""Grading the same submissions twice: with nbgrader's own command, and with ours."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ownpace_graders.bridge import generate_assignment, open_classroom
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

_ROWS = """
SELECT sa.student_id, a.name, n.name, c.name, c.type, g.auto_score, g.manual_score,
       g.extra_credit, g.needs_manual_grade, sn.late_submission_penalty, sa.timestamp
FROM grade g JOIN submitted_notebook sn ON g.notebook_id = sn.id
JOIN submitted_assignment sa ON sn.assignment_id = sa.id
JOIN assignment a ON sa.assignment_id = a.id JOIN notebook n ON sn.notebook_id = n.id
JOIN base_cell c ON g.cell_id = c.id ORDER BY 1, 2, 3, 4
"""
_COMMENTS = """
SELECT sa.student_id, n.name, c.name, k.auto_comment, k.manual_comment
FROM comment k JOIN submitted_notebook sn ON k.notebook_id = sn.id
JOIN submitted_assignment sa ON sn.assignment_id = sa.id
JOIN notebook n ON sn.notebook_id = n.id JOIN base_cell c ON k.cell_id = c.id ORDER BY 1, 2, 3
"""


def autograded_by_nbgrader(root: Path, module: str, *options: str) -> str:
    """Run ``nbgrader autograde``; what it said."""
    return _nbgrader(root, "autograde", module, *options)


def exported_by_nbgrader(root: Path) -> list[str]:
    """The lines that ``nbgrader export`` writes, sorted: its own order is that of grading."""
    said = _nbgrader(root, "export")
    table = root / "grades.csv"
    assert table.is_file(), said
    return sorted(table.read_text(encoding="utf-8").splitlines())


def _nbgrader(root: Path, *words: str) -> str:
    environment = os.environ | {
        "PATH": os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    }
    command = [sys.executable, "-m", "nbgrader", *words]
    ran = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    return ran.stdout + ran.stderr


def graded_by_us(root: Path, module: str, **options: Any) -> Summary:
    return grade(root, [module], Silent(), **options)


def twins(root: Path) -> tuple[Path, Path]:
    """Two copies of a course; the original stays."""
    copies = root.with_name("theirs"), root.with_name("ours")
    for copy in copies:
        shutil.copytree(root, copy)
    return copies


def rows(root: Path) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """All that grading writes into the gradebook: by learner, module, notebook, cell and kind."""
    with sqlite3.connect(root / "gradebook.db") as book:
        grades = {tuple(row[:5]): tuple(row[5:]) for row in book.execute(_ROWS)}
        comments = {("comment", *row[:3]): tuple(row[3:]) for row in book.execute(_COMMENTS)}
    book.close()
    return grades | comments


def files(root: Path) -> dict[str, Any]:
    """The names of what is in ``autograded/``, and which checks of its notebooks failed. Not what
    a notebook wrote while nbgrader ran it there: with us that does not leave the sandbox."""
    place = root / "autograded"
    return {
        path.relative_to(place).as_posix(): _seen(path)
        for path in sorted(place.rglob("*"))
        if path.is_file() and _was_there(root, path.relative_to(place))
    }


def _was_there(root: Path, file: Path) -> bool:
    """Whether a file ``<learner>/<module>/…`` was handed in, or came with the module."""
    return (root / "submitted" / file).exists() or (
        root / "source" / Path(*file.parts[1:])
    ).exists()


def _seen(path: Path) -> Any:
    if path.suffix != ".ipynb":
        return path.read_bytes()
    return [
        (cell.cell_type, cell.source, cell.metadata.get("nbgrader"), _shown(cell))
        for cell in nbformat.read(path, as_version=4).cells
    ]


def _shown(cell: Any) -> list[Any]:
    """What a page shows of each output: the kinds, streams, results and names of errors."""
    return [
        (o.output_type, o.get("name"), o.get("ename"), sorted(o.get("data", {})))
        for o in cell.get("outputs", [])
    ]


def plain_course(
    root: Path,
    source: dict[str, list[Any]],
    config: str = "",
    kernels: dict[str, dict[str, str]] | None = None,
) -> Path:
    """A course as nbgrader makes it, with one released module ``work`` of these notebooks, in
    Python where ``kernels`` names no other for them."""
    root.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        f'c = get_config()\nc.CourseDirectory.course_id = "plain"\n{config}'
    )
    folder = root / "source" / "work"
    folder.mkdir(parents=True)
    for name, cells in source.items():
        spec = (kernels or {}).get(name, KERNEL)
        nbformat.write(new_notebook(cells=cells, metadata={"kernelspec": spec}), folder / name)
    generate_assignment(open_classroom(root), "work", "release")
    return root


def solution(grade_id: str, code: str) -> Any:
    text = f"### BEGIN SOLUTION\n{code}\n### END SOLUTION"
    return new_code_cell(text, metadata=_about(grade_id, solution=True))


def check(grade_id: str, code: str, points: float = 1) -> Any:
    return new_code_cell(code, metadata=_about(grade_id, points, grade=True, locked=True))


def answer(grade_id: str, points: float = 3) -> Any:
    return new_markdown_cell("Why?", metadata=_about(grade_id, points, grade=True, solution=True))


def coded_answer(grade_id: str, points: float = 3) -> Any:
    return new_code_cell("# why?", metadata=_about(grade_id, points, grade=True, solution=True))


def task(grade_id: str, points: float = 2) -> Any:
    return new_markdown_cell("Do it.", metadata=_about(grade_id, points, task=True, locked=True))


def _about(grade_id: str, points: float | None = None, **kind: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"grade": False, "solution": False, "locked": False, "task": False}
    about |= {"schema_version": 3, "grade_id": grade_id, **kind}
    return {"nbgrader": about | ({} if points is None else {"points": points})}


def submit(
    root: Path, learner: str, answers: dict[str, str], notebook: str = "work.ipynb", at: str = ""
) -> Path:
    """Hand in the released module with ``answers`` as the sources of cells, by grade id."""
    folder = root / "submitted" / learner / "work"
    if not folder.exists():
        shutil.copytree(root / "release" / "work", folder)
    work: Any = nbformat.read(folder / notebook, as_version=4)
    for cell in work.cells:
        about = cell.metadata.get("nbgrader", {})
        cell.source = answers.get(about.get("grade_id", ""), cell.source)
    nbformat.write(work, folder / notebook)
    if at:
        (folder / "timestamp.txt").write_text(at)
    return folder
