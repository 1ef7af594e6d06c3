"""Notebooks in a fork of a warm worker show what they show in a kernel."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.preprocessors import Execute

from ownpace_graders.execute import Limits, Ran, Settings, Task, execute

SETTINGS = Settings(imports=("numpy", "matplotlib.pyplot"), limits=Limits(cell_seconds=10))
Both = tuple[list[Any], list[Any]]
CHECK = {"grade": True, "solution": False, "locked": True, "grade_id": "c", "points": 1}

#: Cells of real courses; each is run by ipykernel as well, and must show the same.
CELLS = {
    "the last expression": "x = 1\nx + 1",
    "a tuple": "(1, 'a')",
    "True": "True",
    "a semicolon": "1;",
    "printing": "print('a')\nprint('b', end='')",
    "standard error": "import sys\nprint('oops', file=sys.stderr)",
    "a warning": "import warnings\nwarnings.warn('careful')",
    "an error": "1 / 0",
    "an error after output": "print('first')\n{}['key']",
    "a syntax error": "def f(:",
    "an indentation error": "def f():\npass",
    "a missing magic": "%nosuchmagic",
    "a missing cell magic": "%%nosuchmagic\n1",
    "a magic": "%precision 3\n3.14159",
    "capture": "%%capture out\nprint('hidden')",
    "reset": "x = 1\n%reset -f\n'x' in globals()",
    "logstart": "%logstart -o log.txt",
    "input": "input('name? ')",
    "a shell command": "!echo hello",
    "a shell command's output": "files = !echo a b\nfiles",
    "a failing shell command": "!exit 3\n_exit_code",
    "top-level await": "import asyncio\nawait asyncio.sleep(0)\n'slept'",
    "top-level async for": "async def g():\n    yield 1\n[i async for i in g()]",
    "display": "display('a', 'b')",
    "HTML": "from IPython.display import HTML\nHTML('<b>x</b>')",
    "clearing": "from IPython.display import clear_output\nprint('a')\nclear_output()\nprint('b')",
    "an updated display": "h = display('a', display_id=True)\nh.update('b')",
    "an image": "from IPython.display import Image\nImage(b'GIF89a1234', format='gif')",
    "a figure": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone",
    "numpy": "import numpy as np\nnp.arange(3)",
    "non-ASCII": "größe = 'é'\nprint(größe, '日本')",
    "system exit": "raise SystemExit(1)",
    "keyboard interrupt": "raise KeyboardInterrupt",
    "an assertion": "assert 1 == 2, 'one is not two'",
    "who": "%who_ls str",
    "history": "_, Out.get(1)",
    "a thread that prints": (
        "import threading\nt = threading.Thread(target=print, args=('t',))\nt.start()\nt.join()"
    ),
    "a program's output": "import subprocess\n_ = subprocess.run(['echo', 'sub'])",
    "logging": "import logging\nlogging.warning('logged')",
    "matplotlib magic": "%matplotlib inline",
    "pinfo": "len?",
    "interact": "from ipywidgets import interact\ninteract(lambda x: print(x), x=3)\nNone",
    "an output widget": (
        "import sys\nfrom ipywidgets import Output\nwith Output():\n"
        "    print('in', file=sys.stderr)\nprint('out')"
    ),
    "writefile": "%%writefile own.txt\ntext",
}


def notebook(cells: Sequence[str], checks: Sequence[str] = ()) -> dict[str, Any]:
    made = [new_code_cell(source) for source in cells]
    made += [new_code_cell(source, metadata={"nbgrader": CHECK}) for source in checks]
    return json.loads(json.dumps(new_notebook(cells=made)))  # type: ignore[no-any-return]


def ran(
    cells: Sequence[str], folder: Path, checks: Sequence[str] = (), settings: Settings = SETTINGS
) -> Ran:
    task = Task(key="one", notebook=notebook(cells, checks), folder=folder)
    (result,) = execute([task], settings, jobs=1)
    nbformat.validate(result.notebook)
    return result


def shape(cell: dict[str, Any]) -> list[Any]:
    """What is the same in every run: kinds, names, texts, media types. A slow kernel tells what is
    printed in several pieces."""
    pieces = groupby(cell["outputs"], lambda output: output.get("name", id(output)))
    whole = [_joined(list(outputs)) for _, outputs in pieces]
    return [_output(output) for output in whole if output.get("text") != ""]


def _joined(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    first, *more = outputs
    return {**first, "text": "".join(o["text"] for o in outputs)} if more else first


def _output(output: dict[str, Any]) -> tuple[Any, ...]:
    kind = output["output_type"]
    if kind == "stream":
        lines = [line for line in output["text"].splitlines() if "ipykernel_" not in line]
        return kind, output["name"], lines
    if kind == "error":
        return kind, output["ename"], output["evalue"].split(" (")[0]
    plain = output["data"].get("text/plain", "")
    return kind, sorted(output["data"]), plain if "<" not in plain else ""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Both:
    """The cells of one notebook, run by us and by a kernel."""
    work = notebook(list(CELLS.values()))
    ours = ran(list(CELLS.values()), tmp_path_factory.mktemp("ours")).notebook["cells"]
    theirs = nbformat.from_dict(work)
    folder = str(tmp_path_factory.mktemp("theirs"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # ipykernel behaves otherwise under it
        theirs, _ = Execute(timeout=60).preprocess(theirs, {"metadata": {"path": folder}})
    return ours, theirs.cells


@pytest.mark.parametrize("name", CELLS)
def test_a_cell_shows_what_it_shows_in_a_kernel(
    both: tuple[list[Any], list[Any]], name: str
) -> None:
    """Kinds, order, texts and errors are ipykernel's."""
    at = list(CELLS).index(name)
    ours, theirs = both[0][at], both[1][at]
    assert shape(ours) == shape(theirs)
    assert ours["execution_count"] == theirs["execution_count"]


