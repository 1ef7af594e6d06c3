"""The least that grading can cost: the cells of every submission by plain ``exec``, one after the
other in one warm process, with nothing around them; and by IPython, each in a bare fork of a warm
process, which is what a fork and a notebook's displays cost by themselves on this machine.

Prints the CPU seconds of one submission, both ways. Run by ``grading``; a course's folder is its
argument.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time
from typing import Any

from ownpace.course.outline import grading, source
from ownpace_graders.execute.shell import begin_cell, new_shell
from ownpace_graders.execute.streams import install
from ownpace_graders.execute.warming import warm

_IMPORTS = ("numpy", "pandas", "matplotlib.pyplot")


def codes(notebook: Path, written: dict[str, Any]) -> list[str]:
    """The code of a submission, its checks as the teacher wrote them, without magics."""
    cells = json.loads(notebook.read_text())["cells"]
    found = [written.get(str(grading(cell).get("grade_id")), cell) for cell in cells]
    return [
        source(cell).replace("%matplotlib inline\n", "")
        for cell in found
        if cell["cell_type"] == "code"
    ]


def run(cells: list[str]) -> None:
    names: dict[str, Any] = {}
    for cell in cells:
        with suppress(Exception):
            exec(compile(cell, "cell", "exec"), names)
        draw()


def draw() -> None:
    """What inline figures cost: each is drawn once, as a picture."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else ():
        figure = pyplot.figure(number)
        figure.canvas.print_figure(io.BytesIO(), format="png", bbox_inches="tight")
        pyplot.close(figure)


def plain(submitted: list[list[str]]) -> float:
    """CPU seconds of one submission by ``exec``."""
    for cells in submitted[:2]:
        run(cells)
    began = process_time()
    for cells in submitted:
        run(cells)
    return (process_time() - began) / len(submitted)


def forked(submitted: list[list[str]]) -> float:
    """CPU seconds of one submission in a fork of its own, by the shell that grading uses."""
    streams, shell = install(), new_shell()
    warm(shell, [name for name in _IMPORTS if name in sys.modules])
    for stream in streams:
        stream.attach(_nobody)
    shell.displayhook.session.publish = _nobody
    gc.freeze()
    for cells in submitted:
        if (child := os.fork()) == 0:
            for cell in cells:
                begin_cell(shell)
                shell.run_cell(cell, store_history=True)
            os._exit(0)
        os.waitpid(child, 0)
    used = getrusage(RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) / len(submitted)


def _nobody(kind: str, content: dict[str, Any]) -> None:
    """Takes what a cell shows."""


def main(root: Path) -> None:
    taught = json.loads((root / "source/work/work.ipynb").read_text())["cells"]
    checks = {
        str(grading(cell)["grade_id"]): cell
        for cell in taught
        if grading(cell).get("grade") and not grading(cell).get("solution")
    }
    submitted = [codes(p, checks) for p in sorted(root.glob("submitted/*/work/work.ipynb"))]
    print(plain(submitted), forked(submitted), file=sys.__stdout__)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
