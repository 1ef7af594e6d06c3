"""Partial credit, and how checks look in a notebook."""

from __future__ import annotations

import doctest
import subprocess
import sys
from importlib import import_module

import pytest
from IPython.core.interactiveshell import InteractiveShell

import ownpace.checks
from ownpace.checks import CheckFailed, Score, check_value


def test_parts_add_up(capsys: pytest.CaptureFixture[str]) -> None:
    """What fails earns nothing, is printed, and stops nothing."""
    score = Score()
    with score.part(0.5, "the sum"):
        check_value("the_sum", 3, value=3)
    with score.part(1, "the mean"):
        check_value("the_mean", 1.5, value=2, hint="Divide by 2.")
    with score.part(1):
        raise KeyError("week")
    with score.part(0.25):
        assert 1 + 1 == 2
    with score.part(1, "the plan"):
        raise AssertionError("Say when.")
    assert score.total() == 0.75
    assert capsys.readouterr().out.splitlines() == [
        "✓ the sum: 0.5 of 0.5",
        "✗ the mean: 0 of 1. the_mean is 2. We expected 1.5. Divide by 2.",
        "✗ part 3: 0 of 1. KeyError: week. Look at that line, and at the names in it.",
        "✓ part 4: 0.25 of 0.25",
        "✗ the plan: 0 of 1. Say when.",
        "2 of 5 parts are right.",
    ]


def test_all_parts_make_exactly_the_points() -> None:
    """Ten tenths are 1.0 and no more: nbgrader refuses a score above the points."""
    score = Score()
    for _ in range(10):
        with score.part(0.1):
            pass
    assert repr(score.total()) == "1.0"


@pytest.mark.parametrize("points", [-1, float("nan"), float("inf")])
def test_a_part_is_worth_something(points: float) -> None:
    """Points that cannot be are the teacher's error."""
    with pytest.raises(ValueError, match="points"), Score().part(points):
        pass


def test_a_notebook_shows_the_message_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """No traceback: the frames of the check are of no use to a learner."""
    shell = InteractiveShell()
    result = shell.run_cell("from ownpace.checks import *\ncheck_value('answer', 3, value=4)")
    assert type(result.error_in_exec) is CheckFailed
    shown = capsys.readouterr().out.strip()
    assert shown == "answer is 4. We expected 3. Look again at how it is made."


@pytest.mark.parametrize("module", ["cases", "functions", "score", "values"])
def test_examples_in_the_code_hold(module: str) -> None:
    """What a docstring shows is what happens."""
    names = {name: getattr(ownpace.checks, name) for name in ownpace.checks.__all__}
    found = import_module(f"ownpace.checks.{module}")
    ran = doctest.testmod(found, extraglobs={**names, "__name__": "a_notebook"})
    assert (ran.failed, ran.attempted > 0) == (0, True)


def test_checks_load_no_library() -> None:
    """Neither NumPy nor pandas nor matplotlib nor anything of nbgrader, also when they are used."""
    code = (
        "import sys; from ownpace.checks import *; answer = [1.5, {'a': 2}]\n"
        "check_value('answer', [1.5, {'a': 2}]); check_function(len, case('ab', gives=2))\n"
        "print(*sorted(m for m in sys.modules if '.' not in m))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"IPython", "matplotlib", "nbformat", "nbgrader", "numpy", "pandas", "pydantic"}
    assert heavy & set(run.stdout.split()) == set()
