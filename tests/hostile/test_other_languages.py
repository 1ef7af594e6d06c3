"""Hostile submissions in another language, each between two honest ones, in bash."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from jupyter_client.kernelspec import KernelSpec
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute import Limits, Ran, Settings, Task, execute
from ownpace_graders.languages import confined
from tests.support.languages import BASH_ARGV
from tests.support.processes import until

CANARY = "CANARY-OF-THE-COURSE"
LEFT = "LEFT-BEHIND"
LIMITS = Limits(
    cell_seconds=3, total_seconds=25, memory_mb=400, processes=40, output_mb=1, disk_mb=20
)
CHECK = {"grade": True, "solution": False, "locked": True, "grade_id": "c", "points": 1}
ANY = ("ran", "over a limit", "died", "timed out")
HONEST = "square() { echo $(($1 * $1)); }"


class Attack(NamedTuple):
    """What it runs, how its execution may end, and what it may not show."""

    source: str
    ended: tuple[str, ...] = ("ran",)
    absent: str = CANARY


ATTACKS = {
    "the course": Attack("find / -name gradebook.db 2>&1; cat COURSE/gradebook.db"),
    "the environment": Attack("env; cat /proc/*/environ"),
    "a network": Attack("echo > /dev/tcp/127.0.0.1/22 && echo REACHED", absent="REACHED\n"),
    "a host": Attack("(curl -m 2 http://192.0.2.1 || getent hosts x.org) && echo REACHED",
                     absent="REACHED\n"),
    "a daemon": Attack("setsid nohup sleep 98761 >/dev/null 2>&1 & disown"),
    "files": Attack(f"touch /tmp/{LEFT} /dev/shm/{LEFT} ~/{LEFT} ./{LEFT} ../{LEFT}"),
    "other files": Attack(f"touch /usr/{LEFT} /{LEFT} /var/tmp/{LEFT} COURSE/submitted/{LEFT}"),
    "time": Attack("trap '' INT; while true; do :; done", ("timed out",)),
    "output": Attack("yes OUTPUT", ANY),
    "a file": Attack("head -c 60m /dev/zero > big && echo WRITTEN", absent="WRITTEN\n"),
    "processes": Attack("f() { f | f & }; f; sleep 3", ANY),
    "memory": Attack("x=$(head -c 900m /dev/zero | tr '\\0' x); echo ${#x} HELD",
                     ANY, "HELD\n"),
    "everybody's end": Attack("kill -9 -1", ("died",)),
    "the kernel's end": Attack("kill -9 $PPID", ("died",)),
    "the grader's memory": Attack("cat /proc/1/mem /proc/2/mem /proc/3/fd/* && echo READ",
                                  absent="READ\n"),
    "the channel": Attack("rm -rf ~/* ; true", ("ran", "timed out", "died")),
}  # fmt: skip


def notebook(*sources: str) -> dict[str, Any]:
    cells = [new_code_cell(source) for source in sources]
    cells.append(new_code_cell('[ "$(square 3)" = 9 ]', metadata={"nbgrader": CHECK}))
    return json.loads(json.dumps(new_notebook(cells=cells)))  # type: ignore[no-any-return]


def _tasks(folder: Path) -> Iterator[Task]:
    for name, attack in ATTACKS.items():
        source = attack.source.replace("COURSE", str(folder.parent))
        yield Task(key=name, notebook=notebook(source), folder=folder)
        yield Task(key=f"after {name}", notebook=notebook(HONEST), folder=folder)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("course")
    (folder / "gradebook.db").write_text(CANARY)
    (folder / "submitted").mkdir()
    return folder


@pytest.fixture(scope="module")
def results(course: Path) -> dict[str, Ran]:
    spec = KernelSpec(argv=[*BASH_ARGV], display_name="Bash", language="bash", env={"PS1": "$"})
    settings = Settings(kernel=confined("bash", spec), limits=LIMITS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OWNPACE_CANARY", CANARY)
        ran = execute(_tasks(course / "submitted"), settings, jobs=2)
        return {one.key: one for one in ran}


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_gains_nothing(results: dict[str, Ran], name: str) -> None:
    """It ends as it must, has no mark for work it did not do, and shows neither what is not its
    nor more than it may."""
    ran, attack = results[name], ATTACKS[name]
    assert ran.ended in attack.ended, ran.why
    check = ran.notebook["cells"][-1]
    assert any(output["output_type"] == "error" for output in check["outputs"])
    assert len(json.dumps(_outputs(ran))) < 2 * LIMITS.output_mb * 1_000_000
    assert attack.absent not in "".join(output.get("text", "") for output in _outputs(ran))


@pytest.mark.parametrize("name", ATTACKS)
def test_the_next_learner_keeps_the_score(results: dict[str, Ran], name: str) -> None:
    """Nothing of an attack reaches whoever comes after it."""
    ran = results[f"after {name}"]
    assert (ran.ended, _outputs(ran)) == ("ran", []), ran.why


def test_nothing_is_left_behind(course: Path, results: dict[str, Ran]) -> None:
    """No process, and no file, neither in the course nor in the system."""
    until(lambda: not any(map(_is_left, Path("/proc").glob("[0-9]*/cmdline"))), "all ends", 10)
    assert sorted(os.listdir(course)) == ["gradebook.db", "submitted"]
    assert os.listdir(course / "submitted") == []
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/usr", "/", Path.home()):
        assert not Path(folder, LEFT).exists()


def _is_left(path: Path) -> bool:
    try:
        return b"sleep\x0098761" in path.read_bytes()
    except OSError:
        return False


def _outputs(ran: Ran) -> list[Any]:
    return [output for cell in ran.notebook["cells"] for output in cell["outputs"]]
