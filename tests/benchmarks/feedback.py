"""What writing the feedback of a class costs, against ``nbgrader generate_feedback``.

Both write the pages of the same graded submissions in copies of one course, each as a command of
its own, start-up included. Prints one JSON line a size: the medians of alternating runs.

    python -m tests.benchmarks.feedback [--submissions N]... [--runs N]
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.grading_class import cost_of, make_class

#: At least so many times nbgrader's throughput.
LIMIT = 5
SIZES = (30, 100)

COMMANDS = {
    "ours": ("ownpace_graders", "feedback", "work"),
    "nbgrader": ("nbgrader", "generate_feedback", "work", "--force"),
}


def graded_class(root: Path, learners: int) -> Path:
    make_class(root, learners)
    cost_of(root, "ownpace_graders", "grade", "work")
    return root


def fresh(root: Path) -> Path:
    """The course without any page."""
    for name in ("feedback", "outbox"):
        shutil.rmtree(root / name, ignore_errors=True)
    return root


def page_bytes(root: Path) -> float:
    pages = [path.stat().st_size for path in (root / "feedback").rglob("*.html")]
    return sum(pages) / max(len(pages), 1)


def measure(place: Path, submissions: int, runs: int) -> dict[str, Any]:
    root = graded_class(place / str(submissions), submissions)
    seconds: dict[str, list[float]] = {name: [] for name in COMMANDS}
    size = {}
    for _ in range(runs):
        for name, command in COMMANDS.items():
            seconds[name].append(cost_of(fresh(root), *command).wall)
            size[name] = round(page_bytes(root) / 1000)
    _, again = (cost_of(root, *COMMANDS["ours"]).wall for _ in range(2))
    ours, theirs = median(seconds["ours"]), median(seconds["nbgrader"])
    return {
        "benchmark": "feedback",
        "submissions": submissions,
        "ours_s": round(ours, 2),
        "nbgrader_s": round(theirs, 2),
        "ratio": round(theirs / ours, 1),
        "limit_ratio": LIMIT,
        "unchanged_s": round(again, 2),
        "page_kb": size["ours"],
        "nbgrader_page_kb": size["nbgrader"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, action="append")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    slow = False
    with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
        for size in options.submissions or SIZES:
            result = measure(Path(place).resolve(), size, options.runs)
            print(json.dumps(result), flush=True)
            slow = slow or result["ratio"] < LIMIT
    sys.exit(slow)


if __name__ == "__main__":
    main()
