"""The least that grading can cost: the cells of every submission by plain ``exec``, one after the
other in one warm process, with nothing around them.

Prints the CPU seconds of one submission. Run by ``grading``; a course's folder is its argument.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path
from time import process_time
from typing import Any

from ownpace.course.outline import grading, source


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


def main(root: Path) -> None:
    taught = json.loads((root / "source/work/work.ipynb").read_text())["cells"]
    checks = {
        str(grading(cell)["grade_id"]): cell
        for cell in taught
        if grading(cell).get("grade") and not grading(cell).get("solution")
    }
    submitted = [codes(p, checks) for p in sorted(root.glob("submitted/*/work/work.ipynb"))]
    for cells in submitted[:2]:
        run(cells)
    began = process_time()
    for cells in submitted:
        run(cells)
    print((process_time() - began) / len(submitted))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
