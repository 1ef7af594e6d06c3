"""Hostile submissions between honest ones: no mark but their own, no secret, nothing left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ownpace_graders.execute import Limits, Ran, Settings, Task, execute
from tests.hostile.attack import (
    ATTACKS,
    HIDDEN_NUMBER,
    RIGHT,
    SECRET,
    WRONG,
    Attack,
    notebook,
    read,
    scores,
    shown,
)
from tests.support.keys import key_of_the_session
from tests.support.processes import until

ALL = [read(path) for path in sorted(ATTACKS.glob("*.py"))]
LIMITS = Limits(
    cell_seconds=3,
    total_seconds=20,
    memory_mb=700,
    processes=30,
    output_mb=2,
    disk_mb=50,
    file_mb=20,
)
CANARY = "CANARY-OF-THE-COURSE"
LEFT = "LEFT-BEHIND"
#: In the command line of this run's workers: a module that there is not.
MARK = f"not_there_{os.getpid()}"


@dataclass(frozen=True)
class Run:
    """The whole class's run, each attack between two honest learners."""

    results: dict[str, Ran]
    course: Path


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    course = tmp_path_factory.mktemp("course")
    (course / "gradebook.db").write_text(CANARY)
    folder = course / "submitted"
    folder.mkdir()
    (folder / "data.csv").write_text("a,b\n1,2\n")
    settings = Settings(imports=("numpy", MARK), limits=LIMITS)
    with pytest.MonkeyPatch.context() as patch, key_of_the_session("ownpace-canary", CANARY):
        patch.setenv("OWNPACE_CANARY", CANARY)
        results = {ran.key: ran for ran in execute(_tasks(folder), settings, jobs=2)}
    return Run(results, course)


def _tasks(folder: Path) -> Iterator[Task]:
    for attack in ALL:
        yield Task(key=f"before {attack.name}", notebook=notebook(RIGHT), folder=folder)
        work = notebook(WRONG, attack.cells, attack.later)
        yield Task(key=attack.name, notebook=work, folder=folder)
        yield Task(key=f"after {attack.name}", notebook=notebook(RIGHT), folder=folder)


def _left_behind() -> Iterator[str]:
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = path.read_bytes().decode(errors="replace")
        except OSError:
            continue
        if "sleep\x009876" in text or MARK in text:
            yield text


def _cells(ran: Ran) -> list[Any]:
    return list(nbformat.from_dict(ran.notebook).cells)


def test_there_are_many_attacks() -> None:
    """The corpus has at least forty different ones."""
    assert len(ALL) >= 40


@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.name)
def test_an_attack_gains_nothing(run: Run, attack: Attack) -> None:
    """Its scores are what its work is worth, and a person is told what cannot be prevented."""
    ran = run.results[attack.name]
    nbformat.validate(ran.notebook)
    assert ran.ended in attack.ended, ran.why
    found = scores(_cells(ran))
    for check, wanted in attack.scores.items():
        assert wanted == "any" or found[check] == float(wanted), (check, found)
    assert any(attack.flag in flag for flag in ran.flags) or not attack.flag, ran.flags


@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.name)
def test_an_attack_sees_nothing(run: Run, attack: Attack) -> None:
    """Neither the hidden part of a check, nor the course, nor the grader's environment."""
    cells = _cells(run.results[attack.name])
    assert CANARY not in shown(cells, hidden_too=True)
    assert SECRET not in shown(cells)
    assert str(HIDDEN_NUMBER) not in shown(cells)
    assert not attack.absent or attack.absent not in shown(cells, hidden_too=True)


@pytest.mark.parametrize("attack", ALL, ids=lambda attack: attack.name)
def test_honest_learners_keep_their_scores(run: Run, attack: Attack) -> None:
    """Those before and after an attack have what they earned, and are not flagged."""
    for key in (f"before {attack.name}", f"after {attack.name}"):
        ran = run.results[key]
        assert (ran.ended, ran.flags) == ("ran", ()), ran.why
        assert scores(_cells(ran)) == {"visible": 1, "hidden": 1, "partial": 0.5}
        assert LEFT not in shown(_cells(ran), hidden_too=True)


def test_nothing_is_left_behind(run: Run) -> None:
    """No process, and no file, neither in the course nor in the system."""
    until(lambda: not tuple(_left_behind()), "the end of all processes", 10)
    assert sorted(os.listdir(run.course)) == ["gradebook.db", "submitted"]
    assert sorted(os.listdir(run.course / "submitted")) == ["data.csv"]
    assert (run.course / "gradebook.db").read_text() == CANARY
    for folder in ("/tmp", "/dev/shm", "/var/tmp", "/usr", "/"):
        assert not Path(folder, LEFT).exists()
