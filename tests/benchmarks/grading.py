"""What grading 100 submissions of a numpy and pandas module costs, against ``nbgrader autograde``.

Both grade the same submissions in copies of one course, each as a command of its own, start-up
included; ours confined. nbgrader grades a sample of them, and its time is scaled, start-up apart.
Prints one JSON line.

    python -m tests.benchmarks.grading [--submissions N] [--sample N] [--jobs N]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.support.classes import check, plain_course, rows, solution, submit

#: At least so many times nbgrader's throughput.
LIMIT = 20

CLEAN = "def clean(table):\n    return table.dropna().reset_index(drop=True)"
MEAN = "def mean(table):\n    return table.groupby('group')['value'].mean()"
LINE = "def line(x, y):\n    return np.polyfit(x, y, 1)"
WRONG = "def mean(table):\n    return table['value'].mean()"

MODULE = [
    new_markdown_cell("# A table"),
    new_code_cell("import numpy as np\nimport pandas as pd"),
    new_code_cell(
        "rng = np.random.default_rng(1)\n"
        "group, value = rng.integers(0, 5, 1000), rng.normal(size=1000)\n"
        "table = pd.DataFrame({'group': group, 'value': value})\n"
        "table.loc[::50, 'value'] = np.nan\ntable.head()"
    ),
    solution("clean", CLEAN),
    check("cleans", "assert len(clean(table)) == 980"),
    new_code_cell("clean(table).describe()"),
    solution("mean", MEAN),
    check(
        "means",
        "assert len(mean(clean(table))) == 5\n### BEGIN HIDDEN TESTS\n"
        "assert mean(clean(table)).abs().max() < 1\n### END HIDDEN TESTS",
        2,
    ),
    solution("line", LINE),
    check("lines", "assert np.allclose(line([0, 1, 2], [1, 3, 5]), [2, 1])"),
    new_code_cell("clean(table).groupby('group').agg(['mean', 'std'])"),
]


def make_class(root: Path, learners: int) -> Path:
    """A course, and submissions of which every fourth has an error."""
    plain_course(root, {"work.ipynb": MODULE})
    for number in range(learners):
        answers = {"clean": CLEAN, "mean": WRONG if number % 4 == 0 else MEAN, "line": LINE}
        submit(root, f"learner-{number:04}", answers)
    return root


def sample_of(root: Path, copy: Path, size: int) -> Path:
    """The course with the first ``size`` learners only."""
    shutil.copytree(root, copy)
    for folder in sorted((copy / "submitted").iterdir())[size:]:
        shutil.rmtree(folder)
    return copy


def timed(root: Path, *command: str) -> float:
    """Seconds that a command takes in a course's folder, its start included."""
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    started = perf_counter()
    subprocess.run(
        [sys.executable, "-m", *command],
        cwd=root,
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
    )
    return perf_counter() - started


def measure(place: Path, options: argparse.Namespace) -> dict[str, Any]:
    ours = make_class(place / "ours", options.submissions)
    few = sample_of(ours, place / "few", options.sample)
    one = sample_of(ours, place / "one", 1)
    jobs = ["--jobs", str(options.jobs)] if options.jobs else []
    our_seconds = timed(ours, "ownpace_graders", "grade", "work", *jobs)
    first = timed(one, "nbgrader", "autograde", "work")
    sampled = timed(few, "nbgrader", "autograde", "work")
    each = (sampled - first) / (options.sample - 1)
    their_seconds = first + each * (options.submissions - 1)
    graded, known = rows(ours), rows(few)
    return {
        "benchmark": "grading",
        "submissions": options.submissions,
        "ours_s": round(our_seconds, 2),
        "nbgrader_s": round(their_seconds, 1),
        "nbgrader_sample": options.sample,
        "nbgrader_each_s": round(each, 2),
        "ratio": round(their_seconds / our_seconds, 1),
        "limit_ratio": LIMIT,
        "same_scores": all(graded[key] == row for key, row in known.items()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
        result = measure(Path(place).resolve(), options)
    print(json.dumps(result))
    sys.exit(result["ratio"] < LIMIT or not result["same_scores"])


if __name__ == "__main__":
    main()
