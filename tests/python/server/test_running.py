"""Running a copy of a module, in a real kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace.errors import WorkError
from ownpace.server.running import Run
from ownpace.server.running import run_module as run_in_this_thread
from tests.support.learner import FIRST, code, notebook, save
from tests.support.threads import in_a_thread


def run_module(path: Path, timeout: int) -> Run:
    """In a thread of its own, as the server runs it."""
    return in_a_thread(run_in_this_thread, path, timeout)


def run(root: Path, *sources: str, timeout: int = 60) -> tuple[list[int | None], str]:
    """The execution counts after a run of these cells, and why it stopped."""
    cells = [code(f"c{n}", source) for n, source in enumerate(sources)]
    found = run_module(save(root, FIRST, notebook(*cells)), timeout)
    return [cell["execution_count"] for cell in found.cells], found.stopped


def test_only_the_copy_is_written_to(tmp_path: Path) -> None:
    """The notebook's code works in the copy's folder, with the module's data beside it, and goes
    on after an error."""
    (tmp_path / FIRST).mkdir()
    (tmp_path / FIRST / "data.csv").write_text("1")
    writes = "open('data.csv', 'a').write(open('data.csv').read() + '2'); open('new', 'w')"
    counts, stopped = run(tmp_path, "1 / 0", writes, "assert open('data.csv').read() == '112'")
    assert (counts, stopped) == ([1, 2, 3], "")
    assert (tmp_path / FIRST / "data.csv").read_text() == "1"
    assert not (tmp_path / FIRST / "new").exists()


def test_a_kernel_that_dies_ends_the_run(tmp_path: Path) -> None:
    """What comes after is not run, and the reason is told."""
    counts, stopped = run(tmp_path, "import os; os._exit(1)", "1")
    assert counts[1] is None
    assert stopped == "The kernel stopped."


def test_a_run_without_end_is_stopped(tmp_path: Path) -> None:
    """In time, and the cells it did not reach are not run."""
    loop = (
        "import time\nwhile True:\n    try:\n        time.sleep(1)\n    except BaseException: pass"
    )
    counts, stopped = run(tmp_path, loop, "1", timeout=4)
    assert counts[1] is None
    assert stopped


def test_former_outputs_do_not_count(tmp_path: Path) -> None:
    """A check that showed a pass before, in a run that does not reach it, is not run."""
    done = code("c", "1") | {"execution_count": 7}
    content = notebook(code("x", "import os; os._exit(1)"), done)
    assert run_module(save(tmp_path, FIRST, content), 60).cells[1]["execution_count"] is None


def test_a_kernel_that_is_not_installed_is_named(tmp_path: Path) -> None:
    """It is the notebook that cannot be run, not the work that is wrong."""
    content = notebook(code("c", "1"))
    content["metadata"]["kernelspec"]["name"] = "cobol"
    with pytest.raises(WorkError, match="cobol") as told:
        run_module(save(tmp_path, FIRST, content), 60)
    assert told.value.code == "no-kernel"


def test_a_damaged_notebook_is_named(tmp_path: Path) -> None:
    """Before any kernel starts."""
    path = save(tmp_path, FIRST, notebook())
    path.write_text("{")
    with pytest.raises(WorkError) as told:
        run_module(path, 60)
    assert told.value.code == "notebook-damaged"
