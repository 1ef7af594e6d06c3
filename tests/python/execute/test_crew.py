"""Workers: forks of one warm process, which may be started before anybody knows what for."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute import Crew, Settings, Task, execute
from ownpace_graders.execute.crew import Worker
from tests.support.processes import until

#: Waits until another submission is there (each is two processes, beside its worker and what is
#: warm), and tells how many others there are, and what of them it could look into.
LOOK = """
import json, os, time
def others():
    own = os.readlink('/proc/self')
    return [n for n in os.listdir('/proc') if n.isdigit() and n != own]
def can(number, name):
    try:
        os.close(os.open(f'/proc/{number}/{name}', os.O_RDONLY))
    except OSError:
        return False
    return True
while len(others()) < 7:
    time.sleep(0.01)
names = ('mem', 'environ', 'cwd', 'fd/0', 'maps', 'root')
print(json.dumps([(n, name) for n in others() for name in names if can(n, name)]))
"""
#: How a submission finds what the system keeps for several processes together.
OWN = """
import json, os, re
def read(path):
    return open(path).read() if os.path.exists(path) else ''
held = os.openpty()
devices = [line.split()[2] for line in open('/proc/self/mountinfo') if ' - devpts ' in line]
print(json.dumps({
    'oom': read('/proc/self/oom_score_adj'),
    'turn': re.findall('nice.*', read('/proc/self/autogroup')),
    'terminals': sorted(os.listdir('/dev/pts')),
    'hidden': len(set(devices)) - 1,
}))
"""
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


def test_submissions_at_the_same_time_cannot_look_into_each_other(tmp_path: Path) -> None:
    """Nor into their workers, or the processes that keep them."""
    codes = {"one": LOOK, "two": STAY}
    results = execute([task(tmp_path / k, k, code) for k, code in codes.items()], Settings(), 2)
    with closing(results):
        (output,) = next(results).notebook["cells"][0]["outputs"]
    assert json.loads(output["text"]) == []


def test_a_submission_begins_as_if_there_were_no_other(tmp_path: Path) -> None:
    """Whatever the one before did to all processes; with a terminal that only it can open."""
    attack = Path(__file__).parents[2] / "hostile/attacks/settings_of_all_processes.py"
    codes = {"one": OWN, "two": attack.read_text(), "three": OWN}
    tasks = [task(tmp_path / key, key, code) for key, code in codes.items()]
    one, _, three = execute(tasks, Settings(), 1)
    before, after = (json.loads(r.notebook["cells"][0]["outputs"][0]["text"]) for r in (one, three))
    assert before == after == {**before, "terminals": ["0", "ptmx"], "hidden": 1}


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