def test_the_hidden_part_reaches_no_later_cell(tmp_path: Path) -> None:
    """Neither its names, nor its files, nor what it passed to a function; its outcome counts."""
    cells = ["seen = []\ndef f(x):\n    seen.append(x)\n    return x"]
    secret = "z = f(42)\nopen('z', 'w').close()\n0.5"
    hidden = f"y = 1\n### BEGIN HIDDEN TESTS\n{secret}\n### END HIDDEN TESTS"
    after = "import os\nprint(seen, y, 'z' in globals(), os.listdir())"
    first, second = ran(cells, tmp_path, [hidden, after]).notebook["cells"][1:]
    assert first["outputs"][-1]["data"] == {"text/plain": "0.5"}
    assert second["outputs"][0]["text"] == "[] 1 False []\n"


def test_files_beside_the_notebook_are_there_and_stay_as_they_are(tmp_path: Path) -> None:
    """The submission has a copy; links, which may lead anywhere, are left out and told."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "größe.csv").write_text("1,2")
    os.symlink("/etc/hostname", tmp_path / "link")
    cell = "p = 'data/größe.csv'\nprint(open(p).read())\nopen(p, 'w').write('changed')"
    result = ran([cell, "import os\nos.listdir()"], tmp_path)
    assert result.notebook["cells"][0]["outputs"][0]["text"] == "1,2\n"
    assert "link" not in str(result.notebook["cells"][1]["outputs"])
    assert (tmp_path / "data" / "größe.csv").read_text() == "1,2"
    assert any("link" in flag for flag in result.flags)


def test_a_slow_cell_has_nbgraders_error_and_the_next_ones_run(tmp_path: Path) -> None:
    """Unless the course says that nothing runs after it."""
    settings = Settings(limits=Limits(cell_seconds=1))
    slow = ["while True: pass", "'next'"]
    first, second = ran(slow, tmp_path, settings=settings).notebook["cells"]
    assert [output["ename"] for output in first["outputs"]] == ["CellTimeoutError"]
    assert second["outputs"][0]["data"] == {"text/plain": "'next'"}
    strict = Settings(limits=Limits(cell_seconds=1), interrupt_on_timeout=False)
    result = ran(slow, tmp_path, settings=strict)
    assert result.ended == "timed out"
    assert result.notebook["cells"][1]["outputs"][0]["ename"] == "NotRun"


def test_many_tasks_are_taken_as_they_can_be_run(tmp_path: Path) -> None:
    """None is taken long before its turn, and closing the generator ends all."""
    taken = []

    def tasks() -> Any:
        for number in range(100):
            taken.append(number)
            yield Task(key=str(number), notebook=notebook(["1"]), folder=tmp_path)

    running = execute(tasks(), Settings(), jobs=2)
    assert next(running).ended == "ran"
    running.close()
    assert len(taken) < 10


def test_without_confinement_the_same_comes_out(tmp_path: Path) -> None:
    """The teacher's choice: still a fork for each, limits, and hidden parts in a fork."""
    hidden = "### BEGIN HIDDEN TESTS\nassert f(2) == 4\n### END HIDDEN TESTS"
    work = notebook(["f = lambda x: x * x"], [hidden])
    tasks = [Task(key=str(n), notebook=work, folder=tmp_path) for n in range(2)]
    results = list(execute(tasks, Settings(), jobs=1, confined=False))
    assert [(r.ended, r.notebook["cells"][1]["outputs"]) for r in results] == [("ran", [])] * 2


def test_no_two_submissions_draw_the_same_numbers(tmp_path: Path) -> None:
    """Forks of one process would, were they not seeded anew."""
    work = notebook(
        ["import random, uuid, numpy\nrandom.random(), uuid.uuid4(), numpy.random.rand()"]
    )
    tasks = [Task(key=str(n), notebook=work, folder=tmp_path) for n in range(3)]
    results = list(execute(tasks, SETTINGS, jobs=1))
    shown = {r.notebook["cells"][0]["outputs"][0]["data"]["text/plain"] for r in results}
    assert len(shown) == 3
