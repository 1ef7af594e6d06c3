"""What a submission costs where there are many or only one: 1,000 against 100, and one, cold,
against ``nbgrader autograde``. Confined, start-up included.

Prints two JSON lines: seconds (``_s``), CPU seconds for one submission (``cpu_each``), and the
greatest memory of the process that controls all others.

    python -m tests.benchmarks.grading_size [--many N] [--few N] [--jobs N]
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.benchmarks.grading_class import make_class, ours, rounded, sample_of, theirs

#: A submission of many costs at most so much of one of few; the controller's memory.
LIMIT_RATIO, LIMIT_MB = 1.1, 400


def many(place: Path, options: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    root = make_class(place / "many", options.many)
    few = ours(sample_of(root, place / "few", options.few), options.jobs)
    most = ours(root, options.jobs)
    ratio = (most.wall / options.many) / (few.wall / options.few)
    ratio_cpu = (most.cpu / options.many) / (few.cpu / options.few)
    figures = rounded(
        benchmark="grading many",
        submissions=options.many,
        against=options.few,
        many_s=most.wall,
        few_s=few.wall,
        many_cpu_each=most.cpu / options.many,
        few_cpu_each=few.cpu / options.few,
        ratio=ratio,
        ratio_cpu=ratio_cpu,
        limit_ratio=LIMIT_RATIO,
        peak_mb=most.peak_mb,
        limit_peak_mb=LIMIT_MB,
    )
    return figures, ratio <= LIMIT_RATIO and most.peak_mb < LIMIT_MB


def one(place: Path, options: argparse.Namespace) -> tuple[dict[str, Any], bool]:
    root = make_class(place / "one", 1)
    their = theirs(sample_of(root, place / "theirs", 1))
    own = ours(root, options.jobs)
    figures = rounded(
        benchmark="grading one",
        ours_s=own.wall,
        nbgrader_s=their.wall,
        ratio=their.wall / own.wall,
        limit_ratio=1,
        ratio_cpu=their.cpu / own.cpu,
    )
    return figures, own.wall <= their.wall


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--many", type=int, default=1000)
    parser.add_argument("--few", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=0)
    options = parser.parse_args()
    met = True
    with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
        for measure in (one, many):
            figures, good = measure(Path(place).resolve(), options)
            print(json.dumps(figures), flush=True)
            met &= good
    sys.exit(not met)


if __name__ == "__main__":
    main()
