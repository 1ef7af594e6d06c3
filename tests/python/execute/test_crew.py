"""Workers: forks of one warm process, which may be started before anybody knows what for."""

from __future__ import annotations

import threading
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path

import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute import Crew, Settings, Task, execute
from ownpace_graders.execute.crew import Worker
from tests.support.processes import until

#: Tells which processes there are, but the first, which keeps this one.
LOOK = "import os\n{int(n) for n in os.listdir('/proc') if n.isdigit()} - {1, os.getpid()}"
STAY = "import time\ntime.sleep(600)"


def task(folder: Path, key: str, source: str) -> Task:
    folder.mkdir(exist_ok=True)
    cells = [new_code_cell(source)]
    return Task(key=key, notebook=dict(new_notebook(cells=cells)), folder=folder)


@pytest.mark.parametrize("guess", [None, ("wave",), ("colorsys",)])
def test_a_submission_finds_what_its_module_imports(
    tmp_path: Path, guess: tuple[str, ...] | None
) -> None:
    """Whatever was guessed, right or wrong, or nothing."""
    with closing(Crew(early=True)) as crew:
        if guess is not None:
            crew.expect(Settings(imports=guess))
        one = task(tmp_path, "one", "import sys\n'wave' in sys.modules")
        (ran,) = execute([one], Settings(imports=("wave",)), 1, crew=crew)
    assert ran.notebook["cells"][0]["outputs"][0]["data"]["text/plain"] == "True"


def test_a_process_that_nobody_asked_ends() -> None:
    """Nothing of it is left when the crew is closed."""
    crew = Crew(early=True)
    assert crew._early
    process = Path(f"/proc/{crew._early._process.pid}")
    assert process.exists()
    crew.close()
    until(lambda: not process.exists(), "the end of the warm process")


def test_workers_of_a_team_share_what_is_imported() -> None:
    """One that is dismissed, and one whose warm process has died, is replaced by another."""
    with closing(Crew().team(Settings())) as team, ExitStack() as workers:

        def worker() -> Worker:
            return workers.enter_context(closing(team.worker()))

        first, second = worker(), worker()
        assert first.warm is second.warm
        assert first.number != second.number
        team.dismiss(first)
        assert born(second)
        assert born(worker())
        second.warm.kill()
        assert not born(second)
        assert born(worker())


def test_submissions_at_the_same_time_do_not_see_each_other(tmp_path: Path) -> None:
    """Nor their workers, or the processes that keep them: two accomplices could tell each other by
    their names what a hidden check asks."""
    codes = {"one": STAY, "two": "1", "three": LOOK}
    results = execute([task(tmp_path / k, k, code) for k, code in codes.items()], Settings(), 2)
    with closing(results):
        found = {ran.key: ran.notebook["cells"][0]["outputs"] for ran in islice(results, 2)}
    assert found["three"][0]["data"]["text/plain"] == "set()"


def test_what_died_with_the_warm_process_runs_once_more(tmp_path: Path) -> None:
    """Whatever ended that, it was not every submission that ran then."""
    wait = "import time\ntime.sleep(2)"
    tasks = [task(tmp_path / key, key, wait) for key in ("one", "two")]
    before = set(psutil.Process().children(recursive=True))

    def end_what_is_warm() -> None:
        until(lambda: len(workers()) >= 6, "two submissions that run")
        min(workers(), key=lambda one: one.create_time()).kill()

    def workers() -> list[psutil.Process]:
        new = set(psutil.Process().children(recursive=True)) - before
        return [one for one in new if one.is_running() and "bwrap" not in one.name()]

    killer = threading.Thread(target=end_what_is_warm)
    killer.start()
    found = {ran.key: ran.ended for ran in execute(tasks, Settings(), jobs=2)}
    killer.join()
    assert found == {"one": "ran", "two": "ran"}


def test_a_stopped_run_leaves_nothing(tmp_path: Path) -> None:
    """Whoever stops asking for results ends what still runs, and all that is warm."""
    codes = ("1", STAY, STAY)
    tasks = [task(tmp_path / str(n), str(n), code) for n, code in enumerate(codes)]
    before = set(psutil.Process().children(recursive=True))
    results = execute(tasks, Settings(), jobs=2)
    assert next(results).key == "0"
    started = set(psutil.Process().children(recursive=True)) - before
    assert started
    results.close()
    until(lambda: not any(one.is_running() for one in started), "the end of the workers")


def born(worker: Worker) -> bool:
    """Whether a worker can still bear a process, which ends when it is let go."""
    try:
        worker.bear(Settings().limits, 0).close()
    except OSError:
        return False
    return worker.rest()
