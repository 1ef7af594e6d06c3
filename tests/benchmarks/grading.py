"""What grading 100 submissions costs, against ``nbgrader autograde`` and against plain ``exec``: of
a numpy and pandas module, and of the same with three figures.

All grade the same submissions in copies of one course, each as a command of its own, start-up
included; ours confined. nbgrader grades a sample of them, and its time is scaled, start-up apart.
Prints one JSON line for each module: seconds (``_s``), CPU seconds of all processes (``_cpu_s``),
and how many times as much nbgrader needs; and what one submission more costs in CPU seconds
(``_cpu_each``), start-up apart. Those are of one job, since two processors are often two threads of
one core, and each slower when both work: ours, by plain ``exec`` in one warm process, and in bare
forks of one (``forked``: what is left when sandbox, judging and gradebook are taken away).

    python -m tests.benchmarks.grading [--submissions N] [--sample N] [--jobs N] [--module NAME]
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.grading_class import MODULES, make_class, ours, rounded, sample_of, theirs
from tests.support.classes import rows

#: At least so many times nbgrader's throughput (tables), and at most so many CPU seconds a
#: submission more than plain ``exec`` of the same cells takes (figures).
LIMIT, LIMIT_CPU = 20, 0.03
#: So many submissions start all workers; what more of them cost is no start-up.
_STARTING = 4


def least(root: Path) -> tuple[float, float]:
    """By plain ``exec``, and in bare forks."""
    command = [sys.executable, "-m", "tests.benchmarks.grading_plain", str(root)]
    environment = os.environ | {"MPLBACKEND": "agg", "OPENBLAS_NUM_THREADS": "1"}
    ran = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    plain, forked = map(float, ran.stdout.split())
    return plain, forked


def each_by_one_job(all_: Path, start: Path, more: int) -> float:
    return (ours(all_, 1).cpu - ours(start, 1).cpu) / more


def measure(place: Path, module: str, options: argparse.Namespace) -> dict[str, Any]:
    root = make_class(place / module, options.submissions, module)
    few = sample_of(root, place / f"{module}-few", options.sample)
    start = sample_of(root, place / f"{module}-start", _STARTING)
    single = sample_of(root, place / f"{module}-one", 1)
    plain, forked = least(root)
    alone = sample_of(root, place / f"{module}-alone", options.submissions)
    each = each_by_one_job(alone, start, options.submissions - _STARTING)
    their_one = theirs(single)
    all_, sampled = ours(root, options.jobs), theirs(few)
    more, their_more = options.submissions - 1, options.sample - 1
    wall = their_one.wall + (sampled.wall - their_one.wall) / their_more * more
    cpu = their_one.cpu + (sampled.cpu - their_one.cpu) / their_more * more
    graded, known = rows(root), rows(few)
    return rounded(
        benchmark="grading",
        module=module,
        submissions=options.submissions,
        ours_s=all_.wall,
        nbgrader_s=wall,
        nbgrader_sample=options.sample,
        ratio=wall / all_.wall,
        limit_ratio=LIMIT,
        ours_cpu_s=all_.cpu,
        nbgrader_cpu_s=cpu,
        ratio_cpu=cpu / all_.cpu,
        cpu_each=each,
        plain_cpu_each=plain,
        forked_cpu_each=forked,
        over_plain_cpu_each=each - plain,
        limit_over_plain_cpu_each=LIMIT_CPU,
        same_scores=all(graded[key] == row for key, row in known.items()),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--sample", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=0)
    parser.add_argument("--module", choices=MODULES, action="append")
    options = parser.parse_args()
    missed = False
    for module in options.module or MODULES:
        with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
            result = measure(Path(place).resolve(), module, options)
        print(json.dumps(result), flush=True)
        missed |= not result["same_scores"]
        missed |= module == "table" and result["ratio"] < LIMIT
        missed |= module == "figures" and result["over_plain_cpu_each"] > LIMIT_CPU
    sys.exit(missed)


if __name__ == "__main__":
    main()
