"""How long the panel's request takes in a course of 200 modules with notebooks of 100 KB.

Prints one JSON line: milliseconds of the function alone and of the whole request over HTTP, cold (a
new server) and warm (nothing changed on disk), beside the limits. Exit status 1 over a limit.

    python -m tests.benchmarks.panel_request
"""

from __future__ import annotations

import base64
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from ownpace.course import Course
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.store.layout import CourseFolder
from tests.support.learner import (
    Notebook,
    as_json,
    code,
    lesson,
    module,
    publish,
    result,
    save,
    worked,
)
from tests.support.serving import running_server

MODULES = 200
NOTEBOOK_BYTES = 100_000
LIMITS = {"cold": 500.0, "warm": 50.0}


def main() -> int:
    with tempfile.TemporaryDirectory() as place:
        folder = a_course(Path(place, "course"))
        figures = {"function": function_figures(folder), "http": http_figures(folder, Path(place))}
    print(json.dumps({"benchmark": "panel_request", "ms": figures, "limits_ms": LIMITS}))
    return int(any(ms[kind] > LIMITS[kind] for ms in figures.values() for kind in LIMITS))


def a_course(root: Path) -> Path:
    """200 modules, all started and worked on, their notebooks full of outputs; and recorded, as
    saving a notebook does."""
    released = lesson()
    modules = tuple(module(f"module-{n:03}", released) for n in range(MODULES))
    course = Course(revision=1, id="large", title="Large", modules=modules)
    publish(root, course)
    notebook = padded(worked(released, passed=["right", "parts"]))
    for each in modules:
        save(root, each.id, notebook)
        (root / each.id / "course.json").write_text(course.model_dump_json())
    a_desk(root).record(datetime.now(UTC))
    return root


def a_desk(root: Path) -> Desk:
    folder = CourseFolder(root)
    return Desk(folder, BundleChannel(folder))


def padded(notebook: Notebook) -> Notebook:
    """Pictures, tables and prints, until the file has its size."""
    noise = random.Random(1)
    while (missing := NOTEBOOK_BYTES - len(as_json(notebook))) > 1000:
        picture = base64.b64encode(noise.randbytes(min(9000, missing // 2))).decode()
        shown = result("<Figure size 640x480>")
        shown["data"]["image/png"] = picture
        printed = [f"{n}\t{noise.random()}\n" for n in range(40)]
        cell = code(f"pad-{missing}", "figure()")
        cell["outputs"] = [shown, {"output_type": "stream", "name": "stdout", "text": printed}]
        notebook["cells"].append(cell | {"execution_count": 1})
    return notebook


def function_figures(folder: Path) -> dict[str, float]:
    desk = a_desk(folder)
    return figures_of(lambda: panel(desk, desk.look(), datetime.now(UTC)).model_dump_json())


def http_figures(folder: Path, place: Path) -> dict[str, float]:
    with running_server(folder, place / "home") as server:
        return figures_of(lambda: server.get().raise_for_status())


def figures_of(request: Callable[[], object]) -> dict[str, float]:
    """The first time, and the median of those that follow, in milliseconds."""
    times = []
    for _ in range(21):
        begin = time.perf_counter()
        request()
        times.append((time.perf_counter() - begin) * 1000)
    return {"cold": round(times[0], 1), "warm": round(statistics.median(times[1:]), 1)}


if __name__ == "__main__":
    sys.exit(main())
