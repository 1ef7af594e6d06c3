"""How long a learner waits from hand-in to released feedback while ``ownpace grade --watch`` runs.

A bundle is put into an inbox, and a submission into an exchange, by turns; the clock runs from when
it is there until its feedback can be read. The module imports numpy and pandas.
The machine should have nothing else to do: ``load`` says what it had. Prints one JSON line.

    python -m tests.benchmarks.watch [--times N]
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_notebook

from ownpace.store.bundle import Manifest, write_bundle
from ownpace_graders.bridge import open_classroom, submit
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.classes import KERNEL, check, solution
from tests.support.processes import until
from tests.support.teacher import ME
from tests.support.watchers import a_watcher

#: Seconds, from hand-in to released feedback.
LIMIT = 5.0
COURSE = "benchmark"
MEAN = "def mean(table):\n    return table.groupby('group')['value'].mean()"
MODULE = [
    new_code_cell("import numpy as np\nimport pandas as pd"),
    new_code_cell("table = pd.DataFrame({'group': np.arange(1000) % 5, 'value': np.ones(1000)})"),
    solution("mean", MEAN),
    check("means", "assert len(mean(table)) == 5"),
]
COURSE_YML = (
    f"title: Tables\nid: {COURSE}\ntimezone: UTC\nmodules:\n  - {{id: work, title: Work}}\n"
)
CONFIG = """\
from ownpace_graders.bridge import configure
configure(c, __file__)
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
"""


def make_course(base: Path) -> Path:
    """A released course with an exchange and an inbox beside it."""
    root, exchange = base / "course", base / "exchange"
    for folder in (root / "source" / "work", exchange, base / "inbox"):
        folder.mkdir(parents=True)
    exchange.chmod(0o777)
    (root / "course.yml").write_text(COURSE_YML)
    config = CONFIG.format(exchange=str(exchange), cache=str(base / "cache"))
    (root / "nbgrader_config.py").write_text(config)
    notebook = new_notebook(cells=MODULE, metadata={"kernelspec": KERNEL})
    nbformat.write(notebook, root / "source" / "work" / "work.ipynb")
    release(root, [], Silent(), datetime.now(UTC))
    return root


def worked(root: Path) -> Any:
    notebook: Any = nbformat.read(root / "release" / "work" / "work.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "mean":
            cell.source = MEAN
    return notebook


def hand_in_bundle(root: Path, learner: str) -> Path:
    """Returns where the feedback is going to be."""
    text = nbformat.writes(worked(root)).encode()
    at = datetime.now(UTC)
    manifest = Manifest(
        kind="submission", course=COURSE, module="work", learner=learner, at=at, revision=1
    )
    write_bundle(root.parent / "inbox" / f"{learner}.zip", manifest, {"work.ipynb": text})
    return root / "outbox" / learner / "work.zip"


def submit_to_exchange(root: Path) -> None:
    home = root.parent / "home"
    shutil.rmtree(home, ignore_errors=True)
    (home / "work").mkdir(parents=True)
    nbformat.write(worked(root), home / "work" / "work.ipynb")
    submit(open_classroom(root), ME, "work", home)


def seconds_until(condition: Callable[[], object], what: str) -> float:
    begin = time.perf_counter()
    until(condition, what, seconds=120)
    return time.perf_counter() - begin


def by_bundle(root: Path, number: int) -> float:
    feedback = hand_in_bundle(root, f"learner-{number}")
    return seconds_until(feedback.exists, "feedback in outbox/")


def by_exchange(root: Path, number: int) -> float:
    pages = root.parent / "exchange" / COURSE / "feedback"
    submit_to_exchange(root)
    return seconds_until(lambda: len(list(pages.glob("*.html"))) > number, "feedback pages")


def measure(base: Path, times: int) -> dict[str, Any]:
    root = make_course(base)
    ways = {"bundle": by_bundle, "exchange": by_exchange}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    with a_watcher(root, "--inbox", str(base / "inbox")):
        for number in range(times):
            for name, way in ways.items():
                seconds[name].append(way(root, number))
    worst = max(max(found) for found in seconds.values())
    return {
        "benchmark": "watch",
        "median_s": {name: round(statistics.median(found), 2) for name, found in seconds.items()},
        "worst_s": round(worst, 2),
        "limit_s": LIMIT,
        "load": round(os.getloadavg()[0], 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ownpace-benchmark-") as place:
        result = measure(Path(place).resolve(), options.times)
    print(json.dumps(result))
    sys.exit(result["worst_s"] > LIMIT)


if __name__ == "__main__":
    main()
