"""The modules that grading is measured with, classes that handed them in, and what a run costs."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from nbformat.v4 import new_code_cell, new_markdown_cell

from ownpace_graders.sandbox.kernel import adopt_orphans
from tests.support.classes import check, plain_course, solution, submit

CLEAN = "def clean(table):\n    return table.dropna().reset_index(drop=True)"
MEAN = "def mean(table):\n    return table.groupby('group')['value'].mean()"
LINE = "def line(x, y):\n    return np.polyfit(x, y, 1)"
WRONG = "def mean(table):\n    return table['value'].mean()"

TABLE = [
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
FIGURES = [
    new_code_cell("%matplotlib inline\nimport matplotlib.pyplot as plt"),
    new_code_cell("plt.plot(np.sort(clean(table)['value']))\nplt.title('Sorted');"),
    new_code_cell("plt.hist(clean(table)['value'], bins=20)\nplt.xlabel('value');"),
    new_code_cell(
        "for number in range(5):\n"
        "    part = table[table['group'] == number]\n"
        "    plt.scatter(part.index, part['value'], label=str(number))\n"
        "plt.legend();"
    ),
]
MODULES = {"table": TABLE, "figures": [*TABLE, *FIGURES]}


class Cost(NamedTuple):
    """Seconds by the clock; of all processors, everything the command started included; and the
    greatest memory of the command's own process."""

    wall: float
    cpu: float
    peak_mb: float


def make_class(root: Path, learners: int, module: str = "table") -> Path:
    """A course, and submissions of which every fourth has an error."""
    plain_course(root, {"work.ipynb": MODULES[module]})
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


def ours(root: Path, jobs: int = 0) -> Cost:
    options = ["--jobs", str(jobs)] if jobs else []
    return cost_of(root, "ownpace_graders", "grade", "work", *options)


def theirs(root: Path) -> Cost:
    return cost_of(root, "nbgrader", "autograde", "work")


def cost_of(root: Path, *command: str) -> Cost:
    """Run a command in a course's folder, its start included."""
    adopt_orphans()  # what a sandbox leaves to its parents' parents is waited for here
    path = os.pathsep.join([os.path.dirname(sys.executable), os.environ["PATH"]])
    before, started = _spent(), perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=root,
        env=os.environ | {"PATH": path},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    _wait_for_all()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed with status {process.returncode}")
    return Cost(wall, _spent() - before, used.ru_maxrss / 1024)


def _wait_for_all() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def rounded(**figures: Any) -> dict[str, Any]:
    """Figures for people: two digits behind the point, CPU seconds four."""
    return {
        name: round(value, 4 if "cpu_each" in name else 2) if isinstance(value, float) else value
        for name, value in figures.items()
    }
