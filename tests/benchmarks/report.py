"""What ``ownpace report`` costs for 1,000 learners in 10 modules, start-up included.

What a report reads is there: a gradebook, an attempt of each learner at each module with its
answers, feedback, question banks. Prints one JSON line: the median of the runs.

    python -m tests.benchmarks.report [--learners N] [--modules N] [--runs N]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from nbgrader import api

from ownpace_graders.bridge.work import at_work
from ownpace_graders.collect import Attempt
from tests.benchmarks.grading_class import cost_of
from tests.support import teacher

#: Seconds.
LIMIT = 5.0
CHECKS = 5
AT = datetime(2027, 1, 20, 12, tzinfo=UTC)
BANK = """\
quizzes:
  quiz:
    title: A quiz
    confidence: true
    questions:
      - {id: q1, kind: single, text: What is right?, options: [{text: A, right: true}, {text: B}]}
      - {id: q2, kind: number, text: How many?, answer: 3}
"""


def make_class(root: Path, learners: int, modules: int) -> Path:
    names = [f"module-{n}" for n in range(modules)]
    who = [f"learner-{n:04}" for n in range(learners)]
    (root / "questions").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(teacher.CONFIG)
    (root / "course.yml").write_text(_course_file(names))
    for module in names:
        teacher.write_notebook(
            root / "source" / module / f"{module}.ipynb", teacher.source_notebook()
        )
        (root / "questions" / f"{module}.yml").write_text(BANK)
        for number, learner in enumerate(who):
            _hand_in(root, learner, module, number)
    _gradebook(root, who, names)
    return root


def _course_file(names: list[str]) -> str:
    lines = [
        f"  - {{id: {name}, title: {name}, due: 2027-01-{10 + n:02}}}"
        for n, name in enumerate(names)
    ]
    head = "title: A large course\nid: small-1\nrules: {pass: 60%, feedback_within: 2 days}\n"
    return head + "modules:\n" + "\n".join(lines) + "\n"


def _hand_in(root: Path, learner: str, module: str, number: int) -> None:
    at = arrival(number)
    attempt = Attempt(
        course="small-1",
        module=module,
        learner=learner,
        name=learner,
        came_by="bundle",
        source=learner + module,
        arrived=at,
        files={f"{module}.ipynb": "0" * 64, "answers.json": "0" * 64},
    )
    kept = root / "attempts" / learner / module / attempt.folder_name
    (kept / "files").mkdir(parents=True)
    (kept / "attempt.json").write_text(attempt.model_dump_json(indent=1))
    (kept / "files" / "answers.json").write_text(json.dumps(_answers(number)))
    submitted = root / "submitted" / learner / module
    pages = root / "feedback" / learner / module
    for folder in (submitted, pages):
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(at.isoformat())
    (pages / f"{module}.html").write_text("<p>Good.</p>")


def arrival(number: int) -> datetime:
    return AT + timedelta(minutes=number)


def _answers(number: int) -> dict[str, Any]:
    given = {"q1": "B" if number % 3 == 0 else "A", "q2": str(number % 5)}
    questions = {name: {"given": one, "misses": 0, "sure": "sure"} for name, one in given.items()}
    about = {"at": AT.isoformat(), "complete": True}
    return {
        "format": 1,
        "answers": {
            "quiz": {"kind": "quiz", "value": {"questions": questions}, **about},
            "how": {"kind": "checkin", "value": {"sure": 1 + number % 5}, **about},
        },
    }


def _gradebook(root: Path, who: list[str], names: list[str]) -> None:
    """nbgrader's own tables, filled by the thousand."""
    with at_work(), api.Gradebook(f"sqlite:///{root / 'gradebook.db'}", "small-1") as book:
        for learner in who:
            book.db.add(api.Student(id=learner))
        for module in names:
            assignment = book.add_assignment(module)
            book.add_notebook(module, module)
            for n in range(CHECKS):
                cell = {"max_score": 2, "cell_type": "code"}
                book.add_grade_cell(f"check-{n}", module, module, **cell)
            notebook = book.find_notebook(module, module)
            cells = [cell.id for cell in notebook.grade_cells]
            for table, rows in _rows(assignment.id, notebook.id, cells, who):
                book.db.execute(table.__table__.insert(), rows)
        book.db.commit()


def _rows(
    assignment: str, notebook: str, cells: list[str], who: list[str]
) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    keys = [f"{assignment[:20]}{n:06}" for n in range(len(who))]
    naive = [arrival(n).replace(tzinfo=None) for n in range(len(who))]
    yield (
        api.SubmittedAssignment,
        [
            {"id": key, "assignment_id": assignment, "student_id": learner, "timestamp": at}
            for key, learner, at in zip(keys, who, naive, strict=True)
        ],
    )
    yield (
        api.SubmittedNotebook,
        [{"id": key, "notebook_id": notebook, "assignment_id": key} for key in keys],
    )
    yield (
        api.Grade,
        [
            {
                "id": f"{key}-{place}",
                "cell_id": cell,
                "notebook_id": key,
                "auto_score": 2.0 * ((number + place) % 4 > 0),
                "needs_manual_grade": False,
            }
            for number, key in enumerate(keys)
            for place, cell in enumerate(cells)
        ],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=1000)
    parser.add_argument("--modules", type=int, default=10)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
        root = make_class(Path(place).resolve() / "course", options.learners, options.modules)
        costs = [cost_of(root, "ownpace_graders", "report") for _ in range(options.runs)]
    wall = median(cost.wall for cost in costs)
    result = {
        "benchmark": "report",
        "learners": options.learners,
        "modules": options.modules,
        "wall_s": round(wall, 2),
        "cpu_s": round(median(cost.cpu for cost in costs), 2),
        "peak_mb": round(max(cost.peak_mb for cost in costs)),
        "limit_s": LIMIT,
    }
    print(json.dumps(result), flush=True)
    sys.exit(wall > LIMIT)


if __name__ == "__main__":
    main()
